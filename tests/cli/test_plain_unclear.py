"""``unclear``, typed in a lesson, at a question and after it."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest

from tests.cli.test_plain import letters, office, sit, training
from tests.support import Office
from trainer.errors import RecordsError
from trainer.service.training import Training

__all__ = ["office", "training"]
SAID = "Noted, without your name. Authors see it once it was said five times."


def counts(office: Office) -> list[int]:
    with closing(sqlite3.connect(office.database)) as conn:
        return [n for (n,) in conn.execute("SELECT n FROM unclear ORDER BY digest")]


def test_in_a_lesson_and_once_a_sitting(office: Office, training: Training) -> None:
    script = iter(["unclear", "UNCLEAR", "?", "q"])
    _, shown = sit(training, lambda _: next(script), "M90")
    assert shown.count(SAID) == 2
    assert "type b for the part before, unclear to tell the authors" in shown
    assert counts(office) == [1]


def questioned() -> Callable[[str], str]:
    """Says it before the first answer and after it, then leaves."""
    asked = 0

    def reply(shown: str) -> str:
        nonlocal asked
        asked += 1
        if asked == 1:
            return "unclear"
        if asked == 2:
            return letters(first)
        return {3: "", 4: "unclear"}.get(asked, "q")

    first = ""

    def keeping(shown: str) -> str:
        nonlocal first
        if re.search(r"^a\) ", shown, re.MULTILINE):
            first = shown
        return reply(shown)

    return keeping


def test_at_a_question_and_after_it(office: Office, training: Training) -> None:
    _, shown = sit(training, questioned(), "M90", check=True)
    assert shown.count(SAID) == 2
    assert "Correct." in shown
    assert counts(office) == [1]


def test_what_cannot_be_noted_is_said(training: Training, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: str) -> None:
        raise RecordsError("The disk is full.", "Free some space.")

    monkeypatch.setattr(training.learn, "unclear", fail)
    script = iter(["unclear", "q"])
    _, shown = sit(training, lambda _: next(script), "M90")
    assert "That could not be noted. The disk is full. Free some space." in shown
    assert SAID not in shown
