"""Shuts out the files and the environment of the machine that runs the tests."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

from trainer import paths

# How long an example takes says something of the machine, and nothing of the program.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

_STRANGE = ("TRAINER_", "XDG_", "LC_", "PYTHONIOENCODING", "PYTHONUTF8")
_SINGLE = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "LANG", "LANGUAGE", "COLORTERM", "TEXTUAL")


@pytest.fixture(autouse=True)
def clean_environment(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty home, no settings of the machine's own, one known terminal, UTF-8."""
    for name in [name for name in os.environ if name.startswith(_STRANGE) or name in _SINGLE]:
        monkeypatch.delenv(name)
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setattr(paths, "HOST_SOCKET", home / "no-host-service")
    monkeypatch.setenv("XDG_CONFIG_DIRS", str(home / "no-system-settings"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("TERM", "xterm-256color")
