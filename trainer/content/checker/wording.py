"""Words that give an answer away: absolute and vague ones, and those that echo the stem (rubric 4.1.5 and 4.1.7)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from trainer.content.checker.checked import Checked
from trainer.content.checker.finding import Severity
from trainer.content.checker.prose import WORD
from trainer.content.checker.rule import At, Found, Rule
from trainer.content.questions import Branch, Multiple, Question, Single, TrueFalseReason
from trainer.content.types.common import Choosable

ABSOLUTE = ("always", "never", "only", "all", "none", "every", "must")
VAGUE = ("usually", "often", "sometimes", "may")
MOST_ABSOLUTE = 1.5
"""How much more frequent absolute words may be in distractors than in keys."""
FEWEST = 4
"""Absolute words in a bank's options from which on their spread says something."""
CLANG_LETTERS = 5
_COMMON = frozenset((
    "about", "after", "again", "against", "around", "because", "before", "being", "below", "between", "could",
    "doing", "during", "every", "first", "given", "having", "least", "might", "other", "others", "ought", "rather",
    "shall", "should", "since", "still", "their", "theirs", "them", "there", "these", "they", "thing", "things",
    "those", "through", "under", "until", "wants", "which", "while", "whose", "without", "would", "yours",
))  # fmt: skip


def choices(question: Question) -> Iterator[tuple[At, Choosable]]:
    """Each answer of a question that is chosen from a list, with its place."""
    if isinstance(question, Single | Multiple):
        yield from (((question.id, "options", n, "text"), each) for n, each in enumerate(question.options))
    elif isinstance(question, TrueFalseReason):
        yield from (((question.id, "reasons", n, "text"), each) for n, each in enumerate(question.reasons))
    elif isinstance(question, Branch):
        for name, scene in question.nodes.items():
            for n, each in enumerate(scene.choices):
                yield (question.id, "nodes", name, "choices", n, "text"), each


def giveaways(choice: Choosable, words: Sequence[str]) -> list[str]:
    """Those of the words that stand in an answer; where it quotes the law, none."""
    if getattr(choice, "quote", False):
        return []
    said = WORD.findall(choice.text)
    # The month is no vague word.
    return [word.lower() for word in said if word.lower() in words and word != "May"]


def _giveaways(checked: Checked) -> Iterator[Found]:
    for question in checked.questions():
        for at, choice in choices(question):
            for word in dict.fromkeys(giveaways(choice, ABSOLUTE + VAGUE)):
                kind = "absolute" if word in ABSOLUTE else "vague"
                yield Found(at, f"an option of {question.id} has the {kind} word `{word}`")


def _absolute_distractors(checked: Checked) -> Iterator[Found]:
    for module, questions in checked.banks():
        found = [(each.key, len(giveaways(each, ABSOLUTE))) for q in questions for _, each in choices(q)]
        keys = [count for key, count in found if key]
        others = [count for key, count in found if not key]
        if sum(keys) + sum(others) < FEWEST:
            continue
        if sum(others) / len(others) > MOST_ABSOLUTE * sum(keys) / max(1, len(keys)):
            what = f"absolute words stand in {sum(others)} wrong options of {module.id} and in {sum(keys)} keys"
            yield Found((questions[0].id,), what)


def _content_words(text: str) -> set[str]:
    words = (re.sub(r"(?:['’]s|s['’]?)$", "", word) for word in WORD.findall(text.lower()))
    return {word for word in words if len(word) >= CLANG_LETTERS} - _COMMON


def _clang(checked: Checked) -> Iterator[Found]:
    for question in checked.questions():
        if not isinstance(question, Single | Multiple):
            continue
        others = {word for option in question.options if not option.key for word in _content_words(option.text)}
        for index, option in enumerate(question.options):
            echoes = sorted(_content_words(question.stem) & _content_words(option.text) - others)
            if option.key and echoes:
                what = f"only the key of {question.id} repeats {_listed(echoes)} from the stem"
                yield Found((question.id, "options", index, "text"), what)


def _listed(words: Sequence[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


RULES = (
    Rule(
        id="giveaway",
        severity=Severity.WARNING,
        says=f"Options, reasons and branch choices do without {', '.join(ABSOLUTE + VAGUE)}.",
        why="Test-wise readers strike out the absolute answer and take the hedged one, without knowing the matter.",
        mend="Say it without the word. An option that quotes the law, word for word, may have `quote: true`.",
        source="CURRICULUM 4.1.5",
        find=_giveaways,
    ),
    Rule(
        id="absolute-distractors",
        severity=Severity.WARNING,
        says="Absolute words stand in wrong options at most 1.5 times as often as in keys.",
        why="A bank in which `never` is wrong can be passed by its words.",
        mend="Take absolute words out of wrong options.",
        source="CURRICULUM 4.1.5",
        find=_absolute_distractors,
    ),
    Rule(
        id="clang",
        severity=Severity.WARNING,
        says=f"No word of {CLANG_LETTERS} or more letters is shared by the stem and the key alone.",
        why="The echo of the stem in one option gives it away.",
        mend="Use another word in the key, or use the same one in a wrong option too.",
        source="CURRICULUM 4.1.7",
        find=_clang,
    ),
)
