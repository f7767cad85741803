"""The composition root: settings, content and records, built from the global options and handed to a command.

Invariant: nothing is read before it is needed. A command that needs no content never looks for it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from trainer import paths
from trainer.cli.lazy import given
from trainer.errors import InputError
from trainer.settings import Settings, load

if TYPE_CHECKING:
    from trainer.content.models import Course
    from trainer.content.source import ContentRoot
    from trainer.service.authoring import Authoring
    from trainer.service.training import Training


def settings() -> Settings:
    """The settings in force."""
    named = given().config
    files = paths.settings_files(_path(named))
    return load(files, must_exist=bool(named or os.environ.get("TRAINER_CONFIG")))


def database() -> Path:
    """The records' file; it need not exist."""
    return paths.database(_path(given().database))


def roots(chosen: Settings) -> tuple[ContentRoot, ...]:
    """The shipped or chosen content, and the company's overlay where the settings name one."""
    shipped = content_root(paths.content_dir(_path(given().content)))
    if not chosen.overlay:
        return (shipped,)
    # As written in the settings file, so from that file's folder.
    folder = Path(chosen.origins.get("overlay", "")).parent / Path(chosen.overlay).expanduser()
    if not paths.is_dir(folder):
        raise InputError(f"There is no folder {folder}.", "Correct the setting 'overlay', or make the folder.")
    return (shipped, _root(folder))


def content_root(folder: Path) -> ContentRoot:
    """The root in a folder that must hold both ``modules`` and ``question_banks``."""
    for name in ("modules", "question_banks"):
        if not paths.is_dir(folder / name):
            raise InputError(
                f"{folder} has no folder {name!r}.", "Name the folder that holds 'modules' and 'question_banks'."
            )
    return _root(folder)


@contextmanager
def training() -> Iterator[Training]:
    """The Training API for the person at the keyboard, over the host service or the chosen database."""
    made = _made(None)
    try:
        yield made
    finally:
        made.close()


def authoring(folder: Path | None = None) -> Authoring:
    """The author's uses, over one folder or else over the chosen content; they open no database."""
    return _made(folder).authoring


def course(chosen: Settings) -> Course:
    """The content in use."""
    return _cached(roots(chosen))


def host_socket() -> Path | None:
    """The host service's socket where one is to be asked; None where the records are one's own."""
    return paths.socket(_path(given().socket), _path(given().database))


def _made(folder: Path | None) -> Training:
    """Everything is looked for only once it is needed, the content's folders too."""
    chosen = settings()

    def content() -> tuple[ContentRoot, ...]:
        return (content_root(folder),) if folder else roots(chosen)

    asked = host_socket()
    if asked is not None:
        from trainer.service.wire.remote import over_socket

        return over_socket(asked, roots=content, load=lambda: _cached(content()))
    from trainer.service.training import in_process

    return in_process(database=database(), roots=content, load=lambda: _cached(content()), settings=chosen)


def _cached(chosen: Sequence[ContentRoot]) -> Course:
    from trainer.content.index import cached_course

    return cached_course(chosen, paths.cache_dir())


def _root(folder: Path) -> ContentRoot:
    from trainer.content.source import ContentRoot

    return ContentRoot(modules=folder / "modules", banks=folder / "question_banks")


def _path(option: str | None) -> Path | None:
    return Path(option) if option else None
