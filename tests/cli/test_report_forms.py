"""Every report in every form: it is written whole or not at all, it is what it says, and hostile text stays text."""

from __future__ import annotations

import csv
import importlib
import io
import json
import os
import re
import signal
import stat
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import ROOT, Cli, Ran, Shell
from tests.cli.crowd import ABOUT_PEOPLE, FORMS, HOSTILE, REPORTS, fill
from tests.reports.test_forms_html import ALLOWED, Page
from tests.reports.test_forms_xlsx import as_kept, book, unescape
from trainer.text import csv_cell

jsonschema: Any = importlib.import_module("jsonschema")
EACH = [(report, form) for report in REPORTS for form in FORMS] + [("overdue", "ics")]
NAMED = re.compile(
    r"(?:src|href|action|data|poster|srcset|background)\s*=|url\(|@import|<link|<script|<iframe|<base", re.IGNORECASE
)


@pytest.fixture
def crowd(cli: Cli) -> Cli:
    return fill(cli)


@pytest.fixture
def nobody(cli: Cli) -> Cli:
    """Records without anyone in them."""
    assert cli("people", "import", "-", stdin="id,name\n").code == 0
    return cli


def steady(text: str) -> str:
    """Without the moment at which it was made, which Markdown escapes and a calendar may fold."""
    moment = r"\d{4}-\d\d-\d\d[T ]\d\d\\?:\d\d(\\?:\d\d)?( UTC|Z)?|\d{8}T\d{6}Z"
    return re.sub(moment, "THEN", re.sub(r"\r?\n ", "", text))


def validated(cli: Cli, report: str, *options: str) -> Any:
    schema = cli("report", report, "--schema").json
    jsonschema.Draft202012Validator.check_schema(schema)
    found = cli("report", report, "--format", "json", *options).json
    checker = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    assert [error.message for error in checker.iter_errors(found)] == []
    return found


def said_of_rows(ran: Ran, path: Path) -> int:
    assert ran.err.endswith(f" to {path}.\n"), ran
    return int(ran.err.split()[1])


@pytest.mark.parametrize(("report", "form"), EACH)
def test_a_file_is_whole_one_s_own_and_what_would_be_printed(
    crowd: Cli, tmp_path: Path, report: str, form: str
) -> None:
    path = tmp_path / f"out.{form}"
    ran = crowd("report", report, "--format", form, "--output", str(path))
    assert (ran.code, ran.out) == (0, ""), ran
    beside = {f"out.{form}-metadata.json"} if form == "csv" else set()
    made = {each.name: stat.S_IMODE(each.stat().st_mode) for each in tmp_path.iterdir() if each.is_file()}
    assert made == dict.fromkeys({path.name, *beside}, 0o600)
    assert said_of_rows(ran, path) > 0
    if form != "xlsx":
        shown = crowd("report", report, "--format", form)
        assert (shown.code, shown.err) == (0, "")
        assert steady(path.read_bytes().decode()) == steady(shown.out)
    before = path.read_bytes()
    again = crowd("report", report, "--format", form, "--output", str(path))
    assert (again.code, again.out) == (2, "")
    assert "exists already. Name another file, or replace it with --force." in again.err
    assert path.read_bytes() == before
    path.write_text("mine", encoding="utf-8")
    assert crowd("report", report, "--format", form, "--output", str(path), "--force").code == 0
    assert path.read_bytes()[:4] != b"mine"


@pytest.mark.parametrize(
    "trouble", [KeyboardInterrupt(), OSError(28, "No space left on device")], ids=["killed", "full"]
)
@pytest.mark.parametrize(("report", "form"), EACH)
def test_what_ends_half_way_leaves_nothing(
    crowd: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, report: str, form: str, trouble: BaseException
) -> None:
    def half(*given: Any, **more: Any) -> int:
        out = next(each for each in given if hasattr(each, "write"))
        out.write(b"half" if form == "xlsx" else "half")
        out.flush()
        raise trouble

    for name in ("write", "_write_events"):
        monkeypatch.setattr(f"trainer.cli.reporting.{name}", half)
    kept = tmp_path / f"kept.{form}"
    kept.write_text("mine", encoding="utf-8")
    before = {each: each.read_bytes() for each in tmp_path.iterdir() if each.is_file()}
    for path, force in ((tmp_path / f"new.{form}", ()), (kept, ("--force",))):
        ran = crowd("report", report, "--format", form, "--output", str(path), *force)
        assert ran.code == (130 if isinstance(trouble, KeyboardInterrupt) else 2)
        assert {each: each.read_bytes() for each in tmp_path.iterdir() if each.is_file()} == before


HALF = """import os, signal, sys
import trainer.cli.reporting as reporting
from trainer.cli.main import run
def half(*given, **more):
    out = next(each for each in given if hasattr(each, "write"))
    out.write(b"half" if sys.argv[-1].endswith("xlsx") else "half")
    out.flush()
    os.kill(os.getpid(), signal.SIGKILL)
reporting.write = half
run(sys.argv[1:])
"""


@pytest.mark.parametrize("form", ["csv", "json", "xlsx"])
def test_a_kill_half_way_leaves_nothing_in_the_way(
    crowd: Cli, places: Sequence[str], tmp_path: Path, form: str
) -> None:
    path = tmp_path / f"out.{form}"
    command = [sys.executable, "-c", HALF, *places, "report", "completion", "--output", str(path)]
    assert subprocess.run(command, cwd=ROOT, check=False, timeout=60).returncode == -signal.SIGKILL
    # What was begun is hidden, and its owner's only.
    left = [each for each in tmp_path.iterdir() if each.is_file()]
    assert {(each.name[:5], stat.S_IMODE(each.stat().st_mode)) for each in left} == {(".out.", 0o600)}
    assert crowd("report", "completion", "--output", str(path)).code == 0
    assert path.stat().st_size > 1000


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("form", ["table", "csv", "json", "xlsx", "html", "md"])
def test_a_full_disk_is_what_the_system_refused(crowd: Cli, shell: Shell, form: str) -> None:
    with Path("/dev/full").open("wb") as full:
        ran = shell("report", "completion", "--format", form, stdout=full)
    assert (ran.code, ran.err) == (1, "The system refused: No space left on device. Mend that and try again.\n")


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_reader_that_goes_away_is_no_news(crowd: Cli, shell: Shell, form: str) -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as out:
        ran = shell("report", "completion", "--format", form, stdout=out)
    assert (ran.code, ran.err) == (141, "")


@pytest.mark.parametrize("report", REPORTS)
def test_an_output_without_a_name_is_refused_and_nothing_printed(crowd: Cli, report: str) -> None:
    ran = crowd("report", report, "--output", "")
    said = "--output names no file. Name one, or use - for standard output.\n"
    assert (ran.code, ran.out, ran.err) == (2, "", said)
    assert crowd("report", report, "--output", "-").out == crowd("report", report).out


@pytest.mark.parametrize("report", REPORTS)
def test_json_is_as_its_schema_says_with_rows_and_without(crowd: Cli, report: str) -> None:
    found = validated(crowd, report)
    assert (found["schema"], found["report"]) == (1, report)
    assert found["row_count"] == len(found["rows"]) > 0
    # A schema that takes anything would prove nothing.
    schema = crowd("report", report, "--schema").json
    for spoilt in ({**found, "schema": 2}, {**found, "more": 1}, {**found, "rows": [{}]}):
        assert not jsonschema.Draft202012Validator(schema).is_valid(spoilt)


@pytest.mark.parametrize("report", ["completion", "overdue", "history", "teams"])
def test_an_empty_roster_is_an_empty_report(nobody: Cli, tmp_path: Path, report: str) -> None:
    assert validated(nobody, report)["rows"] == []
    for form in FORMS:
        ran = nobody("report", report, "--format", form, "--output", str(tmp_path / f"out.{form}"))
        assert (ran.code, said_of_rows(ran, tmp_path / f"out.{form}")) == (0, 0)
    assert (tmp_path / "out.csv").read_text("utf-8").count("\n") == 1
    assert book((tmp_path / "out.xlsx").read_bytes())["Rows"].max_row == 1
    shown = nobody("report", report)
    assert (shown.code, shown.out.count("\n")) == (0, 1)
    assert shown.err.endswith(".\n")


@pytest.mark.parametrize("report", REPORTS)
def test_a_file_beside_the_csv_says_what_it_is_of(crowd: Cli, tmp_path: Path, report: str) -> None:
    path = tmp_path / "a b.csv"
    assert crowd("report", report, "--output", str(path)).code == 0
    said = json.loads((tmp_path / "a b.csv-metadata.json").read_text("utf-8"))
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8"))))
    assert said["url"] == "a%20b.csv"
    assert said["dc:identifier"] == report
    assert [column["name"] for column in said["tableSchema"]["columns"]] == list(rows[0])
    assert said["dc:extent"] == f"{len(rows)} rows"
    found = crowd("report", report, "--format", "json").json["rows"]
    assert [list(row) for row in found] == [list(row) for row in rows]


@pytest.mark.parametrize("report", ABOUT_PEOPLE)
def test_hostile_names_stay_text_in_csv_and_xlsx(crowd: Cli, tmp_path: Path, report: str) -> None:
    raw = {row["name"] for row in crowd("report", report, "--format", "json").json["rows"]}
    assert raw >= set(HOSTILE)
    rows = list(csv.DictReader(io.StringIO(crowd("report", report, "--format", "csv").out)))
    assert {row["name"] for row in rows} == {csv_cell(name) for name in raw}
    cells = [cell for row in rows for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(tuple("=+@＝＋－＠")) or (cell[:1] == "-")]
    assert crowd("report", report, "--output", str(tmp_path / "out.xlsx")).code == 0
    workbook = book((tmp_path / "out.xlsx").read_bytes())
    sheet = workbook["Rows"]
    names = [cell.value for cell in next(iter(sheet.iter_rows(max_row=1)))]
    column = names.index("name") + 1
    assert {unescape(sheet.cell(at, column).value) for at in range(2, sheet.max_row + 1)} == set(map(as_kept, raw))
    every = [cell for each in workbook for line in each.iter_rows() for cell in line]
    assert {cell.data_type for cell in every if isinstance(cell.value, str)} == {"s"}
    assert not [cell for cell in every if cell.hyperlink]


@pytest.mark.parametrize("report", REPORTS)
def test_a_page_runs_nothing_and_fetches_nothing(crowd: Cli, report: str) -> None:
    text = crowd("report", report, "--format", "html").out
    page = Page(text)
    assert {tag for tag, _ in page.tags} <= ALLOWED
    names = {name for _, attributes in page.tags for name in attributes}
    assert not {name for name in names if name.startswith("on")}
    # What people wrote is escaped; in a tag of ours there is no such thing.
    assert not NAMED.search(re.sub(r">[^<]*<", "><", text))
    if report in ABOUT_PEOPLE:
        assert all(" ".join(name.split()) in " ".join(page.text.split()) for name in HOSTILE)


def test_nothing_moves_the_cursor_of_a_terminal(crowd: Cli) -> None:
    for report in REPORTS:
        shown = crowd("report", report)
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", shown.out)


@pytest.mark.parametrize("form", ["csv", "json", "ics"])
def test_who_is_late_for_whatever_sends_reminders(crowd: Cli, form: str) -> None:
    ran = crowd("report", "overdue", "--team", "Sales", "--format", form)
    assert ran.code == 0
    if form == "ics":
        assert (ran.out.count("BEGIN:VEVENT"), ran.out.count("END:VEVENT")) == (2, 2)
        assert not re.search(r"(?m)^(METHOD|ATTENDEE|ORGANIZER|BEGIN:VALARM)", ran.out)
        assert {"DTSTART;VALUE=DATE:20210131", "DTSTART;VALUE=DATE:20260131"} <= set(ran.out.splitlines())
        return
    rows = ran.json["rows"] if form == "json" else list(csv.DictReader(io.StringIO(ran.out)))
    assert [(row["person"], row["status"], row["act_by"], row["email"], row["manager"]) for row in rows] == [
        ("2", "expired", "2021-01-31", "p2@firm.example", "1"),
        ("3", "overdue", "2026-01-31", "p3@firm.example", "1"),
    ]
    assert all(int(row["days_late"]) > 200 for row in rows)


def test_a_calendar_file_has_the_line_ends_that_it_must_have(crowd: Cli, shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "due.ics"
    assert crowd("report", "overdue", "--within", "3650", "--output", str(path)).code == 0
    content = path.read_bytes()
    assert content.count(b"\r\n") == content.count(b"\n") > 20
    assert max(map(len, content.split(b"\r\n"))) <= 75
