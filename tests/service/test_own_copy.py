"""The copy of one's own record: everything, in words, and nothing of anyone else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.support import Office, fail_check, keys_of, options_of, pass_check, read_all
from trainer.compliance.requirements import Role
from trainer.errors import NotAllowed, UnknownPerson
from trainer.records.attestation import Attestation
from trainer.records.inventory_people import ABOUT_PEOPLE
from trainer.records.store import open_store
from trainer.service.asked import Asked
from trainer.service.desk import Desk
from trainer.service.own_copy import as_json
from trainer.service.privacy import Privacy
from trainer.service.training import Training
from trainer.settings import Settings

ROSTER = b"id,login,name,email,team\n1,ana,Ana Boss,ana@x.example,Sales\n2,bo,Bo Quux,bo@x.example,Ops\n"


@pytest.fixture
def bo(office: Office) -> Iterator[Training]:
    with closing(office.training("root")) as admin:
        admin.people.import_csv("p.csv", ROSTER)
        admin.compliance.assign("tiny", Asked(everyone=True))
        admin.compliance.assign("tiny", Asked(team="Sales"))
    with closing(office.training("ana")) as ana:
        pass_check(ana, office.course)
    training = office.training("bo")
    fail_check(training, office.course)
    read_all(training)
    pass_check(training, office.course)
    yield training
    training.close()


def test_it_has_every_table_that_the_inventory_calls_theirs(bo: Training) -> None:
    kept = as_json(bo.privacy.export())["kept"]
    assert set(kept) == {table.name for table in ABOUT_PEOPLE if table.name != "file"}
    counts = {name: len(table["rows"]) for name, table in kept.items()}
    expected = {"vault": 1, "reading": 2, "attempt": 2, "response": 20, "completion": 1, "assignment": 1, "notice": 1}
    assert {name: counts[name] for name in expected} == expected
    assert all(table["purpose"] and table["basis"] and table["period"] for table in kept.values())
    for table in ABOUT_PEOPLE:
        for row in kept.get(table.name, {"rows": ()})["rows"]:
            missing = (set(table.columns) | set(table.plumbing)) - set(row) - {"salt"}
            assert not missing or table.name == "seen", (table.name, missing)


def test_answers_are_told_in_words_and_keys_are_not(office: Office, bo: Training) -> None:
    copy = as_json(bo.privacy.export())
    wrong = [row for row in copy["kept"]["response"]["rows"] if row["score"] == 0]
    assert wrong
    assert all(row["asked"] and row["answered"] for row in wrong)
    text = json.dumps(wrong)
    keys = keys_of(office.course)
    options = {q.id: {o.id: o.text for o in options_of(q)} for b in office.course.bodies.values() for q in b.questions}
    assert not [row for row in wrong if options[row["question"]][keys[row["question"]][0]] in row["answered"]]
    assert "why" not in text


def test_it_names_nobody_else(bo: Training) -> None:
    text = json.dumps(as_json(bo.privacy.export()))
    assert "Bo Quux" in text
    assert not [told for told in ("Ana", "ana@x.example", '"ana"') if told in text]


def test_an_admin_hands_out_another_s_and_the_person_sees_that(office: Office, bo: Training) -> None:
    before = len(bo.learn.record().seen)
    with closing(office.training("root")) as admin:
        copy = admin.privacy.export("2", "html")
        assert copy.name == "Bo Quux"
        with pytest.raises(UnknownPerson):
            admin.privacy.export("77")
    seen = bo.learn.record().seen
    assert len(seen) == before + 1
    assert (seen[0].by, seen[0].what) == ("root", "export of your record (html)")
    bo.privacy.export()
    assert len(bo.learn.record().seen) == before + 1, "one's own look is one's own business"


def test_a_learner_gets_only_their_own(office: Office, bo: Training) -> None:
    desk = Desk(
        database=office.database,
        open_records=lambda create: open_store(office.database, create=create),
        load=lambda: office.course,
        clock=office.clock,
        settings=Settings(),
        login="bo",
        roles=frozenset({Role.LEARNER}),
        attestation=Attestation.SELF,
    )
    privacy = Privacy(desk)
    assert privacy.export("2").name == "Bo Quux"
    for deny in (
        lambda: privacy.export("1"),
        lambda: privacy.erase("1"),
        privacy.retention,
        privacy.finish_erasing,
    ):
        with pytest.raises(NotAllowed):
            deny()
    desk.close()
