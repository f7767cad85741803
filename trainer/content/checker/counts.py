"""A stem says how many answers it wants, or how many are left over, and the question agrees (rubric 4.1.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trainer.content.checker.checked import Checked
from trainer.content.checker.finding import Severity
from trainer.content.checker.rule import Found, Rule
from trainer.content.questions import Match, Multiple

NUMBERS = {word: n for n, word in enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight"], start=1)}
_NUMBER = rf"({'|'.join(NUMBERS)}|[1-8])"
_WANTED = re.compile(rf"(?i)\b(?:choose|pick|select|mark|name|tick|which)\s+(?:the\s+|any\s+)?{_NUMBER}\b")
_SPARE = re.compile(rf"(?i)\b{_NUMBER}\b[^.?!]*\b(?:is|are|stays?|remains?)\s+(?:left(?:\s+over)?|over|unused|spare)\b")


def _wrong(checked: Checked) -> Iterator[Found]:
    for question in checked.questions():
        if isinstance(question, Multiple):
            told = _WANTED.search(question.stem)
            if told is None:
                what = f"{question.id} does not say how many answers it wants"
                yield Found((question.id, "stem"), what, f"Write `Choose the {_word(question.choose)} ...`")
            elif _number(told[1]) != question.choose:
                what = f"{question.id} asks for {told[1]}, and `choose` is {question.choose}"
                yield Found((question.id, "choose"), what, "Correct the one that is wrong")
        elif isinstance(question, Match) and (told := _SPARE.search(question.stem)):
            spare = len(question.right_options) - len(question.pairs)
            if _number(told[1]) != spare:
                what = f"{question.id} says `{told[0]}`, and {spare} is left over"
                yield Found((question.id, "stem"), what, f"Write {_word(spare)}, or add or take out an option")


def _number(word: str) -> int:
    return NUMBERS.get(word.lower()) or int(word)


def _word(number: int) -> str:
    return next((word.upper() for word, n in NUMBERS.items() if n == number), str(number))


RULES = (
    Rule(
        id="wrong-count",
        severity=Severity.ERROR,
        says="The stem of a `multiple` says how many answers it wants, and that, like what it calls left over, is so.",
        why="Who is told three and may choose two is asked to fail.",
        mend="Write the number in words, such as `Choose the TWO ...`.",
        source="CURRICULUM 4.1.2",
        find=_wrong,
    ),
)
