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
LEGITIMATE_INTERESTS = (
    "GDPR Article 6(1)(f): the company's interest in knowing and showing that those who handle customer data were"
    " trained (Articles 5(2), 24 and 32(4))"
)
LONGEST_DAYS = 36_500


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
    legal_basis: str = LEGITIMATE_INTERESTS
    """On which basis training records are kept, as the notice says it; your privacy lead decides."""
    keep_answers_days: int = 365
    """Days after the end of an attempt for which a person's answers are kept; then 'privacy retention' folds them
    into counts without a person."""
    keep_leavers_days: int = 730
    """Days after leaving, or for someone who was never on the roster after their last attempt, for which a person is
    known by name; then 'privacy retention' erases them."""
    duty_days: int = 0
    """Days after their last finished attempt for which the company must be able to show a person's training, so that
    erasing them needs a reason. 0: there is no such duty."""
    managers_see_scores: bool = False
    """Whether a manager sees scores and attempts of the people who report to them, beside status and dates."""
    reading_speed_limit: int = 900
    """Words a minute above which nobody reads: the host service takes no answer to a question that was shown for less.
    Fluent readers of English read 175 to 300 (Brysbaert 2019); 0 sets no limit."""
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
    try:
        there = path.exists()
    except OSError:
        # A name that no file can have.
        there = False
    if not there:
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
        kind = {int: "a whole number", bool: "true or false"}.get(wanted, "text in quotes")
        raise SettingsError(f"{path}: {name} must be {kind}.", "Mend it and try again.")
    if wanted is int and not 0 <= value <= LONGEST_DAYS:
        remedy = f"{getattr(Settings(), name)} is the default."
        raise SettingsError(f"{path}: {name} must be 0 to {LONGEST_DAYS}.", remedy)
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
