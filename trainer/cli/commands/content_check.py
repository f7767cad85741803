"""``trainer content check``: the author's coach."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trainer.cli import output
from trainer.cli.context import authoring
from trainer.cli.lazy import Command
from trainer.errors import ExitCode
from trainer.text import plural, safe

if TYPE_CHECKING:
    from trainer.content.checker import Finding

_LONGEST = 2000
_GITHUB = {"error": "error", "warning": "warning", "note": "notice"}
"""Severity to the command that GitHub Actions reads from a job's log."""


@click.command(
    "check",
    cls=Command,
    examples=(
        "trainer content check",
        "trainer content check ./our-content --strict",
        "trainer content check --format github",
    ),
)
@click.argument("directory", required=False, metavar="[DIR]")
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text", show_default=True)
@click.option("--strict", is_flag=True, help="Warnings are errors. Notes stay notes.")
def command(directory: str | None, form: str, strict: bool) -> int:
    """Check content, and say what to mend and where.

    DIR is a folder with 'modules' and 'question_banks'; without it the content in use is checked, with the
    company's overlay. Each line is file:line:column, what is wrong, and how to mend it; the first of each rule says
    why it matters, and 'trainer content explain RULE' says more. A comment '# allow: RULE because ...' leaves a
    finding as it is. It exits 2 where there are errors, 0 where there are only warnings, notes or nothing.
    """
    found = authoring(Path(directory) if directory else None).check()
    if strict:
        found = tuple(line.strict() for line in found)
    _FORMS[form](found)
    return ExitCode.BAD_INPUT if _count(found, "error") else ExitCode.OK


def _count(found: Sequence[Finding], severity: str) -> int:
    return sum(line.severity == severity and not line.allowed for line in found)


def _text(found: Sequence[Finding]) -> None:
    out, told = output.text(), set[str]()
    for line in found:
        if line.allowed:
            continue
        out.write(f"{safe(str(dataclasses.replace(line, file=_near(line.file))), _LONGEST)}\n")
        if line.rule not in told:
            out.write(f"    Why: {line.why}\n")
            told.add(line.rule)
    counts = [plural(_count(found, "error"), "error"), plural(_count(found, "warning"), "warning")]
    counts.append(plural(_count(found, "note"), "note"))
    allowed = sum(bool(line.allowed) for line in found)
    output.narrate(f"{', '.join(counts)}{f'; {allowed} allowed with a reason' if allowed else ''}.")


def _json(found: Sequence[Finding]) -> None:
    fields = {f"{each}s": _count(found, each) for each in _GITHUB}
    output.write_object({**fields, "findings": [dataclasses.asdict(line) for line in found]})


def _github(found: Sequence[Finding]) -> None:
    """Workflow commands, which a job's log shows beside the line that they are about."""
    out = output.text()
    for line in found:
        if not line.allowed:
            where = f"file={_property(_near(line.file))},line={line.line},col={line.column},title={line.rule}"
            said = safe(f"{line.what}. {line.remedy} {line.why}", _LONGEST).replace("%", "%25")
            out.write(f"::{_GITHUB[line.severity]} {where}::{said}\n")


def _property(text: str) -> str:
    for sign, code in (("%", "%25"), (":", "%3A"), (",", "%2C")):
        text = text.replace(sign, code)
    return safe(text, _LONGEST)


def _near(file: str) -> str:
    """The file as it is called from here, where it lies below."""
    near = os.path.relpath(file)
    return file if near.startswith(os.pardir) else near


_FORMS: dict[str, Callable[[Sequence[Finding]], None]] = {"text": _text, "json": _json, "github": _github}
