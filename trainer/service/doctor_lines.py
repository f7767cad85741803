"""What the doctor says of one thing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from trainer.errors import TrainerError


class Verdict(StrEnum):
    """How a thing is."""

    OK = "ok"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that was looked at."""

    name: str
    verdict: Verdict
    said: str
    remedy: str = ""
    """What to do; empty where all is well."""
    damaged: bool = False
    """True where records are damaged or cannot be read."""


def ok(name: str, said: str) -> Line:
    """A thing that is as it should be."""
    return Line(name=name, verdict=Verdict.OK, said=said)


def warn(name: str, said: str, remedy: str) -> Line:
    """A thing that works, and could be better."""
    return Line(name=name, verdict=Verdict.WARN, said=said, remedy=remedy)


def bad(name: str, said: str, remedy: str, *, damaged: bool = False) -> Line:
    """A thing that keeps Trainer from working as it should."""
    return Line(name=name, verdict=Verdict.BAD, said=said, remedy=remedy, damaged=damaged)


def refused(name: str, error: TrainerError, *, damaged: bool = False) -> Line:
    """A thing that says itself what is wrong with it."""
    return bad(name, error.problem.removesuffix("."), error.remedy, damaged=damaged)
