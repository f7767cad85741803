"""Names that no file can have and arguments that are no text: one sentence each, and nothing is made."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.conftest import Cli, Ran, Shell
from tests.support import TINY
from trainer.cli.main import run

LONG = "x" * 300
RECORDS = (
    ("status",),
    ("doctor",),
    ("people", "list"),
    ("report", "completion"),
    ("evidence", "verify"),
    ("evidence", "receipt", "1"),
    ("evidence", "verify", "receipt.txt"),
    ("privacy", "erase", "1"),
    ("privacy", "notice", "--acknowledge"),
    ("backup", "b.db"),
    ("restore", "b.db"),
)
NAMES = (
    ("backup",),
    ("restore",),
    ("evidence", "verify"),
    ("evidence", "checkpoint", "--since"),
    ("evidence", "receipt"),
    ("people", "import"),
    ("content", "check"),
    ("privacy", "export", "--output"),
)
TEXTS = (
    ("privacy", "erase", "1001", "--override"),
    ("evidence", "receipt"),
    ("evidence", "verify", "receipt.txt", "--key"),
    ("assign",),
    ("assign", "tiny", "--team"),
    ("report", "completion", "--team"),
    ("report", "completion", "--track"),
    ("learn", "--plain"),
)


def one_sentence(ran: Ran, *codes: int) -> None:
    assert ran.code in codes, ran
    assert not ran.err.startswith(("Trainer itself", "The system refused")), ran
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("command", RECORDS)
@pytest.mark.parametrize("place", ["/", f"/tmp/{LONG}", "/dev/null/t.db", "\0", "a\0b"])
def test_records_at_a_place_that_cannot_hold_any(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: tuple[str, ...],
    place: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("b.db", "receipt.txt"):
        Path(name).write_text("none", encoding="utf-8")
    code = run([*command, "--db", place, "--content", str(TINY)])
    shown = capsys.readouterr()
    one_sentence(Ran(code, shown.out, shown.err), 2, 10)


@pytest.mark.parametrize("command", NAMES)
@pytest.mark.parametrize("name", [LONG, "a\0b", "/"])
def test_files_with_a_name_that_none_can_have(staffed: Cli, command: tuple[str, ...], name: str) -> None:
    one_sentence(staffed(*command, name), 2)


@pytest.mark.parametrize("option", ["--content", "--config"])
@pytest.mark.parametrize("name", [LONG, "a\0b"])
def test_settings_and_content_with_such_a_name(staffed: Cli, option: str, name: str) -> None:
    one_sentence(staffed(option, name, "content", "list"), 2)


@pytest.mark.parametrize("command", TEXTS)
def test_an_argument_that_is_no_text(
    staffed: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("receipt.txt").write_text("none", encoding="utf-8")
    one_sentence(staffed(*command, os.fsdecode(b"\xff")), 2)


@pytest.mark.parametrize("reason", ["", " "])
def test_a_blank_reason_is_none(staffed: Cli, reason: str) -> None:
    one_sentence(staffed("privacy", "erase", "1001", "--override", reason), 2)
    assert "1001" in staffed("people", "list").out


def test_records_in_a_folder_whose_name_is_no_text(shell: Shell, tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"jos\xe9")
    folder.mkdir()
    place = (b"--db", os.fsencode(folder / "t.db"))
    for command in ((b"privacy", b"notice", b"--acknowledge"), (b"doctor",), (b"evidence", b"checkpoint")):
        assert shell(*place, *command).code == 0
    backup = os.fsencode(folder / "b.db")
    assert shell(*place, b"backup", backup).code == 0
    assert shell(*place, b"restore", backup, b"--force").code == 0
    assert shell(*place, b"evidence", b"verify").code == 0


def test_records_that_a_link_leads_to_keep_everything_beside_them(staffed: Cli, db: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "elsewhere" / "link.db"
    link.symlink_to(db)
    assert staffed("--db", str(link), "evidence", "checkpoint").code == 0
    assert staffed("--db", str(link), "privacy", "erase", "1001").code == 0
    assert [path.name for path in link.parent.iterdir()] == ["link.db"]
    assert {f"{db.name}.key", f"{db.name}.erased"} <= {path.name for path in db.parent.iterdir()}
    assert staffed("evidence", "verify").code == 0
    assert str(db) in staffed("--db", str(link), "doctor").out
    dangling = tmp_path / "dangling.db"
    dangling.symlink_to(tmp_path / "elsewhere" / "new.db")
    assert staffed("--db", str(dangling), "privacy", "notice", "--acknowledge").code == 0
    assert (tmp_path / "elsewhere" / "new.db").is_file()


def test_links_in_a_circle_are_a_clear_error(staffed: Cli, tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    one_sentence(staffed("--db", str(tmp_path / "a"), "status"), 10)
