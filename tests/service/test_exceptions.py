"""What others decide about a person: they see it, it can be taken away with them, and its reason goes with them."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.support import Office, fail_check, pass_check, read_all
from trainer.reports.completion import Filters
from trainer.service.asked import Asked
from trainer.service.own_copy import as_json
from trainer.service.record_views import Corrected, Excused
from trainer.service.training import Training

ROSTER = (
    b"id,login,name,team,manager,roles,start_date\n"
    b"1,ana,Ana Boss,Sales,,admin,2020-02-03\n"
    b"2,bo,Bo Quux,Zinc,1,learner,2021-03-04\n"
    b"3,cy,Cy Young,Sales,1,,\n"
)
UNTIL, SOONER = dt.date(2026, 12, 31), dt.date(2026, 9, 30)
MATERNITY, BACK, CUT, SLIP = "maternity leave", "back before the autumn", "a power cut at noon", "typed the wrong year"
ABOUT_TEAM = "agreed with the works council"
NAMING = "stands in for quux until then"


@pytest.fixture
def admin(office: Office) -> Iterator[Training]:
    with closing(office.training("root")) as root:
        root.people.import_csv("p.csv", ROSTER)
    training = office.training("ana")
    training.compliance.assign("tiny", Asked(everyone=True))
    yield training
    training.close()


def decide(office: Office, admin: Training) -> None:
    """Bo is excused and the end corrected, may try again, and an import of hers is corrected; Cy's reason names her."""
    with closing(office.training("bo")) as bo:
        fail_check(bo, office.course)
    exempt = admin.compliance.exempt("2", "tiny", UNTIL, MATERNITY)
    admin.compliance.correct(str(exempt.entry), BACK, until=SOONER)
    admin.compliance.allow_retry("2", "M90", CUT)
    admin.people.import_history("h.csv", b"id,module,completed_on,score\n2,M90,2025-01-31,88\n")
    imported = newest(office.database, "completion")
    admin.compliance.correct(str(imported), SLIP, completed_on=dt.date(2024, 1, 31))
    admin.compliance.assign("tiny", Asked(team="Zinc", due_on=UNTIL))
    admin.compliance.correct(str(newest(office.database, "assignment")), ABOUT_TEAM, due_on=SOONER)
    admin.compliance.exempt("3", "tiny", UNTIL, NAMING)


def newest(database: Path, kind: str) -> int:
    with closing(sqlite3.connect(database)) as conn:
        return int(conn.execute("SELECT max(seq) FROM entry WHERE kind = ?", (kind,)).fetchone()[0])


def bytes_beside(database: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(database.parent.iterdir()) if path.is_file())


def rows(database: Path, table: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(database)) as conn:
        return conn.execute(f"SELECT * FROM {table} ORDER BY entry").fetchall()


def test_what_was_decided_stands_in_my_record(office: Office, admin: Training) -> None:
    decide(office, admin)
    with closing(office.training("bo")) as bo:
        record = bo.learn.record()
    when = "2026-07-01 12:00 UTC"
    (title,) = {line.track_title for line in record.held}
    assert record.excused == (
        Excused(
            track="tiny", track_title=title, until=SOONER, withdrawn=False, reason=MATERNITY, by="Ana Boss", when=when
        ),
    )
    assert record.corrected == (
        Corrected(said="completion of M90: was on 2024-01-31", reason=SLIP, by="Ana Boss", when=when),
        Corrected(said="exemption of tiny: ends on 2026-09-30", reason=BACK, by="Ana Boss", when=when),
    )


def test_an_exemption_that_was_withdrawn_says_so(office: Office, admin: Training) -> None:
    entry = admin.compliance.exempt("2", "tiny", UNTIL, MATERNITY).entry
    admin.compliance.correct(str(entry), BACK, until=SOONER)
    admin.compliance.correct(str(entry), "a mistake", withdraw=True)
    with closing(office.training("bo")) as bo:
        (excused,) = bo.learn.record().excused
        assert (excused.until, excused.withdrawn) == (SOONER, True)
        assert bo.learn.record().corrected[0].said == "exemption of tiny: counts no longer"
    with closing(office.training("cy")) as cy:
        assert (cy.learn.record().excused, cy.learn.record().corrected) == ((), ())


def test_the_own_copy_has_each_decision_with_its_reason_and_nobody_else_s(office: Office, admin: Training) -> None:
    decide(office, admin)
    with closing(office.training("bo")) as bo:
        copy = bo.privacy.export()
        heads = {section.table: section.heads for section in copy.sections}
        assert all("reason" in heads[table] for table in ("exemption", "retry", "correction"))
        kept = {table: said["rows"] for table, said in as_json(copy)["kept"].items()}
    (exempt,) = kept["exemption"]
    assert (exempt["track"], exempt["until"], exempt["reason"]) == ("tiny", "2026-12-31", MATERNITY)
    assert [(row["module"], row["reason"]) for row in kept["retry"]] == [("M90", CUT)]
    # That of her team's due date is shown too; why stands with whoever gave that reason.
    said = [(row["what"], row["value"], row["reason"]) for row in kept["correction"]]
    assert said == [("until", "2026-09-30", BACK), ("completed_on", "2024-01-31", SLIP), ("due_on", "2026-09-30", None)]
    assert [row["text"] for row in kept["reason"]] == [MATERNITY, BACK, CUT, SLIP]
    (imported,) = kept["completion"]
    assert (imported["percent"], imported["attestation"]) == (88, "imported")
    text = json.dumps(kept)
    assert not [told for told in (ABOUT_TEAM, NAMING, "Cy Young") if told in text]
    own = as_json(admin.privacy.export())["kept"]
    assert [row["text"] for row in own["reason"]["rows"]] == [ABOUT_TEAM]


def test_her_reasons_go_with_her_down_to_the_bytes_and_what_was_decided_is_still_proven(
    office: Office, admin: Training
) -> None:
    decide(office, admin)
    assert admin.evidence.verify().faults == ()
    tables = ("exemption", "correction", "retry", "completion")
    before = {table: rows(office.database, table) for table in tables}
    hers = (MATERNITY, BACK, CUT, SLIP, NAMING, "2021-03-04")
    assert all(text.encode() in bytes_beside(office.database) for text in hers)
    with closing(sqlite3.connect(office.database)) as conn:
        salts = [row[0] for row in conn.execute("SELECT salt FROM reason WHERE text <> ?", (ABOUT_TEAM,))]
    assert len(salts) == 5
    admin.privacy.erase("2")
    left = bytes_beside(office.database)
    assert not [told for told in (*(text.encode() for text in hers), *salts) if told in left]
    assert ABOUT_TEAM.encode() in left, "it is about no one person"
    assert {table: rows(office.database, table) for table in tables} == before
    assert admin.evidence.verify().faults == ()
    with admin.reports.completion(Filters()) as found:
        assert "erased" in {row.person for row in found}


def test_what_was_decided_of_a_former_self_goes_with_the_person(office: Office, admin: Training) -> None:
    with closing(office.training("newcomer")) as newcomer:
        fail_check(newcomer, office.course)
        admin.compliance.allow_retry("login:newcomer", "M90", CUT)
        read_all(newcomer)
        pass_check(newcomer, office.course)
    completed = newest(office.database, "completion")
    admin.compliance.correct(str(completed), SLIP, withdraw=True)
    admin.people.import_csv("p.csv", ROSTER + b"4,,New Comer,Sales,,,\n")
    office.clock.forward(days=2)
    admin.people.import_csv("p.csv", ROSTER + b"4,newcomer,New Comer,Sales,,,\n")
    with closing(office.training("newcomer")) as newcomer:
        assert [each.reason for each in newcomer.learn.record().corrected] == [SLIP]
        assert [row["reason"] for row in as_json(newcomer.privacy.export())["kept"]["retry"]["rows"]] == [CUT]
    assert admin.evidence.verify().faults == ()
    kept = {table: rows(office.database, table) for table in ("correction", "retry", "completion")}
    admin.privacy.erase("4")
    left = bytes_beside(office.database)
    assert not [told for told in (CUT, SLIP, "newcomer") if told.encode() in left]
    assert {table: rows(office.database, table) for table in kept} == kept
    assert admin.evidence.verify().faults == ()


def test_a_reason_about_nobody_goes_with_whoever_gave_it(office: Office, admin: Training) -> None:
    decide(office, admin)
    with closing(office.training("root")) as root:
        root.privacy.erase("1")
        left = bytes_beside(office.database)
        assert ABOUT_TEAM.encode() not in left
        assert MATERNITY.encode() in left, "hers, whoever wrote it"
        assert root.evidence.verify().faults == ()
    with closing(office.training("bo")) as bo:
        assert {each.by for each in bo.learn.record().excused} == {""}


def test_a_correction_about_someone_who_was_erased_keeps_its_reason_with_whoever_gave_it(
    office: Office, admin: Training
) -> None:
    entry = admin.compliance.exempt("2", "tiny", UNTIL, MATERNITY).entry
    admin.privacy.erase("2")
    admin.compliance.correct(str(entry), "found out too late", withdraw=True)
    assert admin.evidence.verify().faults == ()
    with closing(office.training("root")) as root:
        root.privacy.erase("1")
        assert b"found out too late" not in bytes_beside(office.database)
        assert root.evidence.verify().faults == ()


def test_what_the_roster_said_of_roles_and_days_goes_too(office: Office, admin: Training) -> None:
    columns = "effective_on, team, roles, start_date, listed"
    with closing(sqlite3.connect(office.database)) as conn:
        (ref,) = conn.execute("SELECT ref FROM person JOIN vault ON person = n WHERE id = '2'").fetchone()
        said = conn.execute(f"SELECT {columns} FROM roster_event WHERE ref = ?", (ref,)).fetchall()
        assert said == [("2021-03-04", "Zinc", "learner", "2021-03-04", 1)]
    admin.privacy.erase("2")
    with closing(sqlite3.connect(office.database)) as conn:
        gone = conn.execute(f"SELECT {columns} FROM roster_event WHERE ref = ?", (ref,)).fetchall()
        assert gone == [("", "", None, None, None)]
    assert admin.evidence.verify().faults == ()


@pytest.mark.in_process
def test_a_restored_backup_brings_no_reason_back(office: Office, admin: Training, tmp_path: Path) -> None:
    decide(office, admin)
    (tmp_path / "safe").mkdir()
    admin.keeping.backup(tmp_path / "safe" / "b.db")
    admin.privacy.erase("2")
    done = admin.keeping.restore(tmp_path / "safe" / "b.db", force=True)
    assert done.erased == 1
    with closing(office.training("ana")) as again:
        assert again.evidence.verify().faults == ()
    left = b"".join(path.read_bytes() for path in office.database.parent.glob("t.db*") if ".damaged-" not in path.name)
    assert not [told for told in (MATERNITY, BACK, CUT, SLIP, NAMING) if told.encode() in left]


@pytest.mark.in_process
def test_a_clock_that_goes_back_before_the_roster_knows_a_login_spoils_no_proof(
    office: Office, admin: Training
) -> None:
    with closing(office.training("newcomer")) as newcomer:
        read_all(newcomer)
        pass_check(newcomer, office.course)
    admin.people.import_csv("p.csv", ROSTER + b"4,,New Comer,Sales,,,\n")
    office.clock.forward(days=-9)
    admin.people.import_csv("p.csv", ROSTER + b"4,newcomer,New Comer,Sales,,,\n")
    assert admin.evidence.verify().faults == ()
