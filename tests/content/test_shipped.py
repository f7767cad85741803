"""The shipped course: strictly clean, whole, and honest about people."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from trainer.content.checker import check
from trainer.content.checker.balance import extreme_keys
from trainer.content.checker.positions import balanced, key_places
from trainer.content.confirmed import assessed, taught
from trainer.content.library import Loaded, load
from trainer.content.questions import TYPES
from trainer.content.source import ContentRoot

ROOT = Path(__file__).parents[2]
DAY = dt.date(2026, 11, 25)
"""The day for which this is held: law and reviews grow old by themselves, and that is no fault of the code."""
MODULES = ("M01", "M02", "M03", "M04", "M05", "M06", "M07", "M10")
ROLES = {"Trainer project, question writer", "Trainer project, lesson writer"}
REVIEWERS = {"Trainer project, blind reviewer", "Trainer project, lesson reviewer"}


@cache
def shipped() -> Loaded:
    return load([ContentRoot(ROOT / "modules", ROOT / "question_banks")])


def test_it_passes_the_strict_check() -> None:
    standing = [finding for finding in check(shipped(), DAY) if not finding.allowed]
    assert {finding.rule for finding in standing} <= {"not-approved", "untouched-claim"}, "\n".join(map(str, standing))


def test_what_is_allowed_is_rare_and_has_a_reason() -> None:
    allowed = [finding for finding in check(shipped(), DAY) if finding.allowed]
    assert len(allowed) <= 10
    assert all(len(finding.allowed) > 20 for finding in allowed)


@pytest.mark.parametrize("name", MODULES)
def test_a_module_teaches_and_assesses_each_objective_and_claim(name: str) -> None:
    course = shipped().course
    module = course.module(name)
    assert module is not None
    lessons, questions = taught(course), assessed(course)
    claims = {code for objective in module.objectives for code in objective.covers}
    claims |= {code for lesson in module.lessons for code in lesson.covers}
    for wanted in (*(objective.id for objective in module.objectives), *claims):
        assert lessons.get(wanted), wanted
        assert questions[wanted], wanted


@pytest.mark.parametrize("name", MODULES)
def test_a_bank_has_a_dialogue_and_no_tell_tale_lengths(name: str) -> None:
    questions = shipped().course.bodies[name].questions
    assert any(question.type == "branch" for question in questions)
    longest, shortest, count = extreme_keys(questions)
    assert longest <= 0.35 * count
    assert shortest <= 0.35 * count
    for places in key_places(questions).values():
        assert sum(places) < 20 or balanced(places)


def test_all_eight_types_are_used() -> None:
    used = defaultdict(set)
    for name, body in shipped().course.bodies.items():
        for question in body.questions:
            used[question.type].add(name)
    assert set(used) == set(TYPES)
    assert used["branch"] == set(MODULES)


def test_nobody_is_invented() -> None:
    course = shipped().course
    for module in course.modules:
        assert (module.author, module.approved_by) == ("Trainer project", "")
        for thing in (*module.lessons, *course.bodies[module.id].questions):
            assert thing.author in ROLES
            assert thing.reviewer in REVIEWERS
        assert not any(question.angoff for question in course.bodies[module.id].questions)
