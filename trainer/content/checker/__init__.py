"""The author's checker: policy findings on content that loads. It coaches; it never keeps a person from learning.

Invariant: every rule stands once in ``RULES``, and a finding points at a place in a file and says what to do. A new
rule, or a company's own, is a ``Rule`` in the ``RULES`` of a file here, and that file's name in ``_FILES``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from trainer.content.checker import (
    access,
    allowed,
    balance,
    cases,
    changes,
    counts,
    coverage,
    glossary,
    layout,
    lessons,
    names,
    options,
    pools,
    positions,
    reading,
    references,
    release,
    review,
    shape,
    stems,
    wording,
)
from trainer.content.checker.allowed import Allowance
from trainer.content.checker.checked import Checked
from trainer.content.checker.finding import Finding, Severity
from trainer.content.checker.meta import ALLOWANCE_RULES, LOAD, misused
from trainer.content.checker.rule import Found, Rule
from trainer.content.library import Loaded, load
from trainer.content.source import ContentRoot, sentence
from trainer.errors import ContentError

__all__ = ["RULES", "Checked", "Finding", "Rule", "Severity", "check", "check_roots"]

_FILES = (
    review, references, coverage, pools, options, counts, balance, positions, wording, stems, names, lessons, reading,
    glossary, shape, cases, access, changes, layout, release,
)  # fmt: skip
_FINDING: tuple[Rule, ...] = tuple(rule for file in _FILES for rule in file.RULES)
RULES: dict[str, Rule] = {rule.id: rule for rule in (LOAD, *_FINDING, *ALLOWANCE_RULES)}
"""Every rule by its id."""


def check_roots(roots: Sequence[ContentRoot], today: dt.date) -> tuple[Finding, ...]:
    """Everything to mend. Content that does not load has its load errors only, for nothing else can be judged."""
    try:
        loaded = load(roots)
    except ContentError as error:
        found = [
            _finding(LOAD, file=p.file, line=p.line, column=p.column, what=p.what, remedy=p.remedy)
            for p in error.problems
        ]
        return tuple(sorted(found, key=lambda finding: finding.order))
    return check(loaded, today)


def check(loaded: Loaded, today: dt.date) -> tuple[Finding, ...]:
    """Every finding of every rule, errors first, then in the order of the files; those allowed say so."""
    checked = Checked(loaded, today)
    found = [_placed(checked, rule, each) for rule in _FINDING for each in rule.find(checked)]
    comments = allowed.allowances(checked)
    judged, used = allowed.apply(found, comments, RULES)
    return tuple(sorted([*judged, *_of_comments(comments, used)], key=lambda finding: finding.order))


def _of_comments(comments: Sequence[Allowance], used: frozenset[Allowance]) -> Iterator[Finding]:
    for comment in comments:
        if (fault := misused(comment, RULES, needed=comment in used)) is not None:
            rule, what = fault
            yield _finding(rule, file=comment.file, line=comment.line, column=comment.column, what=what)


def _placed(checked: Checked, rule: Rule, found: Found) -> Finding:
    place = checked.places.of(*found.at)
    line = found.line or (checked.line_of(found.at[0], found.phrase) if found.phrase else None)
    at = (line, 1) if line else (place.line, place.column)
    return _finding(rule, file=place.file, line=at[0], column=at[1], what=found.what, remedy=found.remedy)


def _finding(rule: Rule, *, file: str, line: int, column: int, what: str, remedy: str = "") -> Finding:
    return Finding(
        severity=rule.severity,
        file=file,
        line=line,
        column=column,
        rule=rule.id,
        what=what,
        remedy=sentence(remedy or rule.mend),
        why=rule.why,
    )
