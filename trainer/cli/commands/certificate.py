"""``trainer certificate``: one page that says what was passed, with the proof inside."""

from __future__ import annotations

from pathlib import Path

import click

from trainer.cli import output
from trainer.cli.context import training
from trainer.cli.lazy import Command
from trainer.cli.stopping import tidily
from trainer.reports.files import new_file


@click.command(
    "certificate",
    cls=Command,
    examples=("trainer certificate all-staff --output certificate.html", "trainer certificate --person 1002"),
)
@click.argument("track", required=False, default="")
@click.option("--person", default="", metavar="PERSON", help="Someone else's; they can see that it was printed.")
@click.option("--entry", default="", metavar="ENTRY", help="That of this entry, instead of the newest.")
@click.option("--output", "target", metavar="FILE", help="Write to a file instead, which only you can read.")
@click.option("--force", is_flag=True, help="Replace the file if it exists.")
def command(track: str, person: str, entry: str, target: str | None, force: bool) -> None:
    """Print the certificate of an examination that was passed.

    A page in HTML, to print or to send. TRACK may be left out where there is one only. Whoever has the file and the
    verifier key can check it with 'trainer evidence verify FILE --key KEY', without the records.
    """
    path = Path(target) if target and target != "-" else None
    if path is None:
        with training() as made:
            printed = made.evidence.certificate(track, entry, person)
        output.data().write(printed.html)
    else:
        with tidily(), new_file(path, force=force) as out, training() as made:
            printed = made.evidence.certificate(track, entry, person)
            out.write(printed.html)
        output.narrate(f"Wrote the certificate of entry {printed.entry} to {path}.")
    output.narrate(f"Verifier key: {printed.verifier}")
