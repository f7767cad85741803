"""Taking over a roster: all or nothing, idempotent, one entry with its people beneath it."""

from __future__ import annotations

import hmac
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trainer.compliance.achieved import Certification
from trainer.content.codec import canonical
from trainer.errors import InputError, UnknownPerson
from trainer.records import achievements, people, roster
from trainer.records.people import RosterRow
from trainer.records.store import Store, open_store

AT = "2026-07-01T12:00:00Z"
LATER = "2026-08-05T12:00:00Z"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "t.db", create=True)


def take_over(store: Store, *rows: RosterRow, sync: bool = False, at: str = AT) -> roster.Plan:
    with store.write():
        plan = roster.plan(store, rows, sync=sync)
        roster.apply(store, plan, on=at[:10], at=at, actor_ref=None)
    return plan


def changes(plan: roster.Plan) -> dict[str, str]:
    return {change.roster.id: change.what for change in plan.changes}


ANA = RosterRow(id="001", name="Ana", login="ana", team="Front")
BO = RosterRow(id="002", name="Bo", login="bo", team="Back", start_date="2026-09-01")


def test_a_second_import_of_the_same_changes_nothing_and_leaves_no_entry(store: Store) -> None:
    assert changes(take_over(store, ANA, BO)) == {"001": "joined", "002": "joined"}
    again = take_over(store, ANA, BO)
    assert (again.changes, again.unchanged) == ((), 2)
    assert len(list(store.rows("SELECT 1 FROM entry"))) == 1


def test_each_change_has_its_word(store: Store) -> None:
    take_over(store, ANA, BO)
    moved = RosterRow(id="001", name="Ana", login="ana", team="Back")
    renamed = RosterRow(id="002", name="Bo Li", login="bo", team="Back", start_date="2026-09-01")
    assert changes(take_over(store, moved, renamed)) == {"001": "moved", "002": "changed"}
    assert changes(take_over(store, moved, sync=True)) == {"002": "left"}
    assert changes(take_over(store, moved, renamed, sync=True)) == {"002": "joined"}
    events = [
        (r["change"], r["effective_on"]) for r in store.rows("SELECT * FROM roster_event ORDER BY entry, position")
    ]
    assert events == [
        ("joined", "2026-07-01"), ("joined", "2026-09-01"), ("moved", "2026-07-01"), ("changed", "2026-07-01"),
        ("left", "2026-07-01"), ("joined", "2026-09-01"),
    ]  # fmt: skip


def test_a_leaver_s_login_is_released(store: Store) -> None:
    take_over(store, ANA, BO)
    take_over(store, ANA, sync=True)
    assert people.by_login(store, "bo") is None
    assert people.find(store, "002").left_on == "2026-07-01"
    take_over(store, RosterRow(id="003", name="Another Bo", login="BO"))
    found = people.by_login(store, "bo")
    assert found is not None
    assert found.roster.id == "003"


def test_a_login_may_pass_from_one_person_to_another_in_one_file(store: Store) -> None:
    take_over(store, ANA, BO)
    swapped = RosterRow(id="001", name="Ana", login="bo"), RosterRow(id="002", name="Bo", login="ana")
    take_over(store, *swapped)
    assert people.find(store, "login:bo").roster.id == "001"


def test_a_login_of_someone_outside_the_file_is_refused_and_nothing_happens(store: Store) -> None:
    take_over(store, ANA)
    with pytest.raises(InputError, match="ana"):
        take_over(store, BO, RosterRow(id="009", name="Thief", login="ANA"))
    assert [p.roster.id for p in people.everyone(store)] == ["001"]


def test_an_unlisted_person_is_adopted_by_their_login_with_all_they_did(store: Store) -> None:
    with store.write():
        before = roster.add_unlisted(store, "ana", on="2026-07-01", at=AT)
    assert before.handle == "login:ana"
    take_over(store, ANA)
    after = people.find(store, "001")
    assert (after.n, after.ref, after.unlisted) == (before.n, before.ref, False)


def test_a_login_that_comes_to_someone_already_on_the_roster_brings_what_was_done_under_it(store: Store) -> None:
    take_over(store, RosterRow(id="001", name="Ana"))
    with store.write():
        unlisted = roster.add_unlisted(store, "ana", on="2026-07-01", at=AT)
        reading = {"person": unlisted.n, "module": "M90", "lesson": "M90.L1", "major": 1, "place": 2}
        store.insert("reading", {**reading, "read_digest": None, "read_at": None})
    assert changes(take_over(store, ANA)) == {"001": "moved"}
    ana = people.find(store, "login:ana")
    assert (ana.roster.id, len(list(people.everyone(store)))) == ("001", 1)
    assert [row["person"] for row in store.rows("SELECT person FROM reading")] == [ana.n]
    row = store.row("SELECT same_as FROM person WHERE n = ?", (unlisted.n,))
    assert row is not None
    assert row["same_as"] == ana.n


def test_what_someone_was_certified_for_before_the_roster_knew_them_is_theirs(store: Store) -> None:
    take_over(store, RosterRow(id="001", name="Ana"))
    with store.write():
        unlisted = roster.add_unlisted(store, "ana", on="2026-07-01", at=AT)
        attempt = {"id": "x", "person": unlisted.n, "kind": "certification", "module": "", "version": "", "digest": ""}
        passed = {"form": "{}", "state": "passed", "percent": 90.0, "attestation": "attested", "track": "staff"}
        n = store.insert("attempt", {**attempt, **passed, "started_at": AT, "finished_at": AT})
        achievements.add_certification(
            store, Certification(1, unlisted.n, "staff", "", n, AT, AT[:10], 90.0, 80.0, "attested")
        )
        for track in ("staff", "data"):
            opened = {**passed, "state": "open", "percent": None, "track": track}
            store.insert("attempt", {**attempt, **opened, "id": track, "started_at": AT, "finished_at": None})
        listed = {**attempt, **opened, "id": "own", "person": people.find(store, "001").n, "track": "staff"}
        store.insert("attempt", {**listed, "started_at": AT, "finished_at": None})
    take_over(store, ANA, at=LATER)
    ana = people.find(store, "login:ana")
    (held,) = achievements.certifications(store, ana.n)
    assert held.counts_from == LATER[:10], "from the day on which it was known to be theirs"
    moved = store.rows("SELECT id, counts_from FROM attempt WHERE person = ? ORDER BY n", (ana.n,))
    assert [(row["id"], row["counts_from"]) for row in moved] == [
        ("x", LATER[:10]), ("data", LATER[:10]), ("own", ""),
    ]  # fmt: skip
    open_ones = store.rows("SELECT id FROM attempt WHERE person = ? AND state = 'open' ORDER BY n", (ana.n,))
    assert [row["id"] for row in open_ones] == ["data", "own"]


def test_ids_are_compared_in_folded_form_and_kept_as_written(store: Store) -> None:
    take_over(store, RosterRow(id="Ａb1", name="Ana"))
    assert people.find(store, "aB1").roster.id == "Ａb1"
    with pytest.raises(UnknownPerson):
        people.find(store, "b1")


def test_ref_and_commitment_are_hmacs_under_the_person_s_salt(store: Store) -> None:
    take_over(store, ANA)
    person = people.find(store, "001")
    assert len(person.salt) == 32
    assert person.ref == hmac.digest(person.salt, b"person", "sha256").hex()
    event = store.row("SELECT * FROM roster_event")
    assert event is not None
    vault = canonical(people.vault_columns(ANA)).encode()
    assert event["commitment"] == hmac.digest(person.salt, vault, "sha256").hex()


names = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=20).filter(str.strip)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(st.dictionaries(st.integers(0, 30), st.tuples(names, st.sampled_from(["", "A", "B"])), max_size=12))
def test_after_a_sync_the_roster_is_the_file(store: Store, wanted: dict[int, tuple[str, str]]) -> None:
    rows = [RosterRow(id=str(i), name=name, team=team) for i, (name, team) in wanted.items()]
    take_over(store, *rows, sync=True)
    here = {p.roster for p in people.everyone(store) if not p.left_on}
    assert here == set(rows)
    assert take_over(store, *rows, sync=True).changes == ()
