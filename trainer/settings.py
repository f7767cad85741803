"""What a company sets: one TOML file, every setting with a sound default and a known origin.

Invariant: a misspelt setting is an error, never silently the default.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trainer.errors import SettingsError

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings in force."""

    organisation: str = ""
    """Shown on screens and reports; empty shows nothing."""
    privacy_contact: str = ""
    """Whom a learner asks, such as an address; empty says "your privacy lead"."""
    time_zone: str = "UTC"
    """IANA name, for display only. Records are UTC."""
    warning_days: int = 30
    """Days before the end of validity from which a status is ``expiring``. 0 or more."""
    overlay: str = ""
    """A folder of the company's own content, laid over the shipped one module by module; empty means none."""
    origins: dict[str, str] = field(default_factory=dict)
    """Setting name to the file that it came from, or ``default``."""

    @property
    def zone(self) -> ZoneInfo:
        """The time zone for display."""
        from zoneinfo import ZoneInfo

        return ZoneInfo(self.time_zone)


_NAMES = tuple(f.name for f in fields(Settings) if f.name != "origins")


def load(files: Sequence[Path], *, must_exist: bool = False) -> Settings:
    """Read the files, the strongest first; :class:`SettingsError` names the file and the setting."""
    values: dict[str, Any] = {}
    origins = dict.fromkeys(_NAMES, DEFAULT)
    for path in reversed(files):
        for name, value in _read(path, must_exist=must_exist).items():
            values[name] = _checked(path, name, value)
            origins[name] = str(path)
    return Settings(**values, origins=origins)


def _read(path: Path, *, must_exist: bool) -> dict[str, Any]:
    if not path.exists():
        if must_exist:
            raise SettingsError(f"There is no settings file {path}.", "Check --config or TRAINER_CONFIG.")
        return {}
    # Here and not above: most people have no settings file, and every start would wait for the parser.
    import tomllib

    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"The settings file {path} cannot be read: {error}.", "Mend it and try again.") from error


def _checked(path: Path, name: str, value: Any) -> Any:
    if name not in _NAMES:
        raise SettingsError(f"{path} has the unknown setting {name!r}.", f"The settings are: {', '.join(_NAMES)}.")
    wanted = type(getattr(Settings(), name))
    if type(value) is not wanted:
        kind = "a whole number" if wanted is int else "text in quotes"
        raise SettingsError(f"{path}: {name} must be {kind}.", "Mend it and try again.")
    if name == "warning_days" and not 0 <= value <= 3650:
        raise SettingsError(f"{path}: warning_days must be 0 to 3650.", "30 is the default.")
    if name == "time_zone" and not _is_time_zone(value):
        raise SettingsError(f"{path}: {value!r} is no time zone.", "Use an IANA name such as Europe/Amsterdam.")
    return value


def _is_time_zone(name: str) -> bool:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
