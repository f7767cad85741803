"""``trainer serve``: the host service."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from trainer import paths
from trainer.cli import context, output
from trainer.cli.lazy import Command, given
from trainer.errors import InputError
from trainer.reports.files import new_file


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
    named = given().socket
    run(records, paths.served_socket(Path(named) if named else None))


def _install(folder: Path, *, force: bool) -> None:
    from trainer.service.host.install import files, hidden

    program = Path(sys.executable).with_name("trainer")
    if not program.exists():
        raise InputError(
            f"There is no command {program} that a unit could start.",
            "Install Trainer with pip into a venv of its own, and use that one's trainer.",
        )
    made = files(program)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        there = [name for name in made if (folder / name).exists()]
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InputError(f"There can be no folder {folder}: {reason}.", "Name another.") from error
    if there and not force:
        # Before the first is written: half of a new set beside half of an old one would be worse than either.
        raise InputError(f"{folder} has {' and '.join(there)} already.", "Name another folder, or use --force.")
    for name, text in made.items():
        with new_file(folder / name, force=force) as out:
            out.write(text)
        # Nothing in it is secret, and systemd has everyone read its units.
        (folder / name).chmod(0o644)
        output.narrate(f"Wrote {folder / name}.")
    for path in hidden((program, Path(sys.executable).resolve())):
        output.narrate(f"Note: the service will not see {path}, for it lies in a home. Install into /opt/trainer.")
