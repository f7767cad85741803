"""``doctor``: each thing has a verdict, nothing is changed, damage exits 10."""

from __future__ import annotations

import datetime as dt
import re
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, Cli, Ran
from tests.service.hosted import Host
from tests.support import tiny_course
from trainer import paths
from trainer.cli.main import run
from trainer.service import doctor_host, doctor_records
from trainer.service.doctor_lines import Verdict
from trainer.service.host import install
from trainer.service.host.records import Records
from trainer.service.pace import AnyPace
from trainer.settings import Settings


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
    for name in ("python", "sqlite", "owner", "mode", "file system", "integrity", "schema"):
        assert line(ran, name).startswith("ok "), name
    assert line(ran, "content").startswith("warn ")
    assert "people learn what is not released: M90 1.0" in line(ran, "content")
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


NEWEST = "2026-07-01T12:00:00Z"


@pytest.mark.parametrize(
    ("newest", "now", "verdict"),
    [
        (NEWEST, dt.datetime(2026, 7, 1, 12, tzinfo=dt.UTC), Verdict.OK),
        (NEWEST, dt.datetime(2026, 7, 1, 11, 59, 59, tzinfo=dt.UTC), Verdict.WARN),
        ("", dt.datetime(2026, 1, 1, tzinfo=dt.UTC), Verdict.OK),
        ("", dt.datetime(2025, 12, 31, tzinfo=dt.UTC), Verdict.BAD),
    ],
)
def test_the_clock_is_held_against_the_newest_entry(newest: str, now: dt.datetime, verdict: Verdict) -> None:
    found = doctor_records.time_of(newest, now)
    assert (found.name, found.verdict, found.damaged) == ("clock", verdict, False)


def test_the_newest_entry_is_found(staffed: Cli, db: Path) -> None:
    with closing(sqlite3.connect(db)) as conn:
        (newest,) = conn.execute("SELECT recorded_at FROM entry ORDER BY seq DESC").fetchone()
    assert line(staffed("doctor"), "clock").endswith(f"the newest entry is of {newest}")


def test_a_backup_is_looked_at_and_not_changed(staffed: Cli, tmp_path: Path) -> None:
    copy = tmp_path / "b.db"
    assert staffed("backup", str(copy)).code == 0
    before = copy.read_bytes()
    assert line(staffed("--db", str(copy), "doctor"), "integrity")[:3] == "ok "
    assert copy.read_bytes() == before
    assert [path.name for path in tmp_path.glob("b.db*")] == ["b.db"]


@pytest.mark.parametrize(
    ("mode", "own", "served"), [(0o700, "ok", "ok"), (0o755, "ok", "warn"), (0o770, "warn", "warn")]
)
def test_the_folder_of_the_records(
    staffed: Cli, db: Path, monkeypatch: pytest.MonkeyPatch, mode: int, own: str, served: str
) -> None:
    db.parent.chmod(mode)
    assert line(staffed("doctor"), "folder mode").split()[0] == own
    monkeypatch.setattr(install, "STATE", db.parent)
    assert line(staffed("doctor"), "folder mode").split()[0] == served


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    """A service over records of its own, at whose socket of that name everyone is ``ana``."""
    records = Records(database=tmp_path / "host.db", course=tiny_course(), settings=Settings(), pace=AnyPace())
    yield (made := Host(records))
    made.stop()


@pytest.fixture
def asking(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """The doctor without a database of one's own."""

    def call(*arguments: str) -> Ran:
        capsys.readouterr()
        code = run([*arguments, "doctor"])
        shown = capsys.readouterr()
        return Ran(code, shown.out, shown.err)

    return call


def check_answers(ran: Ran) -> None:
    assert (ran.code, ran.err, line(ran, "records")[:3]) == (0, "", "ok ")
    assert re.fullmatch("ok .* to it you are ana", line(ran, "service"))
    assert "does not exist" not in ran.out
    assert not {"owner", "sqlite", "content", "backup", "setting"} & {
        text[6:].split(" ")[0] for text in ran.out.splitlines()
    }


def test_a_service_that_answers(host: Host, asking: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> None:
    path = host.path("ana", operator=False)
    check_answers(asking("--socket", str(path)))
    monkeypatch.setattr(paths, "HOST_SOCKET", path)
    check_answers(asking())
    monkeypatch.setenv("TRAINER_SOCKET", str(path))
    check_answers(asking())
    assert line(asking(), "socket mode")[:3] == line(asking(), "socket folder")[:3] == "ok "


def test_beside_records_of_ones_own_the_host_s_socket_is_looked_at_too(
    host: Host, staffed: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = host.path("ana", operator=False)
    monkeypatch.setattr(paths, "HOST_SOCKET", path)
    ran = staffed("doctor")
    assert (ran.code, line(ran, "service")[:3], line(ran, "owner")[:3]) == (0, "ok ", "ok ")
    monkeypatch.setattr(doctor_host, "PATIENCE_SECONDS", 0.1)
    with closing(socket.socket(socket.AF_UNIX)) as silent:
        silent.bind(str(path.with_name("silent")))
        monkeypatch.setattr(paths, "HOST_SOCKET", path.with_name("silent"))
        ran = staffed("doctor")
    assert (ran.code, line(ran, "service")[:3], line(ran, "integrity")[:3]) == (0, "bad", "ok ")


@pytest.mark.parametrize("kind", ["absent", "file", "dead", "silent"])
def test_a_service_that_cannot_be_asked_exits_10(
    host: Host, asking: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr(doctor_host, "PATIENCE_SECONDS", 0.2)
    path = host.folder / kind
    with closing(socket.socket(socket.AF_UNIX)) as made:
        if kind == "file":
            path.touch()
        elif kind != "absent":
            made.bind(str(path))
        if kind == "silent":
            made.listen()
        ran = asking("--socket", str(path))
    assert (ran.code, ran.err) == (10, "")
    said = line(ran, "service" if kind in ("dead", "silent") else "socket")
    assert said.startswith("bad ")
    assert str(path) in said
    assert any(remedy in said for remedy in ("systemctl status trainer", "--socket"))
    assert ".." not in said


def test_what_is_wrong_with_a_socket_s_place_is_said(host: Host, asking: Callable[..., Ran]) -> None:
    path = host.path("ana", operator=False)
    path.chmod(0o600)
    assert "you alone may connect" in line(asking("--socket", str(path)), "socket mode")
    path.chmod(0o660)
    assert line(asking("--socket", str(path)), "socket mode").startswith("warn ")
    host.folder.chmod(0o777)
    assert "others can write to it" in line(asking("--socket", str(path)), "socket folder")


def test_a_settings_file_that_cannot_be_read_is_said_there_too(
    host: Host, asking: Callable[..., Ran], tmp_path: Path
) -> None:
    ran = asking("--config", str(tmp_path / "none.toml"), "--socket", str(host.path("ana")))
    assert line(ran, "settings").startswith("bad ")


def test_whoever_asks_a_service_waits_for_no_database_and_no_content(host: Host) -> None:
    code = "import sys; from trainer.cli.main import run; run(sys.argv[1:]); print(*sys.modules)"
    command = [sys.executable, "-c", code, "--socket", str(host.path("ana")), "doctor"]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    assert "to it you are ana" in done.stdout
    dragged_in = set(done.stdout.splitlines()[-1].split())
    assert not dragged_in & {"sqlite3", "yaml", "pydantic", "asyncio", "cryptography", "textual", "trainer.records"}
