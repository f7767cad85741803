"""What a kill leaves beside the records: it spoils nothing, it can be found, and it goes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.support import Office, fail_check
from trainer.service.training import Training

ROOT = Path(__file__).parents[2]
_KILLED = """
import sys, tempfile
from pathlib import Path
from trainer.records import leftovers
target = Path(sys.argv[1])
print(tempfile.mkstemp(dir=target.parent, prefix=leftovers.backing_up(target))[1])
"""
ROSTER = b"id,login,name\n1,ana,Ana\n2,bo,Bo\n"

IN_PROCESS_ONLY = "Backups and what lies beside the records are made where the records lie."


@pytest.fixture
def admin(office: Office) -> Iterator[Training]:
    training = office.training("root")
    training.people.import_csv("p.csv", ROSTER)
    yield training
    training.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "safe").mkdir()
    return tmp_path / "safe" / "backup.db"


def test_what_a_killed_backup_left_goes_with_the_next_one(office: Office, admin: Training, file: Path) -> None:
    killed = killed_backup(file)
    other, running = killed.with_name(".other-trainer-backup-1-x"), killed.with_name(".backup.db-trainer-backup-1-x")
    for path in (other, running):
        path.touch()
    admin.keeping.backup(file)
    assert not killed.exists()
    assert other.exists()
    assert running.exists(), "its process runs"


def test_what_a_killed_backup_left_beside_the_records_is_named(office: Office, admin: Training) -> None:
    killed = killed_backup(office.database.with_name("b.db"))
    assert admin.privacy.erase("2").copies == (str(killed),)


def killed_backup(target: Path) -> Path:
    """What a process that is no more left of a backup to ``target``."""
    done = subprocess.run(
        [sys.executable, "-c", _KILLED, str(target)], check=True, capture_output=True, text=True, cwd=ROOT
    )
    return Path(done.stdout.strip())


@pytest.mark.parametrize("endings", [("-wal",), ("-wal", "-shm"), ("-journal",)])
def test_a_log_that_lost_its_records_spoils_no_restore(
    office: Office, admin: Training, file: Path, endings: tuple[str, ...]
) -> None:
    admin.keeping.backup(file)
    with closing(office.training("bo")) as bo:
        fail_check(bo, office.course)
        logs = {ending: log_of(office.database, ending) for ending in endings}
    admin.close()
    for path in office.database.parent.glob("t.db*"):
        path.unlink()
    for ending, data in logs.items():
        office.database.with_name(f"t.db{ending}").write_bytes(data)
    with closing(office.training("root")) as again:
        done = again.keeping.restore(file)
        assert again.evidence.verify().faults == ()
        assert again.evidence.verify().entries == done.entries + 1
        aside = Path(done.aside)
        assert aside.name.startswith("t.db.damaged-")
        assert aside.read_bytes() == logs[endings[0]]
        # A log holds people's data as well as a database does.
        assert str(aside) in again.privacy.erase("2").copies


def test_a_log_that_lost_its_records_spoils_no_first_start(office: Office, admin: Training) -> None:
    logs = {ending: log_of(office.database, ending) for ending in ("-wal", "-shm")}
    admin.close()
    for path in office.database.parent.glob("t.db*"):
        path.unlink()
    for ending, data in logs.items():
        office.database.with_name(f"t.db{ending}").write_bytes(data)
    with closing(office.training("bo")) as bo:
        fail_check(bo, office.course)
        assert bo.evidence.verify().faults == ()


def log_of(database: Path, ending: str) -> bytes:
    """A log as it lies there while the records are in use; a rollback journal that is hot."""
    if ending == "-journal":
        return b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\xff" * 2000
    return database.with_name(f"t.db{ending}").read_bytes()
