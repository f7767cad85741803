"""``true_false_reason``: a verdict and a reason's letter, such as ``false b``, ``f b`` or ``false, because b``."""

from __future__ import annotations

import re

from trainer.assessment.types.true_false_reason import VERDICTS
from trainer.cli.answers.letters import LETTERS, labels_of, one_of, show_choices
from trainer.cli.plain_text import Paper
from trainer.service.check_views import Asked

_SEPARATORS = re.compile(r"[\s,;.:)&+]+")
_VERDICTS = {word: verdict for verdict in VERDICTS for word in (verdict, verdict[0])}


def show(paper: Paper, asked: Asked) -> None:
    """The reasons."""
    paper.say("Is this statement true or false? The reasons are:")
    show_choices(paper, asked.choices)


def prompt(asked: Asked) -> str:
    """Both halves."""
    return f"Type true or false, then the letter of the reason, a to {_offer(asked)[-1]}, such as: false b."


def read(typed: str, asked: Asked) -> tuple[tuple[str, ...], str]:
    """``("false", "a")``: the verdict, then the reason's id."""
    words = [word for word in _SEPARATORS.split(typed.casefold()) if word not in ("", "because")]
    if len(words) == 1 and len(words[0]) == 2:
        words = list(words[0])
    offer = _offer(asked)
    if not words:
        return (), f"Nothing was chosen. {prompt(asked)}"
    if words[0] not in _VERDICTS:
        return (), "Begin with true or false, then the letter of the reason, such as: false b."
    if len(words) == 1:
        return (), f"The reason is missing. Type {words[0]} again, then {one_of(offer)}."
    if len(words) > 2 or len(words[1]) != 1 or words[1] not in offer:
        return (), f"That is no reason here. Type true or false, then {one_of(offer)}."
    return (_VERDICTS[words[0]], asked.choices[offer.index(words[1])].id), ""


def said(given: tuple[str, ...], asked: Asked) -> str:
    """``false, because b``."""
    return ", because ".join((*given[:1], *labels_of(given[1:], asked.choices)))


def _offer(asked: Asked) -> str:
    return LETTERS[: len(asked.choices)]
