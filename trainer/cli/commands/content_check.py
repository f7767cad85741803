"""``trainer content check``: the author's coach."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import click

from trainer.cli import output
from trainer.cli.context import authoring
from trainer.cli.lazy import Command
from trainer.errors import ExitCode
from trainer.text import plural, safe

_LONGEST = 2000


@click.command(
    "check", cls=Command, examples=("trainer content check", "trainer content check ./our-content --format json")
)
@click.argument("directory", required=False, metavar="[DIR]")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(directory: str | None, form: str) -> int:
    """Check content, and say what to mend and where.

    DIR is a folder with 'modules' and 'question_banks'; without it the content in use is checked, with the
    company's overlay. Each line is file:line:column, what is wrong, and how to mend it. It exits 2 where there are
    errors, 0 where there are only warnings or nothing.
    """
    found = authoring(Path(directory) if directory else None).check()
    errors = sum(line.severity == "error" for line in found)
    if form == "json":
        fields = {"errors": errors, "warnings": len(found) - errors}
        output.write_object({**fields, "findings": [dataclasses.asdict(line) for line in found]})
    else:
        output.text().writelines(f"{safe(str(line), _LONGEST)}\n" for line in found)
        output.narrate(f"{plural(errors, 'error')}, {plural(len(found) - errors, 'warning')}.")
    return ExitCode.BAD_INPUT if errors else ExitCode.OK
