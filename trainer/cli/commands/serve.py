"""``trainer serve``: the host service."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from trainer import paths
from trainer.cli import context, output
from trainer.cli.lazy import Command, given
from trainer.errors import InputError


@click.command(
    "serve",
    cls=Command,
    examples=("trainer serve --install ./units", "trainer --db /var/lib/trainer/trainer.db serve"),
)
@click.option("--install", "folder", type=click.Path(path_type=Path), help="Write systemd units to read and copy.")
@click.option("--force", is_flag=True, help="With --install: replace files that exist.")
def command(folder: Path | None, force: bool) -> None:
    """Serve these records to every account of this host.

    It runs as an account of its own and listens on a Unix socket (--socket). Who asks is what the kernel says, so that
    nobody can write or read a record past it. It logs to standard error, without anything about people, and ends on
    SIGTERM once every call under way is answered.
    """
    if folder is not None:
        _install(folder, force=force)
        return
    if not sys.platform.startswith("linux"):
        raise InputError("The host service needs Linux.", "Elsewhere each account uses records of its own.")
    from trainer.service.host.records import Records
    from trainer.service.host.run import run
    from trainer.service.pace import AnyPace, ReadingPace

    chosen = context.settings()
    limit = chosen.reading_speed_limit
    records = Records(
        database=context.database(),
        course=context.course(chosen),
        settings=chosen,
        pace=ReadingPace(limit) if limit else AnyPace(),
    )
    run(records, Path(given().socket or paths.HOST_SOCKET))


def _install(folder: Path, *, force: bool) -> None:
    from trainer.service.host.install import files

    beside = Path(sys.executable).with_name("trainer")
    program = str(beside) if beside.exists() else f"{sys.executable} -m trainer"
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files(program).items():
        with output.new_file(folder / name, force=force) as out:
            out.write(text)
        output.narrate(f"Wrote {folder / name}.")
