"""``# allow: RULE because ...``: an author's reason for leaving one finding as it is, where it stands.

In a bank it holds for the question in which it stands, in a lesson's front matter for that lesson, in any other file
for its own line and the next. Invariant: what is allowed has a reason, is still listed, and is needed: an allowance
that allows nothing is a finding itself.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from trainer.content.checker.checked import Checked
from trainer.content.checker.finding import Finding
from trainer.content.checker.rule import Rule

_COMMENT = re.compile(r"(?:^|\s)#\s*allow:\s*(?P<rule>[^\s:]*)(?:\s+because\b(?P<reason>.*))?")


@dataclass(frozen=True, slots=True)
class Allowance:
    """One comment."""

    file: str
    line: int
    column: int
    rule: str
    reason: str
    """Empty where none was given: then it allows nothing."""
    first: int
    last: int
    """The lines whose findings it allows, both included."""

    def holds(self, finding: Finding) -> bool:
        """Whether it is about this finding."""
        same = finding.file == self.file and finding.rule == self.rule
        return same and bool(self.reason) and self.first <= finding.line <= self.last


def allowances(checked: Checked) -> tuple[Allowance, ...]:
    """Every comment of every content file that was loaded."""
    starts: dict[str, list[int]] = {}
    values: dict[str, list[str]] = {}
    for tree, path in checked.places.trees.values():
        of_file = starts.setdefault(tree.file, [])
        if tree.file not in values:
            values[tree.file] = [text for text in _strings(tree.data) if "#" in text]
        if len(path) == 2 and path[0] == "questions":
            of_file.append(tree.place(path)[0])
    return tuple(
        found
        for file, lines in sorted(starts.items())
        for found in _of_file(checked, file, sorted(lines))
        # What a learner reads is no comment, whatever it looks like.
        if not any(
            checked.source(file)[found.line - 1][found.column - 1 :].strip(" \"'") in text for text in values[file]
        )
    )


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)


def _of_file(checked: Checked, file: str, starts: Sequence[int]) -> Iterator[Allowance]:
    lines = checked.source(file)
    end = _front_end(lines) if file.endswith(".md") else len(lines)
    for number, line in enumerate(lines[:end], 1):
        if comment := _COMMENT.search(line):
            first, last = _reach(file, _below(lines, number), starts, len(lines))
            reason = (comment["reason"] or "").strip(" .…")
            reason = reason if any(sign.isalpha() for sign in reason) else ""
            yield Allowance(file, number, line.index("#", comment.start()) + 1, comment["rule"], reason, first, last)


def _below(lines: Sequence[str], line: int) -> int:
    """The first line from here on that is no comment of its own: a comment above a question belongs to it."""
    return next((n for n in range(line, len(lines) + 1) if not lines[n - 1].lstrip().startswith("#")), line)


def _front_end(lines: Sequence[str]) -> int:
    """How many lines the front matter has: below it, `#` begins a heading."""
    return next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), 0)


def _reach(file: str, line: int, starts: Sequence[int], length: int) -> tuple[int, int]:
    if file.endswith(".md"):
        return 1, length
    if not starts:
        return line, line + 1
    at = bisect_right(starts, line)
    if at == 0:
        return line, starts[0]
    return starts[at - 1], starts[at] - 1 if at < len(starts) else length


def apply(
    findings: Sequence[Finding], allowed: Sequence[Allowance], rules: Mapping[str, Rule]
) -> tuple[tuple[Finding, ...], frozenset[Allowance]]:
    """The findings, those that are allowed with their reason; and the allowances that were needed."""
    used: set[Allowance] = set()
    made: list[Finding] = []
    for finding in findings:
        fitting = [each for each in allowed if each.holds(finding) and rules[finding.rule].allowable]
        used.update(fitting)
        made.append(replace(finding, allowed=fitting[0].reason) if fitting else finding)
    return tuple(made), frozenset(used)
