"""Options that give nothing away by their length, and explanations that explain (rubric 4.1.1, 4.1.3 and 4.1.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import floor

from trainer.content.checker.checked import Checked
from trainer.content.checker.finding import Severity
from trainer.content.checker.rule import Found, Rule
from trainer.content.checker.said import said
from trainer.content.checker.wording import choices
from trainer.content.questions import Multiple, Single

MAX_RATIO = 1.35
MAX_KEY = 1.10
"""How long the key may be, against the mean of the options."""
WHY_LENGTH = range(40, 261)
"""Characters of an explanation."""
_WHOLE = re.compile(
    r"(?i)\b(?:all|none|each|any|both|neither|either) (?:of )?(?:the )?above\b"
    r"|\b(?:all|none|each|both|neither|either)(?: of)?(?: the| other)* (?:answers|options|others)(?= above|\W*$)"
    r"|\b(?:all|none) (?:of )?(?:these|them)\b|\b(?:both|neither|either) of these\b"
    r"|\b(?:both|either|neither|answers?|options?) \(?[a-h]\)? (?:and|or|nor) \(?[a-h]\)?(?:\W|$)"
    r"|^(?-i:\(?[A-H]\)? and \(?[A-H])\b"
)
"""An option that speaks of others."""
_BARE = re.compile(r"(?i)(?:true|false|yes|no|right|wrong|correct)(?:, (?:it|that|this) is(?: not)?(?: \w+)?)?[.!]?")


def _lengths(checked: Checked) -> Iterator[Found]:
    for question in _chosen(checked):
        sizes = [len(option.text) for option in question.options]
        ratio = max(sizes) / min(sizes)
        if ratio > MAX_RATIO:
            what = f"the longest option of {question.id} is {ratio:.2f} times as long as the shortest"
            remedy = f"Keep them within {MAX_RATIO} of each other: from {max(sizes)} characters down to {min(sizes)}"
            yield Found((question.id, "options", sizes.index(max(sizes)), "text"), what, remedy)


def _long_keys(checked: Checked) -> Iterator[Found]:
    for question in _chosen(checked):
        mean = sum(len(option.text) for option in question.options) / len(question.options)
        keys = [len(option.text) for option in question.options if option.key]
        key = sum(keys) / len(keys)
        if key > MAX_KEY * mean:
            index = next(n for n, option in enumerate(question.options) if option.key)
            what = f"the key of {question.id} is {key / mean:.2f} times as long as its options on average"
            yield Found((question.id, "options", index, "text"), what, _cut(question, keys))


def _cut(question: Single | Multiple, keys: list[int]) -> str:
    """How short the key has to be, given that the mean falls with it."""
    if len(keys) > 1:
        return "Cut the keys, or say more in the other options"
    others = sum(len(option.text) for option in question.options if not option.key)
    longest = floor(MAX_KEY * others / (len(question.options) - MAX_KEY))
    return f"Cut it to {longest} characters, or say more in the other options"


def _whole(checked: Checked) -> Iterator[Found]:
    for question in checked.questions():
        for at, choice in choices(question):
            if _WHOLE.search(choice.text) or _BARE.fullmatch(choice.text):
                yield Found(at, f"an option of {question.id} says {choice.text!r}")


def _chosen(checked: Checked) -> Iterator[Single | Multiple]:
    return (question for question in checked.questions() if isinstance(question, Single | Multiple))


def _whys(checked: Checked) -> Iterator[Found]:
    for question in checked.questions():
        for path, why in said(question):
            if path[-1] == "why" and len(why) not in WHY_LENGTH:
                yield Found((question.id, *path), f"an explanation of {question.id} has {len(why)} characters")


RULES = (
    Rule(
        id="option-length",
        severity=Severity.ERROR,
        says=f"The longest option is at most {MAX_RATIO} times as long as the shortest.",
        why="An option that stands out by its length is chosen, or passed over, without being read.",
        mend="Cut the long one or say more in the short one.",
        source="CURRICULUM 4.1.4",
        find=_lengths,
    ),
    Rule(
        id="long-key",
        severity=Severity.ERROR,
        says="The key is at most 10 percent longer than the mean of the options.",
        why="Authors qualify the right answer until nobody can call it wrong, and learners notice.",
        mend="Cut the key; what it needs to say on top belongs into its `why`.",
        source="CURRICULUM 4.1.4",
        find=_long_keys,
    ),
    Rule(
        id="whole-option",
        severity=Severity.ERROR,
        says="No option is `all of the above`, `none of the above`, `both a and b`, or a bare yes, no, true or false.",
        why="Options are shuffled, so `above` points nowhere; and one sure option settles such a question.",
        mend="Write an answer that stands alone, or make it a `multiple`, or a `true_false_reason`.",
        source="CURRICULUM 4.1.3",
        find=_whole,
    ),
    Rule(
        id="why-length",
        severity=Severity.ERROR,
        says=f"An explanation has {WHY_LENGTH[0]} to {WHY_LENGTH[-1]} characters.",
        why="Explained feedback is what teaches most; a word is no explanation, and a page is not read.",
        mend=f"Write {WHY_LENGTH[0]} to {WHY_LENGTH[-1]}: why it is right or wrong.",
        source="CURRICULUM 4.1.1",
        find=_whys,
    ),
)
