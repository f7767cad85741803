"""``report completion`` and ``status``: the same standing for a manager's spreadsheet and for the person."""

from __future__ import annotations

import csv
import io
import json
import os
import stat
from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from trainer.reports.completion import CompletionRow


@pytest.fixture
def assigned(staffed: Cli) -> Cli:
    assert staffed("assign", "tiny", "--everyone").code == 0
    return staffed


def test_csv_has_every_column_and_no_formula(assigned: Cli) -> None:
    rows = list(csv.DictReader(io.StringIO(assigned("report", "completion", "--format", "csv").out)))
    assert list(rows[0]) == list(CompletionRow._fields)
    by_id = {row["person"]: row for row in rows}
    assert by_id["1002"]["name"] == "'=Bö Example"
    assert by_id["1001"]["status"] == "not_started"


def test_json_is_raw(assigned: Cli) -> None:
    found = assigned("report", "completion", "--format", "json").json
    assert (found["schema"], found["report"]) == (1, "completion")
    assert "=Bö Example" in [row["name"] for row in found["rows"]]


def test_filters(assigned: Cli) -> None:
    rows = assigned("report", "completion", "--team", "SUPPORT", "--format", "json").json["rows"]
    assert [row["person"] for row in rows] == ["1002"]
    ran = assigned("report", "completion", "--track", "none")
    assert (ran.code, ran.out) == (2, "")
    assert "tiny" in ran.err


def test_a_file_is_written_whole_and_for_its_owner_only(assigned: Cli, tmp_path: Path) -> None:
    file = tmp_path / "completion.csv"
    ran = assigned("report", "completion", "--output", str(file))
    assert (ran.code, ran.out, ran.err) == (0, "", f"Wrote 3 lines to {file}.\n")
    assert file.read_text(encoding="utf-8") == assigned("report", "completion", "--format", "csv").out
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_the_name_decides_the_format_unless_it_is_given(assigned: Cli, tmp_path: Path) -> None:
    file = tmp_path / "completion.json"
    assigned("report", "completion", "--output", str(file))
    assert len(json.loads(file.read_text(encoding="utf-8"))["rows"]) == 3


def test_an_existing_file_is_replaced_by_force_only(assigned: Cli, tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_text("mine", encoding="utf-8")
    ran = assigned("report", "completion", "--output", str(file))
    assert ran.code == 2
    assert "--force" in ran.err
    assert file.read_text(encoding="utf-8") == "mine"
    assert assigned("report", "completion", "--output", str(file), "--force").code == 0
    assert file.read_text(encoding="utf-8").startswith("person,")
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == [
        "mine.csv",
        "mine.csv-metadata.json",
        "staff.csv",
    ]


def test_a_link_stays_a_link(assigned: Cli, tmp_path: Path) -> None:
    file, link = tmp_path / "real.csv", tmp_path / "link.csv"
    file.touch()
    link.symlink_to(file)
    assert assigned("report", "completion", "--output", str(link), "--force").code == 0
    assert link.is_symlink()
    assert file.read_text(encoding="utf-8").startswith("person,")


def test_places_that_cannot_be_written(assigned: Cli, tmp_path: Path) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    for path in (tmp_path, fifo, tmp_path / "none" / "x.csv", Path("/dev/full"), tmp_path / ("x" * 300)):
        ran = assigned("report", "completion", "--output", str(path), "--force")
        assert (ran.code, ran.out) == (2, ""), path
        assert "Traceback" not in ran.err


def test_a_failure_half_way_leaves_nothing(assigned: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("trainer.cli.reporting.write", fail)
    before = set(tmp_path.iterdir())
    assert assigned("report", "completion", "--output", str(tmp_path / "a.csv")).code == 130
    assert set(tmp_path.iterdir()) == before


@pytest.mark.parametrize("arguments", [["report", "completion"], ["status"], ["status", "--format", "json"]])
def test_a_missing_database_exits_10_and_is_not_made(cli: Cli, db: Path, arguments: list[str]) -> None:
    ran = cli(*arguments)
    assert (ran.code, ran.out) == (10, "")
    assert ran.err == f"There are no records at {db} yet. Start with 'trainer learn', or name others with --db.\n"
    assert not db.parent.exists()


def test_status_says_what_is_due(assigned: Cli) -> None:
    ran = assigned("status")
    assert ran.out.startswith("You (1003), team Sales. Today is ")
    assert "To do:\n  M90 A tiny module [Tiny track]: not started, due " in ran.out
    assert "(in 30 days)" in ran.out
    assert "Next: Read “A reason first” (2 min)." in ran.out
    assert ran.err == ""


def test_status_as_json(assigned: Cli) -> None:
    found = assigned("status", "--format", "json").json
    assert (found["schema"], found["person"], found["on_roster"]) == (1, "1003", True)
    assert [(held["track"], held["status"]) for held in found["held"]] == [("tiny", "not_started")]
    assert found["next"]["lesson"] == "M90.L1"


def test_status_of_someone_who_is_not_on_the_roster(cli: Cli) -> None:
    cli("people", "import", "-", stdin="id,name\n1,Ana\n")
    ran = cli("status")
    assert ran.code == 0
    assert "not on the roster" in ran.out
    assert cli("status", "--format", "json").json["held"] == []
