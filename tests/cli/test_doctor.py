"""``doctor``: each thing has a verdict, nothing is changed, damage exits 10."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Cli, Ran


def line(ran: Ran, name: str) -> str:
    """The verdict and text of one line."""
    return next(text for text in ran.out.splitlines() if text[6:].startswith(f"{name} "))


def test_without_records_it_says_so_and_makes_none(cli: Cli, db: Path) -> None:
    ran = cli("doctor")
    assert (ran.code, ran.err) == (0, "")
    assert "does not exist yet" in line(ran, "records")
    assert not db.parent.exists()


def test_a_healthy_installation(staffed: Cli) -> None:
    ran = staffed("doctor")
    assert ran.code == 0
    for name in ("python", "sqlite", "owner", "mode", "file system", "integrity", "schema", "content"):
        assert line(ran, name).startswith("ok "), name
    assert "0600" in line(ran, "mode")
    assert line(ran, "terminal").startswith("warn ")
    assert "off" in line(ran, "colour")


def test_as_json(staffed: Cli) -> None:
    found = staffed("doctor", "--format", "json").json
    assert found["schema"] == 1
    assert {entry["verdict"] for entry in found["lines"]} <= {"ok", "warn", "bad"}


def test_where_each_setting_came_from(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "trainer.toml"
    file.write_text("organisation = 'Tealmoor'\n", encoding="utf-8")
    ran = cli("--config", str(file), "doctor")
    assert f"'Tealmoor' from {file}" in line(ran, "setting organisation")
    assert "default" in line(ran, "setting warning_days")


def test_whatever_is_wrong_is_a_line_and_no_end(cli: Cli, tmp_path: Path) -> None:
    ran = cli("--config", str(tmp_path / "none.toml"), "--content", str(tmp_path), "doctor")
    assert ran.code == 0
    assert line(ran, "settings").startswith("bad ")
    assert line(ran, "content").startswith("bad ")
    assert line(ran, "encoding")


def test_open_records_are_a_warning(staffed: Cli, db: Path) -> None:
    db.chmod(0o644)
    assert "chmod 600" in line(staffed("doctor"), "mode")


def damage(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4096:20480] = b"\xff" * 16384
    path.write_bytes(data)


def garbage(path: Path) -> None:
    path.write_bytes(b"this is no database at all" * 200)


def newer(path: Path) -> None:
    conn = sqlite3.connect(path)
    conn.execute("PRAGMA user_version = 99")
    conn.close()


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("spoil", [damage, garbage, newer, folder])
def test_damaged_records_exit_10(staffed: Cli, db: Path, spoil: object) -> None:
    assert callable(spoil)
    spoil(db)
    for left in db.parent.glob("trainer.db-*"):
        left.unlink()
    ran = staffed("doctor")
    assert ran.code == 10
    assert "bad " in ran.out
    assert staffed("doctor", "--format", "json").code == 10


def test_the_age_of_the_last_backup(staffed: Cli, db: Path, tmp_path: Path) -> None:
    assert "none was ever made" in line(staffed("doctor"), "backup")
    assert staffed("backup", str(tmp_path / "b.db")).code == 0
    assert line(staffed("doctor"), "backup").startswith("ok ")
    with closing(sqlite3.connect(db, isolation_level=None)) as conn:
        conn.execute("UPDATE upkeep SET at = '2020-01-01T00:00:00Z' WHERE what = 'backup'")
        conn.execute("INSERT INTO upkeep VALUES ('scrub', '2026-01-01T00:00:00Z')")
    ran = staffed("doctor")
    assert line(ran, "backup").startswith("warn ")
    assert "unfinished since 2026-01-01" in line(ran, "erasure")


def test_a_key_that_others_can_read_is_bad(staffed: Cli, db: Path) -> None:
    assert staffed("evidence", "checkpoint").code == 0
    assert line(staffed("doctor"), "signing key").startswith("ok ")
    db.with_name(f"{db.name}.key").chmod(0o644)
    assert "chmod 600" in line(staffed("doctor"), "signing key")


def test_an_erasure_that_did_not_happen_is_named_and_not_called_finished(staffed: Cli, db: Path) -> None:
    with closing(sqlite3.connect(db)) as conn:
        (ref,) = conn.execute("SELECT ref FROM person JOIN vault ON person = n WHERE id = '1002'").fetchone()
    db.with_name(f"{db.name}.erased").write_text(f"{ref}\n{'0' * 64}\n", encoding="ascii")
    db.with_name(f"{db.name}.erased").chmod(0o600)
    told = line(staffed("doctor"), "erasure")
    assert told.startswith("warn ")
    assert "1002 was begun and did not happen" in told
    assert "trainer privacy erase" in told
    refused = staffed("privacy", "erase", "--finish")
    assert (refused.code, refused.out) == (2, "")
    assert "1002" in refused.err
    assert staffed("privacy", "erase", "1002").code == 0
    assert staffed("privacy", "erase", "--finish").out == "Nothing was left to finish.\n"
    assert "did not happen" not in staffed("doctor").out


def test_what_killed_programs_left_is_named(staffed: Cli, db: Path) -> None:
    left = [f".{db.name}-restore-x", ".b.db-trainer-backup-999999999-x", f"{db.name}.damaged-x-wal"]
    for name in left:
        db.with_name(name).touch()
    said = staffed("doctor").out
    assert all(str(db.with_name(name)) in said for name in left)
