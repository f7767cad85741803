"""A lesson's length, and the minutes that it claims (rubric 4.2.2)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil, floor

from trainer.content.body import LessonText, Recall
from trainer.content.checker.checked import Checked
from trainer.content.checker.finding import Severity
from trainer.content.checker.prose import WORD
from trainer.content.checker.rule import Found, Rule
from trainer.content.models import Lesson, Module

WORDS = range(250, 901)
WORDS_A_MINUTE = 180
TOLERANCE = 0.3
ACTIVITY_MINUTES = 2


def words(lesson: Lesson, text: LessonText) -> int:
    """Words that a reader reads, facts filled in."""
    count = len(WORD.findall(lesson.title))
    for block in text.blocks:
        said = f"{block.question} {block.answer}" if isinstance(block, Recall) else block.markdown
        count += len(WORD.findall(said))
    return count


def _length(checked: Checked) -> Iterator[Found]:
    for lesson, text in checked.texts():
        if (count := words(lesson, text)) not in WORDS:
            yield Found((lesson.id, "title"), f"{lesson.id} has {count} words")


def _minutes(checked: Checked) -> Iterator[Found]:
    for module in checked.course.modules:
        texts = checked.course.bodies[module.id].texts
        reading = {lesson.id: words(lesson, texts[lesson.id]) / WORDS_A_MINUTE for lesson in module.lessons}
        for lesson in module.lessons:
            yield from _claimed(lesson, [reading[lesson.id]])
        if reading:
            yield from _claimed(module, list(reading.values()))


def _claimed(thing: Lesson | Module, reading: Sequence[float]) -> Iterator[Found]:
    """The minutes that it claims, held against those that its texts take."""
    low = sum(reading) * (1 - TOLERANCE)
    high = (sum(reading) + ACTIVITY_MINUTES * len(reading)) * (1 + TOLERANCE)
    if not low <= thing.minutes <= high:
        what = f"{thing.id} says {thing.minutes} minutes; its text takes about {sum(reading):.1f}"
        yield Found((thing.id, "minutes"), what, f"Write a number from {max(1, ceil(low))} to {floor(high)}")


RULES = (
    Rule(
        id="lesson-length",
        severity=Severity.ERROR,
        says=f"A lesson has {WORDS[0]} to {WORDS[-1]} words.",
        why="One idea fits three to seven minutes, and a working day has room for that.",
        mend=f"Keep it between {WORDS[0]} and {WORDS[-1]}; split a long one.",
        source="CURRICULUM 4.2.2",
        find=_length,
    ),
    Rule(
        id="minutes",
        severity=Severity.ERROR,
        says=f"`minutes` is the time for the text at {WORDS_A_MINUTE} words a minute and up to {ACTIVITY_MINUTES}"
        " minutes of recall a lesson, give or take 30 percent.",
        why="People plan their day by it, and so do those who pay for the time.",
        mend="Write the minutes that the text takes.",
        source="CURRICULUM 4.2.2",
        find=_minutes,
    ),
)
