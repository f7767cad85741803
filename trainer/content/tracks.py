"""Tracks, apart from the modules they are made of: whoever asks where somebody stands needs no more of the course."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from trainer.content.fields import FEW, SOME, Days, Months, Percent


class CertificationRule(StrEnum):
    """What makes a track held."""

    MODULES = "modules"
    """Every part completed; no examination of its own."""
    EXAMINATION = "examination"
    """Every part completed, then an examination of at least 30 questions over all of them."""


STRICT: dict[str, Any] = {
    "extra": "forbid",
    "allow_inf_nan": False,
    "str_strip_whitespace": True,
    "str_min_length": 1,
    "str_max_length": 20_000,
}
"""Pydantic's configuration for every type here: an unknown field is an error, so is a text that says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A module, or some of its lessons and objectives, as a track asks for it."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    module: str
    lessons: Annotated[tuple[str, ...], FEW] = ()
    """Empty means all lessons."""
    objectives: Annotated[tuple[str, ...], FEW] = ()
    """Empty means all objectives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """What a group of people must hold, for how long, and by when."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    id: str
    title: str
    modules: Annotated[tuple[Part, ...], SOME]
    validity_months: Months
    """Months from completion until it has to be earned again."""
    due_days: Days
    """Days from the later of start date and assignment, where the assignment names no date."""
    certification: CertificationRule = CertificationRule.MODULES
    pass_mark: Percent = 80
    """Percent of the examination that must be right, until its questions have Angoff ratings."""
