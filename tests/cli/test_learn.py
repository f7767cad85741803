"""Which of the two front ends ``learn`` opens, and when it opens none."""

from __future__ import annotations

import gc
import sys

import pytest

from tests.cli.conftest import Cli
from trainer.cli.commands import learn
from trainer.errors import NoTerminal
from trainer.service.training import Training


class Stream:
    def __init__(self, terminal: bool) -> None:
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal


def streams(monkeypatch: pytest.MonkeyPatch, *terminals: bool | None) -> None:
    for name, terminal in zip(("stdin", "stdout", "stderr"), terminals, strict=True):
        monkeypatch.setattr(sys, name, None if terminal is None else Stream(terminal))


@pytest.mark.parametrize(
    "terminals", [(True, True, False), (True, False, True), (False, True, True), (None, True, True), (False,) * 3]
)
@pytest.mark.parametrize("term", ["xterm", "dumb"])
def test_without_a_whole_terminal_there_is_no_ui(
    monkeypatch: pytest.MonkeyPatch, terminals: tuple[bool | None, ...], term: str
) -> None:
    monkeypatch.setenv("TERM", term)
    streams(monkeypatch, *terminals)
    with pytest.raises(NoTerminal, match="--plain"):
        learn.wants_plain()


@pytest.mark.parametrize(("term", "plain"), [("xterm-256color", False), ("dumb", True)])
def test_a_dumb_terminal_gets_lines(monkeypatch: pytest.MonkeyPatch, term: str, plain: bool) -> None:
    monkeypatch.setenv("TERM", term)
    streams(monkeypatch, True, True, True)
    assert learn.wants_plain() is plain


@pytest.mark.parametrize(
    ("arguments", "module"), [([], None), (["learn"], None), (["learn", "m90"], "m90"), (["demo"], None)]
)
def test_the_ui_gets_the_api_and_the_module(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, arguments: list[str], module: str | None
) -> None:
    seen: list[tuple[str, str | None]] = []

    def ui(training: Training, module: str | None = None) -> int:
        training.learn.begin()
        seen.append((training.learn.home().name, module))
        return 7

    monkeypatch.setattr("trainer.tui.app.run", ui)
    monkeypatch.setattr(gc, "disable", lambda: None)
    monkeypatch.setattr(learn, "wants_plain", lambda: False)
    monkeypatch.setattr("trainer.cli.commands.demo.wants_plain", lambda: False)
    assert cli(*arguments).code == 7
    assert [where for _, where in seen] == [module]
