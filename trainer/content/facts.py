"""Real cases: what ``facts.yaml`` holds, and lessons draw on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from trainer.content.fields import Day
from trainer.content.models import STRICT
from trainer.content.vocabulary import FactStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One real case: each figure, date and party stands here once and nowhere else."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    title: str
    status: FactStatus
    source: str
    checked_on: Day
    values: dict[str, str]
    """Named figures, dates and parties; a lesson writes ``{{fact-id.name}}``."""
