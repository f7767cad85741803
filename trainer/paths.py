"""The only place that decides where content, records, settings and caches live.

Order for content: the option, then ``TRAINER_CONTENT``, then the checkout this package stands in (so that
an editable install never reads a stale copy), then the copy inside the wheel.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from trainer.errors import InputError

APP = "trainer"
HOST_SOCKET = Path("/run/trainer/trainer.sock")
"""Where the host service listens, and is looked for, unless told otherwise."""
_XDG = {
    "data": ("XDG_DATA_HOME", "~/.local/share"),
    "config": ("XDG_CONFIG_HOME", "~/.config"),
    "cache": ("XDG_CACHE_HOME", "~/.cache"),
    "site_config": ("XDG_CONFIG_DIRS", "/etc/xdg"),
}
"""XDG Base Directory Specification 0.8: the variable of each kind of place, and the place without it."""
_PACKAGE = Path(__file__).resolve().parent


def content_dir(option: Path | None = None, environ: Mapping[str, str] = os.environ) -> Path:
    """The folder that holds ``modules`` and ``question_banks``."""
    asked = option or _from(environ, "TRAINER_CONTENT")
    if asked is not None:
        if not is_dir(asked / "modules"):
            raise InputError(
                f"There is no content in {asked}.", "Name the folder that holds 'modules' and 'question_banks'."
            )
        return asked
    checkout = _PACKAGE.parent
    if is_dir(checkout / "modules") and (checkout / "pyproject.toml").is_file():
        return checkout
    return _PACKAGE / "_content"


def database(option: Path | None = None, environ: Mapping[str, str] = os.environ) -> Path:
    """The records' file; it need not exist. A link is followed: key, list and log lie beside the file itself."""
    found = Path(os.path.realpath(option or _from(environ, "TRAINER_DB") or _platform("data") / "trainer.db"))
    if not found.name:
        raise InputError(f"{found} is not a file.", "Name the records' file with --db.")
    return found


def socket(
    option: Path | None = None, database_option: Path | None = None, environ: Mapping[str, str] = os.environ
) -> Path | None:
    """The socket of the host service that is to be asked; None where the records are one's own.

    An option goes before a variable. Where nothing is named, the host's own socket is taken if it is there.
    """
    if option is not None and database_option is not None:
        raise InputError("Both --socket and --db were given.", "Use one: a host service, or a database of your own.")
    if option is not None or database_option is not None:
        return option
    named, database_named = _from(environ, "TRAINER_SOCKET"), _from(environ, "TRAINER_DB")
    if named is not None and database_named is not None:
        raise InputError("Both TRAINER_SOCKET and TRAINER_DB are set.", "Unset one, or use --socket or --db.")
    if named is not None or database_named is not None:
        return named
    return HOST_SOCKET if _exists(HOST_SOCKET) else None


def served_socket(option: Path | None = None, environ: Mapping[str, str] = os.environ) -> Path:
    """Where the host service is to listen."""
    return option or _from(environ, "TRAINER_SOCKET") or HOST_SOCKET


def is_dir(path: Path) -> bool:
    """False also for a name that no folder can have, such as one that is too long."""
    with suppress(OSError):
        return path.is_dir()
    return False


def cache_dir() -> Path:
    """Where the compiled content index lives; it may be deleted at any time."""
    return _platform("cache")


def settings_files(option: Path | None = None, environ: Mapping[str, str] = os.environ) -> tuple[Path, ...]:
    """The settings files to read, the strongest first. One that was named must exist; the others may."""
    named = option or _from(environ, "TRAINER_CONFIG")
    if named is not None:
        return (named,)
    return (_platform("config") / "trainer.toml", _platform("site_config") / "trainer.toml")


def _exists(path: Path) -> bool:
    with suppress(OSError):
        return path.exists()
    return False


def _from(environ: Mapping[str, str], name: str) -> Path | None:
    value = environ.get(name)
    return Path(value).expanduser() if value else None


def _platform(kind: str) -> Path:
    if sys.platform == "linux":
        return _by_xdg(kind, os.environ)
    # Imported here: `trainer --help` needs no place and should not wait for it.
    import platformdirs

    dirs = platformdirs.PlatformDirs(APP, appauthor=False)
    return Path(getattr(dirs, f"user_{kind}_path") if kind != "site_config" else dirs.site_config_path)


def _by_xdg(kind: str, environ: Mapping[str, str]) -> Path:
    """What platformdirs says on Linux, held to it by a test: importing it takes a tenth of 'trainer check'."""
    variable, usual = _XDG[kind]
    value = environ.get(variable, "")
    named = (each.strip() for each in (value.split(os.pathsep) if variable.endswith("_DIRS") else [value]))
    # One that is not absolute is to be ignored, says the specification.
    return Path(next((each for each in named if each.startswith(os.sep)), usual)).expanduser() / APP
