"""``spot``: phrases of a text to be marked, written as ``[[id|phrase]]`` in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from trainer.content.fields import Flag, Weight, Zero
from trainer.content.models import STRICT
from trainer.content.types.common import QuestionCommon, check_keys

if TYPE_CHECKING:
    from trainer.content.types.report import Report

_PHRASE = re.compile(r"\[\[([^|\[\]]*)\|([^\[\]]*)\]\]")
MOST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """One phrase that can be marked."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    why: str
    key: Flag = False
    """True where it has to be marked."""
    weight: Weight = 1
    """What finding it counts; a phrase that is fine has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpotScoring:
    """Hits by weight less false marks, never below 0."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    mode: Literal["hits_minus_false"] = "hits_minus_false"
    floor: Zero = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot(QuestionCommon):
    """A text with phrases, some of which fail the test that the stem names."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    text: str
    spans: dict[str, Span]
    """Id to phrase; their order is that of the text."""
    scoring: SpotScoring = field(default_factory=SpotScoring)
    type: Literal["spot"] = "spot"


def pieces(text: str) -> list[tuple[str, str]]:
    """The text as ``(phrase id or empty, words)``, in reading order."""
    found, at = [], 0
    for phrase in _PHRASE.finditer(text):
        found += [("", text[at : phrase.start()]), (phrase[1], phrase[2])]
        at = phrase.end()
    return [piece for piece in [*found, ("", text[at:])] if piece[1]]


def check(question: Spot, report: Report) -> None:
    """Report phrases and spans that do not belong together."""
    check_keys(question.spans, report, "spans")
    marked = [name for name, _ in pieces(question.text) if name]
    for name in question.spans:
        if marked.count(name) != 1:
            what = f"the phrase `{name}` stands {marked.count(name)} times in the text"
            report(("spans", name), what, f"Write `[[{name}|the phrase]]` once")
    for name in dict.fromkeys(marked):
        if name not in question.spans:
            report(("text",), f"the phrase `{name}` has no span", f"Add `{name}:` to spans, with its `why`")
    if any(not (name and words.strip()) for name, words in _PHRASE.findall(question.text)):
        report(("text",), "a phrase without id or words", "Write it as `[[id|the phrase]]`")
    keys = sum(span.key for span in question.spans.values())
    if not 0 < keys < len(question.spans):
        what = "no phrase has to be marked" if not keys else "every phrase has to be marked, so nobody has to read them"
        report(("spans",), what, "Have phrases that fail the test, and one or more that pass it")
    if len(question.spans) > MOST:
        report(("spans",), f"{len(question.spans)} phrases", f"Keep it to {MOST}")
