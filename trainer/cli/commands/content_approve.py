"""``trainer content approve``: somebody of the company answers for a module."""

from __future__ import annotations

import click

from trainer.cli import context, output
from trainer.cli.lazy import Command
from trainer.errors import InputError


@click.command("approve", cls=Command, examples=('trainer content approve M04 --by "Privacy lead"',))
@click.argument("module")
@click.option("--by", default="Privacy lead", show_default=True, help="Your role, as learners and authors read it.")
def command(module: str, by: str) -> None:
    """Approve a module as it is in use: you answer for what it teaches.

    The records keep an entry with its version and digest, and that it was you. Your role goes into its module.yaml,
    so that the content says it too; over the host service that is for whoever keeps the content there. A module
    has to be released as it is, and a new version is approved anew.
    """
    host = context.host_socket() is not None
    if not host:
        context.authoring().check_approvable(module, by)
    with context.training() as made:
        done = made.compliance.approve(module)
    word = "approved" if done.new else "approved already"
    output.text().write(f"{word} {done.module} {done.version} {done.digest} (entry {done.entry})\n")
    if host:
        output.narrate(f"Write 'approved_by: {by}' into its module.yaml where the content is kept.")
        return
    try:
        context.authoring().note_approval(module, by)
    except InputError as error:
        output.narrate(f"The entry stands. {error}")
