"""``trainer backup`` and ``trainer restore``, from a shell."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Cli


def test_there_and_back(staffed: Cli, db: Path, tmp_path: Path) -> None:
    file = tmp_path / "b.db"
    done = staffed("backup", str(file))
    assert done.code == 0
    assert done.out.startswith("Backed up and verified: ")
    assert staffed("backup", str(file)).code == 2
    assert staffed("people", "list").code == 0
    refused = staffed("restore", str(file))
    assert (refused.code, refused.out) == (9, "")
    assert "--force" in refused.err
    assert staffed("restore", str(file), "--force").code == 0
    assert staffed("evidence", "verify").code == 0
    assert "keep a copy of" in staffed("backup", str(file), "--force").err


def test_who_was_erased_is_said_to_stay_so(staffed: Cli, tmp_path: Path) -> None:
    file = tmp_path / "b.db"
    assert staffed("backup", str(file)).code == 0
    assert staffed("privacy", "erase", "1001").code == 0
    assert "1 person in it had been erased since" in staffed("restore", str(file), "--force").err
    ids = [row["id"] for row in staffed("people", "list", "--format", "json").json["rows"]]
    assert sorted(ids) == ["1002", "1003"]


def test_without_records_or_a_backup(cli: Cli, db: Path, tmp_path: Path) -> None:
    assert cli("backup", str(tmp_path / "b.db")).code == 10
    assert cli("restore", str(tmp_path / "b.db")).code == 2
    assert not db.exists()
    assert not (tmp_path / "b.db").exists()


def test_copies_that_erasing_cannot_reach_are_named(staffed: Cli, db: Path) -> None:
    aside = db.with_name(f"{db.name}.damaged-20260101")
    aside.write_bytes(b"old records")
    done = staffed("privacy", "erase", "1001")
    assert done.code == 0
    assert str(aside) in done.err
    assert str(aside) in staffed("doctor").out
