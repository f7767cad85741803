"""Where a person stands, part by part."""

from __future__ import annotations

import datetime as dt

from trainer.compliance.achieved import Completion
from trainer.compliance.rules import Rules
from trainer.compliance.standing import Achieved, standings
from trainer.compliance.status import Status
from trainer.content.models import Part, Track

JULY = dt.date(2026, 7, 1)
CORE = Part(module="M04", lessons=("M04.L1",), objectives=("M04.O1",))
STAFF = Track(id="staff", title="Staff", modules=(CORE,), validity_months=12, due_days=30)
MARKETING = Track(id="marketing", title="Marketing", modules=(Part(module="M04"),), validity_months=24, due_days=30)
RULES = Rules(tracks={"staff": STAFF, "marketing": MARKETING}, majors={"M04": 1}, warning_days=30)


def done(left_out: tuple[str, ...] = (), version: str = "1.0", at: str = "2026-06-01T09:00:00Z") -> Completion:
    return Completion(
        entry=1, person=1, module="M04", version=version, digest="d", attempt=1, left_out=left_out, completed_at=at
    )


def test_a_part_is_held_by_a_completion_that_left_out_nothing_it_asks() -> None:
    core_only = done(left_out=("M04.L5", "M04.O2"))
    assert core_only.holds(CORE)
    assert not core_only.holds(Part(module="M04"))
    assert done().holds(Part(module="M04"))
    assert done(left_out=("M04.L5",)).holds(Part(module="M04", lessons=("M04.L1",)))
    assert not done(left_out=("M04.O2",)).holds(Part(module="M04", lessons=("M04.L1",)))
    assert done(left_out=("M04.O2",)).holds(Part(module="M04", objectives=("M04.O1",)))
    assert not done(left_out=("M04.L5",)).holds(Part(module="M04", objectives=("M04.O1",)))
    assert not done().holds(Part(module="M05"))


def test_a_lesson_added_in_a_minor_version_takes_nothing_away() -> None:
    grown = Part(module="M04", lessons=("M04.L1", "M04.L9"), objectives=("M04.O1",))
    assert done(version="1.0").holds(grown)


def test_one_completion_serves_every_track_that_it_covers() -> None:
    due = {"staff": JULY, "marketing": JULY}
    lines = standings(JULY, RULES, due, Achieved([done(left_out=("M04.O2",))], started={"M04"}))
    assert {line.track.id: line.status for line in lines if line.track} == {
        "staff": Status.CURRENT,
        "marketing": Status.IN_PROGRESS,
    }
    lines = standings(JULY, RULES, due, Achieved([done()], started={"M04"}))
    ends = {line.track.id: line.valid_until for line in lines if line.track}
    assert ends == {"staff": dt.date(2027, 6, 1), "marketing": dt.date(2028, 6, 1)}


def test_holding_what_nothing_requires_is_current() -> None:
    (line,) = standings(JULY, RULES, {}, Achieved([done()], started={"M04"}))
    assert (line.track, line.status, line.due_on) == (None, Status.CURRENT, None)


def test_the_newest_completion_of_the_highest_major_version_counts() -> None:
    old, new = done(version="1.9"), done(version="2.0", at="2026-06-02T09:00:00Z")
    rules = Rules(tracks={"staff": STAFF}, majors={"M04": 2}, warning_days=30)
    (line,) = standings(JULY, rules, {"staff": JULY}, Achieved([new, old]))
    assert (line.completion, line.status) == (new, Status.CURRENT)
    (line,) = standings(JULY, rules, {"staff": JULY}, Achieved([old]))
    assert line.status == Status.SUPERSEDED
