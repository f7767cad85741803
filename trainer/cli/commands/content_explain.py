"""``trainer content explain``: what a rule of the checker asks, and why."""

from __future__ import annotations

import click

from trainer.cli import output
from trainer.cli.context import authoring
from trainer.cli.lazy import Command
from trainer.cli.plain_text import Paper


@click.command("explain", cls=Command, examples=("trainer content explain", "trainer content explain longest-key"))
@click.argument("rule", required=False, metavar="[RULE]")
def command(rule: str | None) -> None:
    """Say what a rule of 'content check' asks, why it matters, and how to mend a finding.

    Without RULE it lists all rules.
    """
    paper = Paper(output.text())
    rules = authoring().rules(rule)
    if rule is None:
        for each in rules:
            paper.say(f"{each.id} ({each.severity}): {each.says}", mark="- ")
        return
    (found,) = rules
    paper.say(f"{found.id} ({found.severity}, from {found.source})")
    paper.say(f"\nWhat it asks: {found.says}")
    paper.say(f"Why it matters: {found.why}")
    paper.say(f"How to mend it: {found.mend}")
    if found.allowable:
        paper.say(f"To leave a finding as it is: # allow: {found.id} because ... (and the reason)")
    else:
        paper.say("No reason can excuse it.")
