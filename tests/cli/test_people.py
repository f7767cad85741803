"""``people import`` and ``people list``."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.conftest import HEADER, STAFF, Cli
from trainer.service import identity


def write(tmp_path: Path, data: str | bytes) -> str:
    path = tmp_path / "people.csv"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return str(path)


def names(cli: Cli, *options: str) -> list[str]:
    return [row["name"] for row in cli("people", "list", "--format", "json", *options).json["rows"]]


def test_import_says_what_it_did_and_is_idempotent(cli: Cli, tmp_path: Path) -> None:
    file = write(tmp_path, STAFF)
    assert cli("people", "import", file).out == "added 2, changed 0, unchanged 0, left 0\n"
    assert cli("people", "import", file).out == "added 0, changed 0, unchanged 2, left 0\n"
    moved = write(tmp_path, STAFF.replace("Support", "Sales"))
    assert cli("people", "import", moved).out == "added 0, changed 1, unchanged 1, left 0\n"


def test_import_from_standard_input(cli: Cli) -> None:
    assert cli("people", "import", "-", stdin=STAFF).code == 0
    assert names(cli) == ["Ana Example", "=Bö Example"]


def test_dry_run_names_each_change_and_saves_nothing(cli: Cli, tmp_path: Path) -> None:
    cli("people", "import", write(tmp_path, STAFF))
    more = write(tmp_path, STAFF + "1009,cy,Cy Example,,Sales,,,\n")
    ran = cli("people", "import", more, "--dry-run")
    assert ran.out == "joined: 1009 Cy Example\nadded 1, changed 0, unchanged 2, left 0\n"
    assert "Nothing was saved" in ran.err
    assert len(names(cli)) == 2


def test_sync_marks_who_is_missing_and_all_shows_them(cli: Cli, tmp_path: Path) -> None:
    cli("people", "import", write(tmp_path, STAFF))
    ran = cli("people", "import", "--sync", write(tmp_path, HEADER + "1001,ana,Ana Example,,Sales,,,\n"))
    assert ran.out == "added 0, changed 0, unchanged 1, left 1\n"
    assert names(cli) == ["Ana Example"]
    assert set(names(cli, "--all")) >= {"Ana Example", "=Bö Example"}


def test_an_empty_file_never_marks_everyone_as_left(cli: Cli, tmp_path: Path) -> None:
    cli("people", "import", write(tmp_path, STAFF))
    ran = cli("people", "import", "--sync", "-", stdin=HEADER)
    assert ran.code == 2
    assert len(names(cli)) == 2


def test_all_shows_who_learns_without_being_on_the_roster(cli: Cli) -> None:
    cli("learn", "--plain")
    assert names(cli) == []
    cli("learn", "M90", "--plain", stdin="\n\nq\n")
    assert names(cli) == []
    assert [row["id"] for row in cli("people", "list", "--all", "--format", "json").json["rows"]] == [
        f"login:{identity.login()}"
    ]


def test_a_byte_order_mark_is_no_part_of_the_first_column(cli: Cli) -> None:
    assert cli("people", "import", "-", stdin=b"\xef\xbb\xbf" + STAFF.encode()).code == 0


BAD = {
    "cp1252": (STAFF.encode("cp1252"), ":3:"),
    "unterminated quote": (HEADER + '1,a,"Ana,,,,,\n', "not well-formed CSV"),
    "ragged row": (HEADER + "1,a,Ana\n", ":2:1: this row has 3 cells, the header has 8."),
    "duplicate id": (HEADER + "1,a,Ana,,,,,\n１,b,Bo,,,,,\n", ":3:1: the id １ is also on line 2."),
    "no name": (HEADER + "1,a,,,,,,\n", "name is empty"),
    "no header": ("", "there is no column id"),
    "unknown column": ("id,nmae\n1,Ana\n", "Did you mean name?"),
    "control character": (HEADER + "1,a,A\x1b[31mna,,,,,\n", "U+001B"),
    "bad date": (HEADER + "1,a,Ana,,,,,23.11.2026\n", "is no date"),
    "bad role": (HEADER + "1,a,Ana,,,,boss,\n", "unknown role boss"),
    "null byte": (HEADER + "1,a,A\0na,,,,,\n", ""),
}


@pytest.mark.parametrize(("data", "said"), BAD.values(), ids=BAD.keys())
def test_a_bad_file_is_said_with_its_line_and_nothing_is_made(
    cli: Cli, db: Path, tmp_path: Path, data: str | bytes, said: str
) -> None:
    file = write(tmp_path, data)
    ran = cli("people", "import", file)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"{file}:")
    assert said in ran.err
    assert "\x1b" not in ran.err
    assert not db.exists()


def test_every_problem_is_said_at_once(cli: Cli) -> None:
    ran = cli("people", "import", "-", stdin=HEADER + "1,a,,,,,,\n2,b,Bo,,,,boss,soon\n")
    assert [line.split(":")[1] for line in ran.err.splitlines()[:3]] == ["2", "3", "3"]
    assert "has 3 problems; nothing was loaded." in ran.err


def test_paths_that_are_no_files(cli: Cli, tmp_path: Path) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    for path, said in ((tmp_path, "not a regular file"), (fifo, "people import -"), (tmp_path / "no", "No such file")):
        ran = cli("people", "import", str(path))
        assert ran.code == 2
        assert said in ran.err


def test_formulas_are_quoted_in_csv_and_raw_in_json(staffed: Cli) -> None:
    assert "1002,bo,'=Bö Example," in staffed("people", "list", "--format", "csv").out
    assert "=Bö Example" in names(staffed)


def test_a_very_long_name_is_refused_and_a_long_one_is_cut_in_the_table(cli: Cli) -> None:
    assert cli("people", "import", "-", stdin=HEADER + f"1,a,{'x' * 20_000},,,,,\n").code == 2
    assert cli("people", "import", "-", stdin=HEADER + f"1,a,{'x' * 400},,,,,\n").code == 0
    assert max(map(len, cli("people", "list").out.splitlines())) < 120
    assert names(cli) == ["x" * 400]


def test_listing_without_records_creates_nothing(cli: Cli, db: Path) -> None:
    ran = cli("people", "list")
    assert (ran.code, ran.out) == (10, "")
    assert not db.exists()
    assert not db.parent.exists()
