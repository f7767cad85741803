"""``trainer privacy retention``: what has been kept long enough goes."""

from __future__ import annotations

import dataclasses

import click

from trainer.cli import output
from trainer.cli.context import training
from trainer.cli.lazy import Command
from trainer.text import plural, safe


@click.command("retention", cls=Command, examples=("trainer privacy retention --dry-run", "trainer privacy retention"))
@click.option("--dry-run", is_flag=True, help="Say what would go, and change nothing.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(dry_run: bool, form: str) -> None:
    """Let go of what has been kept long enough.

    Answers are folded into counts without a person (setting keep_answers_days), and those who left are erased
    (setting keep_leavers_days). Results stay, and each run is an entry. Run it from a scheduler, such as nightly.
    """
    with training() as made:
        done = made.privacy.retention(dry_run=dry_run)
    if form == "json":
        output.write_object({"dry_run": dry_run, **dataclasses.asdict(done)})
        return
    out, verb = output.text(), "would be" if dry_run else "were"
    answers, attempts = plural(done.answers, "answer"), plural(done.attempts, "attempt")
    out.write(f"{answers} of {attempts} from before {done.before[:10]} {verb} folded into counts.\n")
    out.write(f"{plural(len(done.people), 'person', 'people')} {verb} erased.\n")
    if dry_run:
        out.writelines(f"  {safe(person)}\n" for person in done.people)
        output.narrate("Nothing was changed: this was a dry run.")
