"""The records of ``forging``, and in them exceptions, corrections, imported history and somebody's former self."""

from __future__ import annotations

import datetime as dt
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.faults.forging import real_records
from tests.support import NOON, Office, StoppedClock, fail_check, pass_check, read_all, tiny_course
from trainer.compliance.achieved import DeltaAttestation
from trainer.records import achievements, attempts, entries, people
from trainer.records.store import open_store
from trainer.service.asked import Asked
from trainer.service.training import Training

ROSTER = b"id,login,name,email,team,roles,start_date\n1,ana,Ana,a@x.example,Ops,admin,2020-01-01\n2,bo,Bo,,Sales,,\n"
HISTORY = b"id,module,track,completed_on,score\n1,M90,,2024-01-31,91.5\n2,,tiny,2024-02-29,\n"
LATER = NOON + dt.timedelta(days=401)
UNTIL = dt.date(2028, 1, 1)


def compliance_records(path: Path) -> Path:
    """Somebody learnt before the roster knew them; there is one of every exception, correction and import."""
    office = Office(real_records(path), StoppedClock(LATER), tiny_course())
    with closing(office.training("ana")) as ana:
        _newcomer(office, ana)
        exempt = ana.compliance.exempt("2", "tiny", UNTIL, "parental leave, until the spring")
        ana.compliance.correct(str(exempt.entry), "back sooner than planned", until=UNTIL - dt.timedelta(days=90))
        ana.compliance.allow_retry("2", "M90", "a power cut")
        ana.people.import_history("h.csv", HISTORY)
        ana.compliance.assign("tiny", Asked(team="Ops", due_on=UNTIL))
        ana.compliance.correct(entry_of(office, "assignment"), "agreed with the works council", due_on=UNTIL)
        ana.compliance.unassign("tiny", Asked(person="1"))
        ana.compliance.correct(entry_of(office, "certification"), "a slip of the pen", completed_on=dt.date(2024, 3, 1))
        attest(office, "2")
        ana.compliance.exempt("5", "tiny", UNTIL, "on loan to another company")
        ana.privacy.erase("5")
        assert ana.evidence.verify().faults == ()
    with closing(sqlite3.connect(office.database)) as conn:
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return office.database


def _newcomer(office: Office, admin: Training) -> None:
    """``new`` failed, was allowed to try again, passed and left a test open; days later the roster has their login."""
    with closing(office.training("new")) as newcomer:
        fail_check(newcomer, office.course)
        read_all(newcomer)
        pass_check(newcomer, office.course)
        admin.compliance.allow_retry("login:new", "M90", "the first try was by mistake")
        newcomer.checks.start("M90")
    passed = entry_of(office, "passed_attempt")
    completed = entry_of(office, "completion")
    assert int(completed) == int(passed) + 1
    admin.people.import_csv("p.csv", ROSTER + b"4,,New,,Sales,learner,\n5,,Eve,,Ops,,\n")
    office.clock.forward(days=3)
    admin.people.import_csv("p.csv", ROSTER + b"4,new,New,,Sales,learner,\n5,,Eve,,Ops,,\n")
    admin.compliance.correct(completed, "somebody else sat there", withdraw=True)
    with closing(office.training("new")) as newcomer:
        pass_check(newcomer, office.course)
    office.clock.forward(days=1)


def attest(office: Office, handle: str) -> int:
    """Record that a person attested what a new version changed, by the newest attempt that they passed."""
    with closing(open_store(office.database, create=False)) as store, store.write():
        person = people.find(store, handle)
        *_, attempt = (each for each in attempts.of_person(store, person.n) if each.state == attempts.State.PASSED)
        module, version, digest = "M90", "2.0", attempt.digest
        about = {"module": module, "version": version, "digest": digest}
        asked = ("M90.O1", "M90.O2")
        said = {**about, "attempt": attempt.id, "objectives": list(asked), "attestation": attempt.attestation}
        at = f"{office.clock.now:%Y-%m-%dT%H:%M:%SZ}"
        kind = entries.Kind.ATTESTATION
        entry = entries.append(store, kind, said, at=at, actor_ref=person.ref, person_ref=person.ref)
        achievements.add_attestation(
            store, DeltaAttestation(entry.seq, person.n, module, version, digest, attempt.n, asked, at, at[:10])
        )
        return entry.seq


def entry_of(office: Office, kind: str) -> str:
    """The number of the newest entry of a kind."""
    with closing(sqlite3.connect(office.database)) as conn:
        (seq,) = conn.execute("SELECT max(seq) FROM entry WHERE kind = ?", (kind,)).fetchone()
        return str(seq)
