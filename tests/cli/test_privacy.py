"""``trainer privacy``: what a shell sees of it."""

from __future__ import annotations

import csv
import io
import json
from html.parser import HTMLParser
from pathlib import Path

from tests.cli.conftest import Cli, Shell


def test_notice_and_inventory_need_no_records(cli: Cli, db: Path) -> None:
    said = cli("privacy", "notice")
    assert said.code == 0
    assert "What Trainer keeps about you, and why" in said.out
    assert cli("privacy", "notice", "--format", "json").json["parts"][0]["title"] == "In short"
    rows = cli("privacy", "inventory", "--format", "json").json["rows"]
    listed = list(csv.DictReader(io.StringIO(cli("privacy", "inventory", "--format", "csv").out)))
    assert len(listed) == len(rows) > 100
    assert "vault (about people)" in cli("privacy", "inventory").out
    assert not db.exists()


def test_acknowledging_in_a_script_lets_a_check_begin(cli: Cli) -> None:
    assert cli("privacy", "notice", "--acknowledge").err == "Noted that you have seen it.\n"
    ran = cli("learn", "M90", "--plain", "--check", stdin="q\n")
    assert "Question 1 of 10" in ran.out
    assert "What Trainer keeps" not in ran.out


def test_erasing_from_a_script(staffed: Cli) -> None:
    done = staffed("privacy", "erase", "1001")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Erased, with the answers of 0 attempts. Entry ")
    assert staffed("privacy", "erase", "1001").code == 8
    assert staffed("privacy", "erase").code == 2
    assert staffed("privacy", "erase", "1002", "--finish").code == 2
    assert staffed("privacy", "erase", "--finish").out == "Nothing was left to finish.\n"
    named = staffed("privacy", "erase", "1002", "--override", "Bö wants it, as Example said")
    assert named.code == 2
    assert "names the person" in named.err
    assert staffed("evidence", "verify").code == 0
    rows = staffed("people", "list", "--format", "json").json["rows"]
    assert [row["manager"] for row in rows] == ["", ""]


def test_nothing_is_erased_or_exported_where_there_are_no_records(cli: Cli, db: Path) -> None:
    for arguments in (("erase", "1001"), ("retention",), ("export",)):
        assert cli("privacy", *arguments).code == 10
    assert not db.parent.exists()


def test_retention_says_what_it_did(staffed: Cli) -> None:
    planned = staffed("privacy", "retention", "--dry-run", "--format", "json").json
    assert (planned["dry_run"], planned["answers"], planned["people"]) == (True, 0, [])
    done = staffed("privacy", "retention")
    assert done.out.startswith("0 answers of 0 attempts from before ")
    assert "0 people were erased.\n" in done.out


class Tags(HTMLParser):
    """Which tags are open, and all text; a page that is well-formed ends with none open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in ("script", "link", "img", "iframe")
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def test_the_copy_as_a_page_loads_nothing_and_runs_nothing(cli: Cli, tmp_path: Path) -> None:
    file, page = tmp_path / "staff.csv", tmp_path / "copy.html"
    file.write_text("id,name,team\n7,<script>alert(1)</script>,A&B\n", encoding="utf-8")
    assert cli("people", "import", str(file)).code == 0
    assert cli("privacy", "export", "7", "--output", str(page)).code == 0
    html = page.read_text(encoding="utf-8")
    tags = Tags()
    tags.feed(html)
    assert tags.open == []
    assert "<script>alert(1)</script>" in "".join(tags.text)
    assert page.stat().st_mode & 0o077 == 0
    assert cli("privacy", "export", "7", "--output", str(page)).code == 2
    assert cli("privacy", "export", "7", "--output", str(page), "--force").code == 0


def test_the_copy_as_json_parses_in_a_pipe(staffed: Cli, shell: Shell) -> None:
    ran = shell("privacy", "export", "1002")
    assert ran.code == 0
    copy = json.loads(ran.out)
    assert (copy["schema"], copy["name"]) == (1, "=Bö Example")
    assert copy["kept"]["vault"]["rows"][0]["manager"] == "1001"


def test_nothing_is_shown_that_could_not_be_recorded(staffed: Cli, db: Path) -> None:
    assert staffed("people", "list").code == 0
    db.with_name(f"{db.name}.key").chmod(0o644)
    for command in (("people", "list"), ("report", "completion"), ("privacy", "export", "1001")):
        ran = staffed(*command)
        assert (ran.code, ran.out) == (10, "")
        assert "chmod 600" in ran.err


def test_a_name_that_is_no_text_is_nobody(shell: Shell, staffed: Cli) -> None:
    for command in ((b"privacy", b"erase"), (b"privacy", b"export"), (b"assign", b"tiny", b"--person")):
        ran = shell(*command, b"\xff\xfe")
        assert ran.code == 8, ran
