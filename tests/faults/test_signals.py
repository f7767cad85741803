"""Signals and bytes that are no text, met by the running UI in a terminal of its own."""

from __future__ import annotations

import os
import pty
import select
import signal
import sys
import time
from pathlib import Path

import pytest

from tests.support import TINY

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 30.0
_LEAVES_THE_OTHER_SCREEN = b"\x1b[?1049l"


def read_until(terminal: int, text: bytes, seen: bytes = b"") -> bytes:
    """Everything that comes out until ``text`` is in it, or the program has gone."""
    begun = time.monotonic()
    while text not in seen and time.monotonic() - begun < PATIENCE_SECONDS:
        if select.select([terminal], [], [], 0.05)[0]:
            try:
                seen += os.read(terminal, 65536)
            except OSError:
                break
    return seen


def start(folder: Path) -> tuple[int, int]:
    """The UI in a terminal of its own, shown as far as its keys: its process and the terminal's other end."""
    places = {"HOME": str(folder), "TRAINER_DB": str(folder / "t.db"), "TRAINER_CONTENT": str(TINY)}
    terminal_is = {"TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24", "LC_ALL": "C.UTF-8"}
    env = {**places, **terminal_is, "PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    pid, terminal = pty.fork()
    if pid == 0:
        os.execve(sys.executable, [sys.executable, "-m", "trainer"], env)
    assert b"Help" in read_until(terminal, b"Help")
    return pid, terminal


@pytest.mark.parametrize(
    "keys", [b"", b"\x10", b"\x1b[B\r\x1b[6~\x10\x1b[5~\r\r" * 20], ids=["idle", "palette", "mashed"]
)
def test_a_terminal_that_is_gone_ends_it(tmp_path: Path, keys: bytes) -> None:
    pid, terminal = start(tmp_path)
    os.write(terminal, keys)
    os.close(terminal)
    begun = time.monotonic()
    while os.waitpid(pid, os.WNOHANG) == (0, 0):
        assert time.monotonic() - begun < PATIENCE_SECONDS, "it runs on without a terminal"
        time.sleep(0.05)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_bad_bytes_do_not_kill_it_and_a_signal_puts_the_terminal_back(tmp_path: Path, number: signal.Signals) -> None:
    pid, terminal = start(tmp_path)
    try:
        os.write(terminal, b"\xff\xfe\x80m")
        assert b"Attempts, the newest" in read_until(terminal, b"Attempts, the newest")
        os.kill(pid, number)
        assert _LEAVES_THE_OTHER_SCREEN in read_until(terminal, _LEAVES_THE_OTHER_SCREEN)
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 128 + number
    finally:
        os.close(terminal)
