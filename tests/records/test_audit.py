"""The audit, fault by fault: each thing that somebody could change behind Trainer's back has its own words."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.faults.forging import faults_of, real_records, unguarded
from tests.support import Office, StoppedClock, pass_check, read_all, tiny_course
from trainer.records import audit, keys, ledger
from trainer.records.merkle import EMPTY_ROOT
from trainer.records.notes import Checkpoint, Signer
from trainer.records.store import open_store

STRANGER = "INSERT INTO person VALUES (99, 'a stranger', NULL)"
ATTEMPT = """INSERT INTO attempt SELECT 999, 'made-up-result', person, kind, module, version, digest, form, state,
  percent, attestation, started_at, finished_at, track, counts_from FROM attempt WHERE state = 'failed' LIMIT 1"""
VAULT = """INSERT INTO vault SELECT 99, salt, 'Z', 'z', NULL, NULL, name, email, team, manager, roles, start_date,
  left_on, unlisted FROM vault WHERE id = '1'"""
EVENT = """INSERT INTO roster_event SELECT {}, position, ref, change, effective_on, team, commitment, said, roles,
  start_date, listed FROM roster_event WHERE entry = (SELECT max(entry) FROM roster_event)"""
LAST = "(SELECT max(entry) FROM completion)"
BETWEEN = "(SELECT min(seq) FROM entry WHERE kind = 'assignment')"
WEAKER = """DROP TRIGGER entry_is_never_removed;
  CREATE TRIGGER entry_is_never_removed BEFORE DELETE ON entry WHEN 0 BEGIN SELECT 1; END"""
FORGERIES = {
    "an entry": ("DELETE FROM entry WHERE seq = 5", "entry 5 is missing"),
    "the last entry": ("DELETE FROM entry WHERE seq = (SELECT max(seq) FROM entry)", " is missing"),
    "the head": ("DELETE FROM head", "is beyond the tree's end"),
    "a node": ("DELETE FROM node WHERE level = 1 AND n = 0", "the tree over entries 1 to 2 does not fit them"),
    "a surplus node": ("INSERT INTO node VALUES (9, 0, zeroblob(32))", "the tree has nodes too many or too few"),
    "a result": (ATTEMPT, "the attempt made-up-resu has a result and no entry"),
    "a question": ("UPDATE body SET body = 'no JSON'", "the stored question"),
    "a stranger": (STRANGER, "the person a stranger is in no roster entry"),
    "a stranger's details": (f"{STRANGER}; {VAULT}", "the person a stranger is in the vault and in no roster entry"),
    "details of nobody": (VAULT, "the vault's row 99 belongs to nobody"),
    "a lost person": ("DELETE FROM vault WHERE id = '1'", "has lost its person"),
    "an early change": (EVENT.format(0), "the roster change beneath entry 0 has no entry"),
    "a change between": (EVENT.format(BETWEEN), "the roster change beneath entry"),
    "a late change": (EVENT.format(999), "the roster change beneath entry 999 has no entry"),
    "a reason": ("DELETE FROM reason", "(erasure) does not agree with its reason"),
    "a reason of none": ("UPDATE reason SET entry = 1", "the reason of entry 1 belongs to no entry that has one"),
    "who saw": ("INSERT INTO seen VALUES (1, '[[1, 1]]')", "the people of entry 1 belong to no export"),
    "a completion": (f"UPDATE completion SET entry = 1 WHERE entry = {LAST}", "the completion of entry 1 has no entry"),
    "an assignment": ("UPDATE assignment SET entry = 1 WHERE person IS NULL", "the assignment of entry 1 has no entry"),
    "a rule": ("DELETE FROM in_force WHERE kind = 'track'", "is no longer in force, and no entry says why"),
    "an export's checkpoint": ("DELETE FROM checkpoint", "has lost the checkpoint that was signed with it"),
    "a guard": ("DROP TRIGGER entry_is_never_changed", "the trigger entry_is_never_changed is not as the schema"),
    "a weaker guard": (WEAKER, "the trigger entry_is_never_removed is not as the schema"),
    "a trap": (
        "CREATE TRIGGER trap AFTER INSERT ON attempt BEGIN UPDATE attempt SET percent = 100; END",
        "the trigger trap is not as the schema makes it",
    ),
}


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return real_records(tmp_path_factory.mktemp("real") / "t.db")


@pytest.fixture
def copy(real: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(real, tmp_path / "t.db"))


@pytest.fixture
def signer(real: Path) -> Signer:
    found = keys.signer(real, create=False)
    assert found is not None
    return found


def change(path: Path, script: str) -> None:
    """Change something and leave the triggers as the script leaves them."""
    if "TRIGGER" in script:
        with closing(sqlite3.connect(path)) as plain:
            plain.executescript(script)
        return
    with unguarded(path) as conn:
        conn.executescript(script)


@pytest.mark.parametrize("what", FORGERIES)
def test_each_forgery_has_its_words(copy: Path, what: str) -> None:
    script, words = FORGERIES[what]
    change(copy, script)
    assert any(words in fault for fault in faults_of(copy)), faults_of(copy)


def test_sound_records_have_no_fault(copy: Path, signer: Signer) -> None:
    assert faults_of(copy, signer.verifier) == []


def test_an_erased_person_does_not_come_back_into_the_vault(tmp_path: Path) -> None:
    office = Office(tmp_path / "t.db", StoppedClock(), tiny_course())
    with closing(office.training("root")) as admin:
        admin.people.import_csv("p.csv", b"id,name\n1,Ana\n")
        with unguarded(office.database) as conn:
            before = tuple(conn.execute("SELECT * FROM vault WHERE id = '1'").fetchone())
        admin.privacy.erase("1")
        with unguarded(office.database) as conn:
            conn.execute(f"INSERT INTO vault VALUES ({', '.join('?' * len(before))})", before)
            back = "effective_on = '2026-07-01', roles = '', start_date = '', listed = 1"
            conn.execute(f"UPDATE roster_event SET {back} WHERE effective_on = ''")
        assert "does not agree with the vault: person" in admin.evidence.verify().faults[0]


def test_counts_without_a_run_have_no_entry(tmp_path: Path) -> None:
    office = Office(tmp_path / "t.db", StoppedClock(), tiny_course())
    with closing(office.training("ana")) as ana:
        pass_check(ana, office.course)
        assert ana.evidence.verify().faults == ()
        with unguarded(office.database) as conn:
            conn.execute("INSERT INTO item_count SELECT digest, 1, '[\"a\"]', 1 FROM body LIMIT 1")
        assert ana.evidence.verify().faults == ("the item counts have no entry",)


@pytest.mark.parametrize("wrong", ["root", "size", "key", "no note"])
def test_a_stored_checkpoint_is_held_against_the_records(copy: Path, signer: Signer, wrong: str) -> None:
    with unguarded(copy) as conn:
        (size,) = conn.execute("SELECT max(size) FROM checkpoint").fetchone()
        (right,) = conn.execute("SELECT note FROM checkpoint WHERE size = ?", (size,)).fetchone()
        (older,) = conn.execute("SELECT note FROM checkpoint WHERE size < ?", (size,)).fetchone()
        name = signer.verifier.name
        notes = {
            "root": signer.sign(Checkpoint(name, size, bytes(32)).text()),
            "size": older,
            "key": Signer(name, bytes(32)).sign(right.rpartition("\n— ")[0]),
            "no note": "",
        }
        conn.execute("UPDATE checkpoint SET note = ? WHERE size = ?", (notes[wrong], size))
    assert faults_of(copy, signer.verifier) == [f"the checkpoint of {size} entries does not fit the records"]


def test_a_checkpoint_of_more_than_there_is_does_not_fit(copy: Path, signer: Signer) -> None:
    with unguarded(copy) as conn:
        note = signer.sign(Checkpoint(signer.verifier.name, 500, bytes(32)).text())
        conn.execute("INSERT INTO checkpoint VALUES (500, ?, '2026-07-01T12:00:00Z')", (note,))
    assert faults_of(copy, signer.verifier) == ["the checkpoint of 500 entries does not fit the records"]


def test_without_the_key_checkpoints_cannot_be_checked(copy: Path) -> None:
    with closing(open_store(copy, create=False)) as store:
        faults = [str(fault) for fault in audit.audit(store, None).faults]
    assert faults
    assert all(fault.endswith("cannot be checked: the signing key is not there") for fault in faults)


def test_a_checkpoint_of_the_same_size_is_where_the_records_are(tmp_path: Path) -> None:
    office = Office(tmp_path / "t.db", StoppedClock(), tiny_course())
    with closing(office.training("ana")) as ana:
        read_all(ana)
        signed = ana.evidence.checkpoint()
        found = ana.evidence.since(signed.text)
        assert (found.older, found.entries, found.proof) == (signed.entries, signed.entries, ())
        signer = keys.signer(office.database)
        assert signer is not None
        store = open_store(office.database, create=False)
        assert audit.consistent_with(store, Checkpoint(signer.verifier.name, 0, EMPTY_ROOT)) == []
        assert ledger.size(store) == signed.entries
        store.close()
