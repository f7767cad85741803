"""A terminal driver that a byte which is not UTF-8 cannot kill.

Textual 8 decodes what is typed strictly, so that one stray byte ends the input thread and with it the app.
"""

from __future__ import annotations

import codecs
import sys
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.driver import Driver


def tolerant_driver() -> type[Driver] | None:
    """The driver class for this platform; None leaves the choice to Textual."""
    if sys.platform == "win32":
        return None
    from textual.drivers import linux_driver

    class TolerantDriver(linux_driver.LinuxDriver):
        def run_input_thread(self) -> None:
            # The decoder is looked up by this name when the thread starts; there is no other way in.
            vars(linux_driver)["getincrementaldecoder"] = _replacing
            super().run_input_thread()

    return TolerantDriver


def _replacing(encoding: str) -> Callable[[], codecs.IncrementalDecoder]:
    return partial(codecs.getincrementaldecoder(encoding), errors="replace")
