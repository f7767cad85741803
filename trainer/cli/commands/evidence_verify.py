"""``trainer evidence verify``: audit everything, or check one file of evidence without the records."""

from __future__ import annotations

from pathlib import Path

import click

from trainer.cli import output
from trainer.cli.context import training
from trainer.cli.lazy import Command
from trainer.errors import ExitCode
from trainer.service.evidence import read_note
from trainer.text import plural, safe


@click.command(
    "verify", cls=Command, examples=("trainer evidence verify", "trainer evidence verify receipt.txt --key KEY")
)
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--key", default="", metavar="KEY", help="The verifier key that must have signed FILE.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(file: Path | None, key: str, form: str) -> int:
    """Recompute the whole ledger and hold every record against it.

    It exits 10 where anything was changed and names the first bad entry. With FILE it checks that receipt or
    certificate alone and prints what it says; without --key it takes the key that lies beside the records. Records
    that were rewritten as a whole are only found with a checkpoint that was kept elsewhere: see
    'trainer evidence checkpoint --since'.
    """
    with training() as made:
        if file is not None:
            checked = made.evidence.verify_file(read_note(file), key)
            says = {"page": checked.page} if checked.page else {}
            output.write_object({"holds": True, "found": checked.found, "entry": checked.entry, **says})
            return ExitCode.OK
        found = made.evidence.verify()
    if form == "json":
        said = {"holds": not found.faults, "entries": found.entries, "root": found.root, "faults": list(found.faults)}
        output.write_object(said)
    elif not found.faults:
        output.text().write(f"Everything holds: {plural(found.entries, 'entry', 'entries')}, root {found.root}.\n")
    else:
        output.text().write("".join(f"{safe(fault)}.\n" for fault in found.faults))
    return ExitCode.RECORDS if found.faults else ExitCode.OK
