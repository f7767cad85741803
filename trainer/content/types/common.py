"""What every question type carries, and what several of them are made of.

Invariant: as in ``models``. A key is in these values, so they stay on the service's side.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Protocol

from trainer.content.fields import FEW, SOME, Day, Flag, Share, bounds
from trainer.content.models import STRICT, Audience, Jurisdiction
from trainer.content.vocabulary import Level

if TYPE_CHECKING:
    from trainer.content.types.report import Report

OPTIONS = bounds(max_length=8)
"""Eight answers at most: more do not fit a screen. That there are two is for the rules of the type to say."""
_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,31}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One answer that can be chosen, and why it is or is not right."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    id: str
    text: str
    why: str
    """Shown after the answer: why it is right, or which error it stands for."""
    key: Flag = False
    quote: Flag = False
    """Its text is a quotation of the law, word for word: such as ``must`` may stand there (CURRICULUM 4.1.5)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionCommon:
    """What every question type carries."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    id: str
    """For example ``M04-Q001``."""
    objective: str
    level: Level
    audience: Annotated[tuple[Audience, ...], SOME]
    refs: Annotated[tuple[str, ...], SOME]
    jurisdiction: Annotated[tuple[Jurisdiction, ...], SOME]
    law_as_of: Day
    stem: str
    module: str | None = None
    """Optional in a bank; where given it must name the bank's module. Always set once loaded."""
    critical: Flag | None = None
    """Optional in a bank; where given it must agree with the objective, which decides. Always set once loaded."""
    author: str = ""
    """A role, such as "Trainer project, question writer"; never an invented name."""
    reviewer: str = ""
    """The role of whoever answered it blind; empty until someone did."""
    status: Literal["draft", "reviewed"] = "draft"
    confirmed: Annotated[tuple[str, ...], FEW] = ()
    """Its objective, and those of the objective's codes, that the reviewer found assessed by its text; coverage counts
    no other."""
    angoff: Annotated[tuple[Share, ...], FEW] = ()
    """One rating a judge: the share, 0 to 1, of barely competent staff who would be right (modified Angoff,
    CURRICULUM 3.2). Empty until real judges rated it."""
    retired: Flag = False
    """A retired question is never drawn, and never deleted: records point at it."""
    digest: str = ""
    """SHA-256, hex, of what is asked and how it is scored; set by the loader."""


def check_ids(names: Iterable[str], report: Report, *path: str | int, noun: str = "id") -> None:
    """Report ids that are no ids, or that stand twice, in the list at ``path``; ``noun`` calls them."""
    seen: set[str] = set()
    for index, name in enumerate(names):
        at = (*path, index, "id")
        if not _ID.fullmatch(name):
            report(at, f"the {noun} `{name}`", "Use a short word or a letter, such as `a`")
        if name in seen:
            report(at, f"the {noun} `{name}` stands twice", "Give each its own")
        seen.add(name)


def check_keys(names: Iterable[str], report: Report, *path: str | int) -> None:
    """Report what is no id among the keys of the mapping at ``path``."""
    for name in names:
        if not _ID.fullmatch(name):
            report((*path, name), f"the id `{name}`", "Use a short word or a letter, such as `a`")


def check_texts(texts: Iterable[str], report: Report, *path: str | int) -> None:
    """Report entries that say the same in the list at ``path``."""
    seen: set[str] = set()
    for index, text in enumerate(texts):
        if text.casefold() in seen:
            report((*path, index, "text"), "two options say the same", "Write two different answers")
        seen.add(text.casefold())


class Choosable(Protocol):
    """What can be chosen and may be right."""

    @property
    def id(self) -> str: ...

    @property
    def text(self) -> str: ...

    @property
    def key(self) -> bool: ...


def check_options(options: Sequence[Choosable], report: Report, field: str = "options") -> int:
    """Report what is wrong with a list of options; how many of them are keys."""
    if len(options) < 2:
        report((field,), f"{len(options)} option, where there must be two or more", "Add another option")
    check_ids((option.id for option in options), report, field, noun="option id")
    check_texts((option.text for option in options), report, field)
    return sum(option.key for option in options)
