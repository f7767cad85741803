"""A lesson's length, and the minutes that it claims (rubric 4.2.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trainer.content.body import LessonText, Recall
from trainer.content.checker.finding import Checked, Finding
from trainer.content.models import Lesson

WORDS = range(250, 901)
WORDS_A_MINUTE = 180
TOLERANCE = 0.3
ACTIVITY_MINUTES = 2
_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")


def words(lesson: Lesson, text: LessonText) -> int:
    """Words that a reader reads, facts filled in."""
    count = len(_WORD.findall(lesson.title))
    for block in text.blocks:
        said = f"{block.question} {block.answer}" if isinstance(block, Recall) else block.markdown
        count += len(_WORD.findall(said))
    return count


def length(checked: Checked) -> Iterator[Finding]:
    """A lesson of fewer than 250 or more than 900 words."""
    for lesson, text in checked.texts():
        if (count := words(lesson, text)) not in WORDS:
            remedy = f"Keep it between {WORDS[0]} and {WORDS[-1]}; split a long one"
            yield checked.error("lesson-length", (lesson.id, "title"), f"{lesson.id} has {count} words", remedy)


def minutes(checked: Checked) -> Iterator[Finding]:
    """``minutes`` that differ from words / 180, with up to 2 minutes for recall, by more than 30 %."""
    for lesson, text in checked.texts():
        reading = words(lesson, text) / WORDS_A_MINUTE
        low, high = reading * (1 - TOLERANCE), (reading + ACTIVITY_MINUTES) * (1 + TOLERANCE)
        if not low <= lesson.minutes <= high:
            what = f"{lesson.id} says {lesson.minutes} minutes; its text takes about {reading:.1f}"
            remedy = f"Write a number from {max(1, round(low))} to {round(high)}"
            yield checked.warning("minutes", (lesson.id, "minutes"), what, remedy)
