"""Stems: a scene of some sentences that ends in what is asked, once in the bank (rubric 4.1.8 to 4.1.10)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from trainer.content.checker.checked import Checked
from trainer.content.checker.finding import Severity
from trainer.content.checker.prose import WORD, sentences
from trainer.content.checker.rule import Found, Rule
from trainer.content.questions import Branch, Question, TrueFalseReason

WORDS = range(15, 71)
ALIKE = 0.6
"""Share of two stems' words, of all that either has, from which on they are near duplicates (Jaccard)."""
_NEGATIVE = re.compile(r"(?i)(?<!or )\bnot\b|n['’]t\b|\bexcept\b|(?<!at )(?<!at the )\bleast\b")
_QUOTED = re.compile(r'"[^"]*"|“[^”]*”')
_CLAUSE = re.compile(r"(?i)\bif\b[^,?]*\b(?:do|does|did|is|are|was|were|has|have) not\b")
"""A condition with a ``not`` is a part of the scene."""
_ASKS = frozenset((
    "arrange", "build", "choose", "complete", "count", "decide", "find", "give", "link", "mark", "match", "name",
    "order", "pair", "pick", "place", "put", "rank", "read", "reply", "say", "select", "sort", "spot", "state",
    "tell", "tick", "write",
))  # fmt: skip


def _scenes(checked: Checked) -> Iterator[Question]:
    """Questions whose stem asks; a statement to judge does not, nor does the opening of a dialogue."""
    return (q for q in checked.questions() if not isinstance(q, TrueFalseReason | Branch))


def _lengths(checked: Checked) -> Iterator[Found]:
    for question in checked.questions():
        count = len(WORD.findall(question.stem))
        if count not in WORDS:
            yield Found((question.id, "stem"), f"the stem of {question.id} has {count} words")


def _endings(checked: Checked) -> Iterator[Found]:
    for question in _scenes(checked):
        # Two: `Match each use to its basis. Two bases are left over.`
        ending = list(sentences(question.stem))[-2:]
        asks = [word[0].lower() in _ASKS for sentence in ending if (word := WORD.search(sentence))]
        if not any(asks) and not "".join(ending).rstrip("\"'”’)").endswith(("?", ":")):
            yield Found((question.id, "stem"), f"the stem of {question.id} does not end in what is asked")


def _negatives(checked: Checked) -> Iterator[Found]:
    for question in _scenes(checked):
        # Also of two, such as `Which one is wrong? Choose TWO.`; what stands in quotation marks is somebody's word.
        for sentence in list(sentences(_QUOTED.sub("", question.stem)))[-2:]:
            first = WORD.search(sentence)
            asks = sentence.endswith("?") or (first is not None and first[0].lower() in _ASKS)
            if asks and (found := _NEGATIVE.search(_CLAUSE.sub("", sentence))):
                yield Found((question.id, "stem"), f"{question.id} asks by `{found[0]}`")


def _twins(checked: Checked) -> Iterator[Found]:
    for _, questions in checked.banks():
        said = [(question, frozenset(WORD.findall(question.stem.lower()))) for question in questions]
        for (one, first), (other, second) in combinations(said, 2):
            alike = len(first & second) / max(1, len(first | second))
            if alike >= ALIKE:
                what = f"{other.id} asks in {alike:.0%} of the words of {one.id}"
                yield Found((other.id, "stem"), what)


RULES = (
    Rule(
        id="stem-length",
        severity=Severity.WARNING,
        says=f"A stem has {WORDS[0]} to {WORDS[-1]} words.",
        why="Fewer make no scene to decide in; more test how fast somebody reads.",
        mend="Say who, where, and what is to be decided; leave out the rest.",
        source="CURRICULUM 4.1.10",
        find=_lengths,
    ),
    Rule(
        id="stem-ending",
        severity=Severity.WARNING,
        says="A stem ends in a question, or in an instruction such as `Choose the TWO ...`.",
        why="The reader has to know what to look for before the options come.",
        mend="Put the question last.",
        source="CURRICULUM 4.1.10",
        find=_endings,
    ),
    Rule(
        id="negative-stem",
        severity=Severity.WARNING,
        says="What is asked does without not, except and least.",
        why="Under way through the options readers forget the `not`, and are wrong though they know.",
        mend="Ask for what is right, or for the fault.",
        source="CURRICULUM 4.1.9",
        find=_negatives,
    ),
    Rule(
        id="near-duplicate",
        severity=Severity.WARNING,
        says=f"Two stems of a bank share less than {ALIKE:.0%} of their words.",
        why="The second one asks what the first one gave away.",
        mend="Move one to another setting, or retire it.",
        source="CURRICULUM 4.1.8",
        find=_twins,
    ),
)
