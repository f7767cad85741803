"""Certificates: none without the examination behind it, the same on a reprint, and checked without the records."""

from __future__ import annotations

import dataclasses
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.service.examined import examined_course, go, learn, right, rows, wrong
from tests.support import Office, StoppedClock
from trainer.compliance.history import What
from trainer.content.models import CertificationRule, Course
from trainer.errors import EvidenceError, InputError, NotAllowed, UnknownPerson
from trainer.records import corrections, entries, exports
from trainer.records.store import open_store
from trainer.service.asked import Asked
from trainer.service.training import Training
from trainer.settings import Settings


@pytest.fixture
def course() -> Course:
    return examined_course()


@pytest.fixture
def ana(office: Office) -> Iterator[Training]:
    """Ana, who may do everything here, with two colleagues on the roster and the module completed."""
    training = office.training("ana")
    people = b"id,login,name,roles\n1,ana,Ana Petrov,admin\n2,bo,=B\xc3\xb6 <b>,\n3,cy,Cy,\n"
    training.people.import_csv("p.csv", people)
    training.compliance.assign("tiny", Asked(everyone=True))
    learn(training)
    yield training
    training.close()


def pass_examination(training: Training) -> None:
    go(training, training.checks.certify("tiny"), right)


def certification_entries(office: Office) -> list[int]:
    return [int(str(seq)) for (seq,) in rows(office, "SELECT seq FROM entry WHERE kind = 'certification' ORDER BY seq")]


def says(training: Training, html: str) -> dict[str, str]:
    return training.evidence.verify_file(html, "").page


def test_what_it_says_is_what_was_passed(office: Office, ana: Training) -> None:
    pass_examination(ana)
    printed = ana.evidence.certificate()
    (entry,) = certification_entries(office)
    assert (printed.file_name, printed.entry) == ("certificate-tiny-2026-07-01.html", entry)
    checked = ana.evidence.verify_file(printed.html, printed.verifier)
    vouched = checked.page.pop("attestation")
    assert checked.page == {
        "name": "Ana Petrov",
        "person": "1",
        "title": "Tiny track",
        "track": "tiny",
        "passed_on": "2026-07-01 (UTC)",
        "score": "100 % (pass mark 80 %)",
        "valid_until": "2027-07-01, as it stood on the day of the examination",
        "versions": "M90 1.0",
        "entry": str(entry),
        "ledger": printed.verifier.partition("+")[0],
    }
    assert vouched.startswith("Self-attested" if office.attestation == "self-attested" else "Attested")
    assert (checked.found, checked.entry["seq"]) == ("certificate", entry)
    assert json.loads(str(checked.entry["payload"]))["attestation"] == office.attestation


def test_it_can_be_checked_where_there_are_no_records(office: Office, ana: Training, tmp_path: Path) -> None:
    pass_examination(ana)
    printed = ana.evidence.certificate()
    elsewhere = Office(tmp_path / "none" / "t.db", StoppedClock(), office.course).training("someone")
    assert elsewhere.evidence.verify_file(printed.html, printed.verifier).page["name"] == "Ana Petrov"
    with pytest.raises(InputError, match="no key here"):
        elsewhere.evidence.verify_file(printed.html, "")
    with pytest.raises(EvidenceError, match="altered"):
        elsewhere.evidence.verify_file(printed.html.replace("Ana Petrov", "Eve Petrov"), printed.verifier)
    elsewhere.close()
    assert not (tmp_path / "none").exists()


def test_none_without_a_passed_examination(office: Office, ana: Training) -> None:
    for track in ("", "tiny"):
        with pytest.raises(InputError, match=r"You have no certification.*Pass the examination"):
            ana.evidence.certificate(track)
    go(ana, ana.checks.certify("tiny"), wrong)
    with pytest.raises(InputError, match="You have no certification"):
        ana.evidence.certificate()
    assert rows(office, "SELECT count(*) FROM checkpoint") == [(0,)]


def test_who_is_unknown_has_none(office: Office) -> None:
    stranger = office.training("stranger")
    stranger.learn.begin()
    with pytest.raises(InputError, match="You have no certification"):
        stranger.evidence.certificate()
    with pytest.raises(InputError, match="by entry '1'"):
        stranger.evidence.certificate(entry="1")


def test_a_reprint_is_the_same_whatever_happened_since(office: Office, ana: Training) -> None:
    pass_examination(ana)
    first = ana.evidence.certificate()
    assert ana.evidence.certificate("tiny") == first
    office.clock.forward(days=40)
    ana.evidence.checkpoint()
    ana.compliance.assign("tiny", Asked(everyone=True, due_days=5))
    ana.evidence.checkpoint()
    (checkpoints,) = rows(office, "SELECT count(*) FROM checkpoint")
    again = office.training("ana")
    assert again.evidence.certificate(entry=str(first.entry)) == first
    assert rows(office, "SELECT count(*) FROM checkpoint") == [checkpoints], "a reprint signs nothing"
    again.close()


def test_a_checkpoint_that_has_the_entry_is_used(office: Office, ana: Training) -> None:
    ana.evidence.checkpoint()
    pass_examination(ana)
    ana.evidence.checkpoint()
    before = rows(office, "SELECT max(size), count(*) FROM checkpoint")
    printed = ana.evidence.certificate()
    assert rows(office, "SELECT max(size), count(*) FROM checkpoint") == before
    assert says(ana, printed.html)["name"] == "Ana Petrov"


def test_a_retake_makes_another_and_leaves_the_first_as_it_was(office: Office, ana: Training) -> None:
    pass_examination(ana)
    first = ana.evidence.certificate()
    office.clock.forward(days=300)
    pass_examination(ana)
    one, two = certification_entries(office)
    newest = ana.evidence.certificate("tiny")
    assert (first.entry, newest.entry) == (one, two)
    assert newest.file_name == "certificate-tiny-2027-04-27.html"
    assert ana.evidence.certificate(entry=str(one)) == first
    assert ana.evidence.certificate("tiny", str(one)) == first
    # A renewal in good time begins where the old one ends; what was printed of the old one stays true of its day.
    assert says(ana, newest.html)["valid_until"].startswith("2028-07-01")
    assert says(ana, first.html)["valid_until"].startswith("2027-07-01")


def test_an_entry_is_named_by_its_id_too(office: Office, ana: Training) -> None:
    pass_examination(ana)
    ((name,),) = rows(office, "SELECT id FROM entry WHERE kind = 'certification'")
    assert ana.evidence.certificate(entry=str(name)) == ana.evidence.certificate()


@pytest.mark.parametrize("entry", ["0", "-1", "1", "999999", "x", "9" * 30])
def test_an_entry_that_is_no_certification(ana: Training, entry: str) -> None:
    pass_examination(ana)
    with pytest.raises(InputError, match=r"no certification by entry .* There are: tiny \(entry \d+, 2026-07-01\)"):
        ana.evidence.certificate(entry=entry)


def test_a_track_that_is_not_held(ana: Training) -> None:
    pass_examination(ana)
    with pytest.raises(InputError, match=r"of the track 'none'\. There are: tiny"):
        ana.evidence.certificate("none")


def two_tracks() -> Course:
    course = examined_course()
    other = dataclasses.replace(course.tracks[0], id="other", title="Another track")
    return dataclasses.replace(course, tracks=(*course.tracks, other))


@pytest.mark.in_process
def test_of_several_tracks_one_is_named(tmp_path: Path) -> None:
    office = Office(tmp_path / "t.db", StoppedClock(), two_tracks())
    with closing(office.training("ana")) as ana:
        ana.people.import_csv("p.csv", b"id,login,name\n1,ana,Ana\n")
        for track in ("tiny", "other"):
            ana.compliance.assign(track, Asked(everyone=True))
        learn(ana)
        for track in ("tiny", "other"):
            go(ana, ana.checks.certify(track), right, office.course)
        with pytest.raises(InputError, match=r"several tracks\. Name one\. There are: tiny .*, other "):
            ana.evidence.certificate()
        first, second = certification_entries(office)
        assert (ana.evidence.certificate("tiny").entry, ana.evidence.certificate("other").entry) == (first, second)
        assert ana.evidence.certificate(entry=str(second)).file_name.startswith("certificate-other-")
        with pytest.raises(InputError, match="of the track 'other'"):
            ana.evidence.certificate("other", str(first))


def test_it_says_what_the_track_was_called_then(office: Office, ana: Training) -> None:
    pass_examination(ana)
    first = ana.evidence.certificate()
    course = office.course
    renamed = dataclasses.replace(course.tracks[0], title="Something else", validity_months=3)
    later = dataclasses.replace(office, course=dataclasses.replace(course, tracks=(renamed,)))
    with closing(later.training("ana")) as again:
        again.learn.begin()
        assert rows(office, "SELECT count(*) FROM entry WHERE kind = 'track'") == [(2,)]
        assert again.evidence.certificate() == first


def test_the_organisation_is_named_where_there_is_one(office: Office, ana: Training) -> None:
    pass_examination(ana)
    before = ana.evidence.certificate().html
    assert "organisation" not in says(ana, before)
    named = office.training("ana", Settings(organisation="Ships & <i>Sons</i>"))
    html = named.evidence.certificate().html
    assert says(named, html)["organisation"] == "Ships & <i>Sons</i>"
    assert "<i>" not in html
    named.close()


def test_a_name_that_means_harm_is_only_a_name(office: Office, ana: Training) -> None:
    with closing(office.training("bo")) as bo:
        learn(bo)
        pass_examination(bo)
        html = bo.evidence.certificate().html
        assert says(bo, html)["name"] == "=Bö <b>"
        assert "<b>" not in html


def test_another_s_is_seen_by_whom_it_is_about(office: Office, ana: Training) -> None:
    with closing(office.training("bo")) as bo:
        learn(bo)
        pass_examination(bo)
        mine = bo.evidence.certificate()
        looks = "SELECT count(*) FROM entry WHERE kind = 'export'"
        assert rows(office, looks) == [(0,)], "one's own is no look"
        assert ana.evidence.certificate(person="2") == mine
        assert ana.evidence.certificate(person="login:bo") == mine
        assert ana.evidence.certificate(entry=str(mine.entry)) == mine
        assert rows(office, looks) == [(3,)]
        said = rows(office, "SELECT payload FROM entry WHERE kind = 'export' LIMIT 1")[0][0]
        assert json.loads(str(said)).items() >= {"report": "certificate", "form": "html", "rows": 1}.items()
    store = open_store(office.database, create=False)
    ((n,),) = rows(office, "SELECT person FROM vault WHERE id = '2'")
    assert [(each.by, each.said["report"]) for each in exports.of_person(store, int(str(n)))] == (
        [("Ana Petrov", "certificate")] * 3
    )
    store.close()
    assert ana.evidence.verify().faults == ()


def test_whoever_was_looked_at_reads_so_in_their_record(office: Office, ana: Training) -> None:
    with closing(office.training("bo")) as bo:
        learn(bo)
        pass_examination(bo)
        ana.evidence.certificate(person="2")
        assert [seen.what for seen in bo.learn.record().seen] == ["certificate (html)"]


def test_a_look_that_shows_nothing_is_none(office: Office, ana: Training) -> None:
    with pytest.raises(InputError, match="2 has no certification"):
        ana.evidence.certificate(person="2")
    with pytest.raises(UnknownPerson):
        ana.evidence.certificate(person="99")
    assert rows(office, "SELECT count(*) FROM entry WHERE kind = 'export'") == [(0,)]


def test_a_certificate_goes_with_whoever_is_erased(office: Office, ana: Training) -> None:
    with closing(office.training("bo")) as bo:
        learn(bo)
        pass_examination(bo)
        mine = bo.evidence.certificate()
    office.clock.forward(days=1)
    ana.privacy.erase("2")
    with pytest.raises(UnknownPerson):
        ana.evidence.certificate(person="2")
    with pytest.raises(UnknownPerson, match="erased"):
        ana.evidence.certificate(entry=str(mine.entry))
    assert says(ana, mine.html)["name"] == "=Bö <b>", "what was handed out stays true"


CERTIFIED = "WHERE kind = 'certification'"
FORGERIES = {
    "a certification that no entry records": "UPDATE certification SET entry = 1",
    "another track": "UPDATE certification SET track = 'other'",
    "another day": "UPDATE certification SET completed_at = '2025-01-01T00:00:00Z'",
    "another person": "UPDATE certification SET person = (SELECT person FROM vault WHERE id = '3')",
    "an attempt that failed": f"UPDATE attempt SET state = 'failed' {CERTIFIED}",
    "a module check": "UPDATE certification SET attempt = (SELECT n FROM attempt WHERE kind = 'module_check')",
    "a better score": f"UPDATE entry SET payload = replace(payload, '100.0', '101.0') {CERTIFIED}",
    "an entry that says nothing": f"UPDATE entry SET payload = '[]' {CERTIFIED}",
    "an entry without a score": f"UPDATE entry SET payload = replace(payload, 'percent', 'x') {CERTIFIED}",
    "another leaf": f"UPDATE entry SET leaf = zeroblob(32) {CERTIFIED}",
    "a track that was never certified": "UPDATE entry SET payload = replace(payload, 'Tiny', 'X') WHERE kind = 'track'",
    "a track that is none": "UPDATE entry SET payload = '{}' WHERE kind = 'track'",
    "a tree without its end": "UPDATE head SET size = size - 1",
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_none_is_printed_of_what_was_forged(office: Office, ana: Training, forgery: str) -> None:
    pass_examination(ana)
    with closing(sqlite3.connect(office.database, isolation_level=None)) as conn:
        for trigger in ("entry_is_never_changed", "entry_is_never_removed"):
            conn.execute(f"DROP TRIGGER {trigger}")
        conn.execute("DELETE FROM checkpoint")
        assert conn.execute(FORGERIES[forgery]).rowcount > 0
    whose = "3" if forgery == "another person" else ""
    with pytest.raises(EvidenceError, match="altered"):
        ana.evidence.certificate(person=whose)
    assert rows(office, "SELECT count(*) FROM checkpoint") == [(0,)], "nothing was signed for it"


def test_a_checkpoint_of_another_tree_is_not_built_on(office: Office, ana: Training) -> None:
    pass_examination(ana)
    ana.evidence.checkpoint()
    size = rows(office, "SELECT size FROM checkpoint")[0][0]
    # A note of these records' own key, over a tree that was theirs and is no longer.
    with closing(sqlite3.connect(office.database, isolation_level=None)) as conn:
        conn.execute("DROP TRIGGER entry_is_never_changed")
        conn.execute("UPDATE entry SET leaf = zeroblob(32) WHERE seq = 1")
        conn.execute("UPDATE node SET hash = zeroblob(32)")
    with pytest.raises(EvidenceError, match="altered"):
        ana.evidence.certificate()
    assert rows(office, "SELECT size FROM checkpoint") == [(size,)]


def test_a_checkpoint_by_a_key_that_is_gone_is_passed_over(office: Office, ana: Training) -> None:
    pass_examination(ana)
    old = ana.evidence.checkpoint()
    office.database.with_name("t.db.key").unlink()
    printed = ana.evidence.certificate()
    assert printed.verifier != old.verifier
    assert ana.evidence.verify_file(printed.html, printed.verifier).page["name"] == "Ana Petrov"


class Page(HTMLParser):
    """What a page is made of."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.attributes: dict[str, str | None] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.update(attrs)
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_whole_and_loads_nothing(ana: Training) -> None:
    pass_examination(ana)
    html = ana.evidence.certificate().html
    page = Page()
    page.feed(html)
    page.close()
    assert page.open == []
    assert not {"script", "link", "img", "iframe", "object", "form"} & set(page.tags)
    assert not {"src", "href", "style", "onload"} & page.attributes.keys()
    assert "http:" not in html
    assert "https:" not in html
    assert "url(" not in html
    assert page.attributes["lang"] == "en"
    assert page.tags.count("h1") == 1


def test_rights_reach_no_further_than_the_table_says(office: Office, ana: Training) -> None:
    if not hasattr(office, "host"):
        pytest.skip("in-process the owner may do everything")
    pass_examination(ana)
    (entry,) = certification_entries(office)
    with closing(office.host(Settings()).training("bo", operator=False)) as bo:
        for asked in ({"person": "1"}, {"person": "none"}, {"person": "login:ana"}):
            with pytest.raises(NotAllowed, match="someone else's certificate"):
                bo.evidence.certificate(**asked)
        for name in (str(entry), "999999", "1"):
            with pytest.raises(NotAllowed, match="no certification of yours"):
                bo.evidence.certificate(entry=name)
        learn(bo)
        pass_examination(bo)
        mine = bo.evidence.certificate()
        assert bo.evidence.certificate(person="2", entry=str(mine.entry)) == mine
        assert bo.evidence.verify_file(mine.html, "").page["person"] == "2"


@pytest.mark.in_process
def test_a_track_held_by_its_modules_has_no_certificate(tmp_path: Path) -> None:
    course = examined_course()
    track = dataclasses.replace(course.tracks[0], certification=CertificationRule.MODULES)
    office = Office(tmp_path / "t.db", StoppedClock(), dataclasses.replace(course, tracks=(track,)))
    with closing(office.training("ana")) as ana:
        learn(ana)
        with pytest.raises(InputError, match="no certification"):
            ana.evidence.certificate("tiny")


def withdraw(office: Office, entry: int) -> None:
    """An admin's correction: that certification counts no longer."""
    with closing(open_store(office.database, create=False)) as store, store.write():
        about = entries.find(store, str(entry))
        assert about is not None
        reason = "Somebody else answered."
        corrections.add(store, about, What.WITHDRAWN, "", reason, owner=1, at="2026-07-02T00:00:00Z", actor_ref="r")


def test_none_is_printed_of_what_was_withdrawn(office: Office, ana: Training) -> None:
    pass_examination(ana)
    printed = ana.evidence.certificate()
    withdraw(office, printed.entry)
    for asked in ({}, {"track": "tiny"}, {"entry": str(printed.entry)}, {"person": "1"}):
        with pytest.raises(InputError, match="no certification"):
            ana.evidence.certificate(**asked)
    office.clock.forward(days=300)
    pass_examination(ana)
    assert ana.evidence.certificate().entry > printed.entry


def test_what_an_older_system_said_was_not_passed_here(office: Office, ana: Training) -> None:
    pass_examination(ana)
    with closing(sqlite3.connect(office.database, isolation_level=None)) as conn:
        conn.execute("UPDATE certification SET attempt = NULL, attestation = 'imported'")
    with pytest.raises(InputError, match="no certification"):
        ana.evidence.certificate()
