"""content.lock of each root agrees with the modules that came from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from trainer.content.checker.checked import Checked
from trainer.content.checker.finding import Severity
from trainer.content.checker.rule import Found, Rule
from trainer.content.lock import LockProblems, lock_problems
from trainer.errors import Problem


def _locks(checked: Checked) -> Iterator[LockProblems]:
    roots = checked.places.roots
    for root in dict.fromkeys(roots.values()):
        own = [module for module, source in roots.items() if source == root]
        yield lock_problems(checked.course, root.modules / "content.lock", own)


def _altered(checked: Checked) -> Iterator[Found]:
    return _at_lock(found for lock in _locks(checked) for found in lock.altered)


def _unreleased(checked: Checked) -> Iterator[Found]:
    return _at_lock(found for lock in _locks(checked) for found in lock.unreleased)


def _at_lock(problems: Iterable[Problem]) -> Iterator[Found]:
    return (Found((found.file,), found.what, found.remedy, line=found.line) for found in problems)


RULES = (
    Rule(
        id="altered",
        severity=Severity.ERROR,
        says="A module whose version is in content.lock is as it was when that version was released.",
        why="Records say which version somebody passed. One version with two contents would make them worthless.",
        mend="Raise `version` in module.yaml, then run `trainer content release MODULE`.",
        source="DESIGN section 5",
        find=_altered,
        allowable=False,
    ),
    Rule(
        id="unreleased",
        severity=Severity.WARNING,
        says="The version of each module is in content.lock.",
        why="A release fixes what people are trained on, so that it can be shown later.",
        mend="When it is ready, run `trainer content release MODULE`.",
        source="DESIGN section 5",
        find=_unreleased,
        allowable=False,
    ),
)
