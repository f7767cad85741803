"""Records with something of everything in them, and a forger who leaves no trace but what was changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tests.support import NOON, Office, StoppedClock, everyone, fail_check, pass_check, read_all, tiny_course
from trainer.records import audit
from trainer.records.notes import Verifier
from trainer.records.schema import TRIGGERS
from trainer.records.store import open_store
from trainer.service.asked import Asked


def real_records(path: Path) -> Path:
    """People joined, moved, left, failed, passed, completed, were exported and erased; old answers were folded."""
    office = Office(path, StoppedClock(NOON), tiny_course())
    ana, bo = office.training("ana"), office.training("bo")
    bo.learn.begin()
    read_all(bo)
    ana.people.import_csv("p.csv", b"id,login,name,email,team\n1,ana,Ana,a@x.example,Sales\n2,,Bo,,Sales\n3,,Cy,,Ops\n")
    ana.people.import_csv("p.csv", b"id,login,name,email,team\n1,ana,Ana,a@x.example,Ops\n2,bo,Bo,,Sales\n", sync=True)
    ana.compliance.assign("tiny", Asked(everyone=True))
    ana.compliance.assign("tiny", Asked(person="1"))
    pass_check(bo, office.course)
    office.clock.forward(days=400)
    ana.privacy.retention()
    for training in (ana, bo):
        fail_check(training, office.course)
        read_all(training)
        pass_check(training, office.course)
    everyone(ana)
    ana.privacy.erase("3", "objection upheld, case seventeen")
    ana.evidence.checkpoint()
    assert ana.evidence.verify().faults == ()
    ana.close()
    bo.close()
    with closing(sqlite3.connect(office.database)) as conn:
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return office.database


def faults_of(path: Path, trusted: Verifier | None = None) -> list[str]:
    """What the audit says; without a key nothing of the checkpoints."""
    store = open_store(path, create=False)
    try:
        found = [str(fault) for fault in audit.audit(store, trusted).faults]
    finally:
        store.close()
    return [fault for fault in found if "signing key is not there" not in fault]


@contextmanager
def unguarded(path: Path) -> Iterator[sqlite3.Connection]:
    """The database as a forger has it: nothing is refused, and no trace is left of that."""
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        conn.row_factory = sqlite3.Row
        for name in TRIGGERS:
            conn.execute(f"DROP TRIGGER {name}")
        conn.execute("PRAGMA ignore_check_constraints = ON")
        yield conn
        for text in TRIGGERS.values():
            conn.execute(text)
