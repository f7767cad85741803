"""No public method of Training gives an answer key, or an explanation, before the answer.

Every public method of every use object is called with every argument that could help, and whatever comes back is
searched for the secrets of the questions that are still open.
"""

from __future__ import annotations

import datetime as dt
import inspect
import itertools
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import fields
from pathlib import Path
from typing import Any

from tests.support import Office, answer_right, keys_of, on_turn, options_of
from trainer.errors import TrainerError
from trainer.reports.completion import Filters
from trainer.service.asked import Asked
from trainer.service.check_views import Presented
from trainer.service.notice import notice
from trainer.service.training import USES, Training
from trainer.service.views import NextStep, Step
from trainer.settings import Settings


def public_methods(training: Training) -> Iterator[tuple[str, Any]]:
    for use in USES:
        for name, method in inspect.getmembers(getattr(training, use), callable):
            if not name.startswith("_"):
                yield f"{use}.{name}", method


def candidates(name: str, attempt: str, asked: Presented) -> list[Any]:
    """Values worth trying for a parameter of this name."""
    known: dict[str, list[Any]] = {
        "name": ["M90", asked.question, "people.csv"],
        "lesson_id": ["M90.L1", asked.question],
        "attempt_id": [attempt, "nothing"],
        "question_id": ["M90-Q999", ""],
        "chosen": [[], ["a"], [c.id for c in asked.asked.choices]],
        "request_id": ["probe"],
        "note": ["", "x"],
        "text": ["", "x"],
        "key": ["", "x"],
        "position": [asked.position, asked.position + 1, asked.total, 0, -1],
        "place": [0],
        "data": [b"id,name\n7,Seven\n"],
        "track": ["tiny"],
        "asked": [Asked(everyone=True)],
        "filters": [Filters()],
        "kind": ["bank", "module"],
        "slug": ["tiny-test-module", "No Slug"],
        "by": ["", "\n"],
        # Another author's content: what differs is told in ids and counts.
        "old": [],
        "target": [Path("none/b.db")],
        "source": [Path("none")],
        "module": ["M90"],
        "digest": ["", notice(Settings()).digest],
        "handle": ["login:nobody"],
        "person": ["login:ana", "7"],
        "subject": ["M90", "tiny"],
        "until": [dt.date(2027, 7, 1)],
        "reason": ["a power cut"],
        "entry": ["1"],
        "report": ["completion"],
        "step": [NextStep(step=step, module="M90", attempt=attempt, label="") for step in Step],
    }
    return known[name]


def everything_in(value: Any) -> str:
    if isinstance(value, AbstractContextManager):
        with value as inner:
            return everything_in(inner)
    if isinstance(value, Iterator):
        return "".join(everything_in(item) for item in value)
    return repr(value)


def calls(method: Any, attempt: str, asked: Presented) -> Iterator[tuple[Any, ...]]:
    """Arguments for a method whose required parameters are all positional."""
    required = [p for p in inspect.signature(method).parameters.values() if p.default is p.empty]
    assert all(p.kind in (p.POSITIONAL_OR_KEYWORD, p.VAR_POSITIONAL) for p in required)
    yield from itertools.product(*(candidates(parameter.name, attempt, asked) for parameter in required))


def test_no_public_method_gives_a_key_before_the_answer(office: Office, ana: Training) -> None:
    attempt = ana.checks.start("M90")
    first = on_turn(ana, attempt)
    answer_right(ana, office.course, first)
    asked = on_turn(ana, attempt)
    unearned = [q for q in office.course.bodies["M90"].questions if q.id != first.question]
    secrets = {option.why for q in unearned for option in options_of(q)}
    tried = []
    for name, method in public_methods(ana):
        for arguments in calls(method, attempt, asked):
            try:
                said = everything_in(method(*arguments))
            except TrainerError as error:
                said = f"{error} {error.__dict__}"
            tried.append(name)
            assert not [secret for secret in secrets if secret in said], (name, arguments)
            assert "key=True" not in said or f"question='{first.question}'" in said, (name, arguments)
    expected = {
        "checks.answer",
        "checks.question",
        "checks.feedback",
        "checks.result",
        "reports.completion",
        "people.everyone",
        "compliance.exempt",
        "compliance.check",
    }
    assert expected <= set(tried)
    assert ana.checks.question(attempt) == asked, "the probes answered nothing"


def test_a_presented_question_has_no_place_for_a_key(office: Office, ana: Training) -> None:
    asked = on_turn(ana, ana.checks.start("M90"))
    names = {f.name for f in fields(asked)} | {f.name for c in asked.asked.choices for f in fields(c)}
    assert not names & {"key", "why", "score", "digest", "refs"}
    assert {c.id for c in asked.asked.choices} > set(keys_of(office.course)[asked.question])
