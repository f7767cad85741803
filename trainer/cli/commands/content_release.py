"""``trainer content release``: one version, one digest, for ever."""

from __future__ import annotations

import click

from trainer.cli import output
from trainer.cli.context import authoring
from trainer.cli.lazy import Command


@click.command("release", cls=Command, examples=("trainer content release M04",))
@click.argument("module")
def command(module: str) -> None:
    """Release a module's version into content.lock.

    Its digest is fixed under its version: later changes need a new version in module.yaml. Releasing the same
    again changes nothing.
    """
    done = authoring().release(module)
    output.text().write(f"released {done.module} {done.version} {done.digest}\n")
