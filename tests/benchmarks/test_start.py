"""How fast Trainer starts, against what cannot be beaten (DESIGN section 10)."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.benchmarks.timing import in_turns, report, until_shown, whole_process
from tests.support import NOON, Office, StoppedClock, tiny_course
from trainer.service.asked import Asked

ROUNDS = 9
# What the installed console script does, wherever it is installed.
TRAINER = [sys.executable, "-c", "from trainer.cli.main import main; main()"]
_EMPTY_APP = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("nothing to show")
Empty().run()
"""


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """A home of its own, with records in which something is due."""
    office = Office(tmp_path / "t.db", StoppedClock(NOON), tiny_course())
    training = office.training("root" if os.getuid() == 0 else "ana")
    training.learn.begin()
    training.people.import_csv("p.csv", b"id,login,name\n1,root,Ana\n2,ana,Bo\n")
    training.compliance.assign("tiny", Asked(everyone=True))
    training.close()
    content = Path(__file__).parents[1] / "fixtures" / "content"
    keep = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    places = {"HOME": str(tmp_path), "TRAINER_DB": str(tmp_path / "t.db"), "TRAINER_CONTENT": str(content)}
    return {**keep, **places, "TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24", "PYTHONPATH": str(Path.cwd())}


@pytest.mark.benchmark_ratio
def test_help_against_importing_click(env: dict[str, str]) -> None:
    pair = in_turns(
        lambda: whole_process([*TRAINER, "--help"], env),
        lambda: whole_process([sys.executable, "-c", "import click"], env),
        ROUNDS,
    )
    report("trainer --help / import click", pair, 1.5)


@pytest.mark.benchmark_ratio
def test_first_frame_that_shows_what_is_due_against_an_empty_app(env: dict[str, str]) -> None:
    pair = in_turns(
        lambda: until_shown(TRAINER, env, b"Tiny track"),
        lambda: until_shown([sys.executable, "-c", _EMPTY_APP], env, b"nothing to show"),
        ROUNDS,
    )
    report("first frame with what is due / an empty Textual app", pair, 1.4)
