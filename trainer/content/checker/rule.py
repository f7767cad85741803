"""What a rule is: an id, how much it weighs, why it matters, how to mend it, where it comes from, and how it finds.

Invariant: everything that ``trainer content explain`` says of a rule stands beside the code that enforces it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from trainer.content.checker.checked import Checked
from trainer.content.checker.finding import Severity
from trainer.content.yamltree import Step

At = tuple[str, *tuple[Step, ...]]
"""A thing by its id, and the part of it, such as ``("M04-Q001", "stem")``."""


class Found(NamedTuple):
    """One place that breaks a rule."""

    at: At
    what: str
    remedy: str = ""
    """How to mend this one; empty where the rule's own ``mend`` says it all."""
    phrase: str = ""
    """Words of a lesson's text that stand where the finding is; empty where ``at`` is the place."""
    line: int = 0
    """The line in the file of ``at``, from 1; 0 where ``at`` is the place."""


Find = Callable[[Checked], Iterator[Found]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of the checker."""

    id: str
    """A word for it, such as ``stale-law``; authors write it in ``# allow:``."""
    severity: Severity
    says: str
    """What is asked, in one sentence."""
    why: str
    """Why it matters to a learner, or to whoever relies on the records."""
    mend: str
    """What to do about a finding."""
    source: str
    """Where the rule comes from, such as ``CURRICULUM 4.1.4``."""
    find: Find
    allowable: bool = True
    """False where no reason can excuse it: the records would be wrong, or the review would be none."""
