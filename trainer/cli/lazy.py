"""Commands that are imported when they are called, and global options that may stand before or after a command's name.

Invariant: listing the commands imports none of them; a group's table has each one's module and short help, and a
test holds the short help equal to the command's own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

import click


class Globals:
    """The global options as they were given; None where one was not."""

    database: str | None = None
    content: str | None = None
    socket: str | None = None
    config: str | None = None


def given() -> Globals:
    """The global options of the command that runs."""
    return click.get_current_context().find_root().ensure_object(Globals)


def _remember(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    if value is None:
        return
    if not value:
        raise click.BadParameter("it is empty.", ctx=ctx, param=param)
    setattr(ctx.find_root().ensure_object(Globals), param.name or "", value)


def _global_options(*, hidden: bool) -> list[click.Parameter]:
    texts = (
        ("--db", "database", "PATH", "The records' file (TRAINER_DB)."),
        ("--content", "content", "DIR", "The folder with 'modules' and 'question_banks' (TRAINER_CONTENT)."),
        ("--socket", "socket", "PATH", "The host service's socket (TRAINER_SOCKET)."),
        ("--config", "config", "FILE", "The settings file (TRAINER_CONFIG)."),
    )
    return [
        click.Option(
            [flag, name],
            metavar=metavar,
            help=text,
            hidden=hidden,
            expose_value=False,
            callback=_remember,
            is_eager=True,
        )
        for flag, name, metavar, text in texts
    ]


class _WithExamples(click.Command):
    """Help that ends in examples."""

    examples: Sequence[str] = ()

    def format_epilog(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Examples" if len(self.examples) > 1 else "Example"):
            for example in self.examples:
                # Not wrapped: an example is there to be copied.
                formatter.write(f"{'':>{formatter.current_indent}}{example}\n")


class Command(_WithExamples):
    """A command whose help has examples and which takes the global options too."""

    def __init__(self, *args: Any, examples: Sequence[str], **attributes: Any) -> None:
        super().__init__(*args, **attributes)
        self.examples = examples
        self.params = [*self.params, *_global_options(hidden=True)]


class Group(_WithExamples, click.Group):
    """A group that knows its commands by a table: name to module (relative to ``commands``) and short help."""

    def __init__(
        self,
        *args: Any,
        examples: Sequence[str],
        table: Mapping[str, tuple[str, str]],
        top: bool = False,
        **attributes: Any,
    ) -> None:
        super().__init__(*args, **attributes)
        self.examples = examples
        self.table = table
        self.params = [*self.params, *_global_options(hidden=not top)]

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return list(self.table)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.table:
            return None
        module = import_module(f"trainer.cli.commands.{self.table[cmd_name][0]}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in self.table and not name.startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(name, self.table, n=1)
            hint = f"Did you mean {near[0]!r}?" if near else f"See '{ctx.command_path} --help'."
            raise click.UsageError(f"There is no command {name!r}. {hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in self.table.items()])
