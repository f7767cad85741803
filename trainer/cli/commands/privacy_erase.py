"""``trainer privacy erase``: a person's data, gone down to the bytes, and the evidence still whole."""

from __future__ import annotations

import sys

import click

from trainer.cli import output
from trainer.cli.context import training
from trainer.cli.lazy import Command
from trainer.text import plural, safe


@click.command(
    "erase",
    cls=Command,
    examples=("trainer privacy erase 1002", "trainer privacy erase login:bo --override 'objection upheld, case 17'"),
)
@click.argument("person", required=False)
@click.option("--override", metavar="REASON", help="Erase although a duty to keep the record holds.")
@click.option("--yes", is_flag=True, help="Do not ask first. Without a terminal nothing is asked.")
@click.option("--finish", is_flag=True, help="Finish an erasure that was interrupted.")
def command(person: str | None, override: str | None, yes: bool, finish: bool) -> None:
    """Erase a person for good.

    Name, login, e-mail, team, answers, places in lessons and whatever they wrote are destroyed and taken off the
    disk. Results stay without a name, so that totals and the ledger still hold. Backups made before are yours to
    delete; 'trainer restore' will not bring the person back. REASON is kept: do not name the person in it.
    """
    if finish == bool(person):
        raise click.UsageError("Name one PERSON, or use --finish alone.")
    if override is not None and not override.strip():
        raise click.UsageError("The REASON of --override is empty.")
    with training() as made:
        if person is None:
            done = made.privacy.finish_erasing()
            output.text().write("Finished.\n" if done else "Nothing was left to finish.\n")
            return
        if not yes and sys.stdin is not None and sys.stdin.isatty():
            click.confirm(f"Erase {safe(person)}? This cannot be undone", abort=True, err=True)
        erased = made.privacy.erase(person, override or "")
    said = f"Erased, with the answers of {plural(erased.attempts, 'attempt')}. Entry {erased.entry} says so."
    output.text().write(said + "\n")
    for path in erased.copies:
        output.narrate(f"Delete {safe(path)} yourself: it is a copy of the records, and the person may be in it.")
