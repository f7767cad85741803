"""What a whole bank gives away: keys that tend to be the longest or shortest, or too many questions of recall."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from trainer.content.checker.checked import Checked
from trainer.content.checker.finding import Severity
from trainer.content.checker.rule import Found, Rule
from trainer.content.questions import Question, Single
from trainer.content.vocabulary import Level

MOST_LONGEST = Fraction(35, 100)
"""Share of the ``single`` questions whose key may be strictly the longest option; and strictly the shortest."""
LEAST_APPLIED = Fraction(70, 100)
FEWEST = 10
"""Questions from which on a share says something."""
_APPLIED = (Level.APPLY, Level.ANALYSE, Level.EVALUATE)


def extreme_keys(questions: Sequence[Question]) -> tuple[int, int, int]:
    """Of the ``single`` questions: those whose key is strictly the longest, strictly the shortest, and all."""
    longest = shortest = count = 0
    for question in questions:
        if not isinstance(question, Single):
            continue
        count += 1
        key = next(len(option.text) for option in question.options if option.key)
        others = [len(option.text) for option in question.options if not option.key]
        longest += key > max(others)
        shortest += key < min(others)
    return longest, shortest, count


def applied(questions: Sequence[Question]) -> int:
    """Questions that ask to apply, analyse or evaluate."""
    return sum(question.level in _APPLIED for question in questions)


def _extremes(checked: Checked, which: int, name: str) -> Iterator[Found]:
    for module, questions in checked.banks():
        counts = extreme_keys(questions)
        if counts[2] >= FEWEST and counts[which] > MOST_LONGEST * counts[2]:
            what = f"the key is the {name} option in {counts[which]} of the {counts[2]} single questions of {module.id}"
            yield Found((questions[0].id,), what)


def _longest(checked: Checked) -> Iterator[Found]:
    return _extremes(checked, 0, "longest")


def _shortest(checked: Checked) -> Iterator[Found]:
    return _extremes(checked, 1, "shortest")


def _recall_heavy(checked: Checked) -> Iterator[Found]:
    for module, questions in checked.banks():
        count = applied(questions)
        if len(questions) >= FEWEST and count < LEAST_APPLIED * len(questions):
            what = f"{count} of the {len(questions)} questions of {module.id} ask to apply, analyse or evaluate"
            yield Found((questions[0].id,), what)


RULES = (
    Rule(
        id="longest-key",
        severity=Severity.ERROR,
        says="The key is strictly the longest option in at most 35 percent of a bank's `single` questions.",
        why="`Take the longest` would pass. With four options a fair share is 25 percent.",
        mend="Cut some keys, or say more in the wrong options that colleagues really give.",
        source="CURRICULUM 4.1.4",
        find=_longest,
    ),
    Rule(
        id="shortest-key",
        severity=Severity.ERROR,
        says="The key is strictly the shortest option in at most 35 percent of a bank's `single` questions.",
        why="`Take the shortest` would pass. With four options a fair share is 25 percent.",
        mend="Say more in some keys, or cut the wrong options.",
        source="CURRICULUM 4.1.4",
        find=_shortest,
    ),
    Rule(
        id="recall-heavy",
        severity=Severity.WARNING,
        says="At least 70 percent of a bank's questions ask to apply, analyse or evaluate.",
        why="Staff meet situations, not definitions. Recall is for the numbers that they need at once.",
        mend="Put the rule into a scene: who is there, what happened, what has to be decided.",
        source="CURRICULUM 4.1.11",
        find=_recall_heavy,
    ),
)
