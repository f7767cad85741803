"""Dates and people: is the law still fresh, did somebody approve and review, and not their own work."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from trainer.content.checker.checked import Checked
from trainer.content.checker.finding import Severity
from trainer.content.checker.rule import Found, Rule
from trainer.content.confirmed import letters
from trainer.content.models import Lesson, Module
from trainer.content.questions import Question


def year_before(day: dt.date) -> dt.date:
    """The same day of the year before."""
    # 29 February has no day a year before it; the 28th is a day stricter, which harms nobody.
    return day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)


def _stale_law(checked: Checked) -> Iterator[Found]:
    limit = year_before(checked.today)
    for thing in checked.dated():
        if thing.law_as_of < limit:
            what = f"{thing.id} states the law as of {thing.law_as_of}, more than 12 months ago"
            yield Found((thing.id, "law_as_of"), what)
        elif thing.law_as_of > checked.today:
            yield Found((thing.id, "law_as_of"), f"{thing.id} states the law as of {thing.law_as_of}, a day to come")


def _not_approved(checked: Checked) -> Iterator[Found]:
    for module in checked.course.modules:
        if not module.approved_by:
            yield Found((module.id, "approved_by"), f"{module.id} is not approved")


def _overdue(checked: Checked) -> Iterator[Found]:
    things: list[Module | Lesson] = [*checked.course.modules, *checked.lessons()]
    for thing in things:
        if thing.review_due < checked.today:
            yield Found((thing.id, "review_due"), f"the review of {thing.id} was due on {thing.review_due}")


def _reviewed(checked: Checked) -> Iterator[Lesson | Question]:
    yield from checked.lessons()
    yield from checked.questions()


def _own_reviewer(checked: Checked) -> Iterator[Found]:
    for thing in _reviewed(checked):
        if thing.reviewer and letters(thing.reviewer) == letters(thing.author):
            yield Found((thing.id, "reviewer"), f"{thing.id} was reviewed by its author")


def _no_author(checked: Checked) -> Iterator[Found]:
    for thing in _reviewed(checked):
        if not letters(thing.author):
            yield Found((thing.id,), f"{thing.id} does not say who wrote it")


def _unreviewed(checked: Checked) -> Iterator[Found]:
    for thing in _reviewed(checked):
        draft = isinstance(thing, Question) and thing.status == "draft"
        if draft or not letters(thing.reviewer):
            yield Found((thing.id,), f"{thing.id} is not reviewed")


RULES = (
    Rule(
        id="stale-law",
        severity=Severity.ERROR,
        says="`law_as_of` is at most 12 months old, and no day to come.",
        why="The law moves. A lesson that nobody has held against it for a year may teach what is no longer so.",
        mend="Compare the text with the law as it stands, mend it, and write today's date.",
        source="CURRICULUM 4.1.13",
        find=_stale_law,
    ),
    Rule(
        id="not-approved",
        severity=Severity.NOTE,
        says="Somebody of the company has approved the module.",
        why="The company teaches it under its own name. It keeps nobody from learning.",
        mend="Have your privacy lead read it, then run `trainer content approve MODULE`.",
        source="DESIGN section 5",
        find=_not_approved,
    ),
    Rule(
        id="review-overdue",
        severity=Severity.WARNING,
        says="`review_due` lies ahead.",
        why="A regular review is part of what authorities expect of training.",
        mend="Review it and set the next date.",
        source="CURRICULUM 0.3",
        find=_overdue,
    ),
    Rule(
        id="own-reviewer",
        severity=Severity.ERROR,
        says="The reviewer of a lesson or question is not its author.",
        why="Nobody sees their own blind spot; a review by the author is none.",
        mend="Let somebody else answer it blind, before they see the key.",
        source="CURRICULUM 4.1.1",
        find=_own_reviewer,
        allowable=False,
    ),
    Rule(
        id="no-author",
        severity=Severity.ERROR,
        says="A lesson or question says who wrote it, by role.",
        why="Without it nobody can tell that the reviewer is somebody else.",
        mend="Write a role in `author`, such as `Privacy team`. A name is not needed.",
        source="CURRICULUM 4.1.1",
        find=_no_author,
    ),
    Rule(
        id="unreviewed",
        severity=Severity.WARNING,
        says="A lesson or question was reviewed: `reviewer` is set, and a question has `status: reviewed`.",
        why="A question that only its author has answered is often one that others read in another way.",
        mend="Have somebody read the lesson, or answer the question blind (`trainer content show ID` hides the key)."
        " Settle what you disagree on, then write their role in `reviewer`, and for a question `status: reviewed`.",
        source="CURRICULUM 4.1.15",
        find=_unreviewed,
    ),
)
