"""Lines of plain text: wrapped to the width, in ASCII where the encoding has no more, and typed answers read back.

Invariant: nothing written here moves a cursor, needs a colour or needs a terminal, and all text from content and people
has passed ``text.safe_block``.
"""

from __future__ import annotations

import shutil
import textwrap
import unicodedata
from typing import Protocol, TextIO

from trainer.cli import markdown
from trainer.content.body import Block, Callout, Recall
from trainer.text import safe_block

NARROWEST, WIDEST = 20, 100
"""Columns. Longer lines than 100 are hard to follow, shorter ones than 20 would break words."""
_ASCII = {
    '"': "“”„«»",
    "'": "‘’‚",
    "-": "–—‑−•·",
    "...": "…",
    "x": "×",
    ">=": "≥",
    "<=": "≤",
    "->": "→",
    "EUR ": "€",
    "GBP ": "£",
    "section": "§",
    " ": "\N{NO-BREAK SPACE}",
    "?": "\N{REPLACEMENT CHARACTER}",
}


class Leave(Exception):
    """The person wants to stop: they typed ``q``."""


class EndOfInput(Leave):
    """There is nothing more to read."""


class Paper:
    """Where plain text is written."""

    def __init__(self, out: TextIO, *, width: int | None = None) -> None:
        self._out = out
        # The environment's COLUMNS first, then the terminal, then 80.
        self.width = min(max(width or shutil.get_terminal_size((80, 24)).columns, NARROWEST), WIDEST)
        self._ascii = None if _can_unicode(out) else _ascii_table()

    def say(self, text: str = "", *, indent: int = 0, mark: str = "") -> None:
        """A paragraph, wrapped; ``mark`` begins its first line, and the others stand below the text after it."""
        first, rest = " " * indent + mark, " " * (indent + len(mark))
        for line in self._spelled(safe_block(text)).split("\n"):
            wrapped = textwrap.wrap(
                line,
                max(self.width, len(rest) + 10),
                initial_indent=first,
                subsequent_indent=rest,
                break_on_hyphens=False,
            )
            self._out.write("\n".join(wrapped) + "\n")
            first = rest

    def show(self, source: str) -> None:
        """A piece of Markdown, in words."""
        after = False
        for piece in markdown.pieces(source):
            if after and piece.gap:
                self.say()
            self.say(piece.text, indent=piece.indent, mark=piece.mark)
            after = True

    def _spelled(self, text: str) -> str:
        return text if self._ascii is None else unicodedata.normalize("NFC", text).translate(self._ascii)


class Lines(Protocol):
    """Where typed lines come from, such as standard input."""

    def readline(self) -> str:
        """The next line with its end; empty at the end of input."""

    def isatty(self) -> bool:
        """Whether a person sees what they type."""


class Talk(Paper):
    """Plain text, and the answers that are typed to it, one line at a time."""

    def __init__(self, source: Lines, out: TextIO, *, width: int | None = None) -> None:
        super().__init__(out, width=width)
        self._in = source
        self._echoed = source.isatty()
        self.unclear: set[str] = set()
        """Lessons and questions that were said to be unclear in this sitting."""

    def ask(self, prompt: str) -> str:
        """The line that was typed, trimmed; :class:`Leave` for ``q``, :class:`EndOfInput` where there is none."""
        lines = textwrap.wrap(self._spelled(safe_block(prompt)), self.width, break_on_hyphens=False)
        # A terminal ends the line itself when Enter is pressed; a pipe does not.
        self._out.write("\n".join(lines) + (" " if self._echoed else "\n"))
        self._out.flush()
        typed = self._in.readline()
        if not typed:
            self._out.write("\n")
            raise EndOfInput
        answer = typed.strip()
        if answer.casefold() in ("q", "quit", "exit"):
            raise Leave
        return answer


def head_of(block: Block) -> str:
    """What announces a block in words; empty for prose."""
    if isinstance(block, Callout):
        head = markdown.inline(block.head)
        return head if block.title else f"{head}:"
    return f"Question to yourself: {markdown.inline(block.question)}" if isinstance(block, Recall) else ""


def _can_unicode(out: TextIO) -> bool:
    encoding = getattr(out, "encoding", None) or "utf-8"
    return encoding.casefold().replace("-", "").startswith("utf")


def _ascii_table() -> dict[int, str]:
    return {ord(sign): plain for plain, signs in _ASCII.items() for sign in signs}
