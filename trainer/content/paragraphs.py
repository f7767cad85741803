"""A lesson's text as plain paragraphs, to be compared with what it was.

Invariant: how lines are wrapped, and marks such as ``**``, make no difference; every word stays, in its order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from trainer.content.body import Block, Callout, Prose

_ALONE = re.compile(r"\s*(#{1,6}\s|\||```|~~~)")
"""Lines that are a paragraph each: headings, rows of tables, fences."""
_ITEM = re.compile(r"\s*([-*+]|\d{1,9}[.)])\s")
_DIVIDER = re.compile(r"[\s|:-]*-[\s|:-]*|\s*(```|~~~).*")
"""Says nothing in words."""
_MARKS = (
    re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1"),
    re.compile(r"(?<![\w*])(\*)(?=\S)([^*]+?)(?<=\S)\*(?![\w*])"),
    re.compile(r"(?<![\w_])(_)(?=\S)([^_]+?)(?<=\S)_(?![\w_])"),
    re.compile(r"(`)([^`]+)`"),
)


def paragraphs(blocks: Sequence[Block]) -> tuple[str, ...]:
    """One line of words for each paragraph, heading, list item and row of a table, in reading order."""
    return tuple(paragraph for block in blocks for paragraph in _of(block))


def _of(block: Block) -> Iterator[str]:
    match block:
        case Prose():
            yield from _split(block.markdown)
        case Callout():
            kind = block.callout.value.replace("-", " ").capitalize()
            yield _plain(f"{kind}: {block.title}" if block.title else f"{kind}:")
            yield from _split(block.markdown)
        case _:
            yield _plain(f"Question to yourself: {block.question}")
            yield from _split(block.answer)


def _split(markdown: str) -> Iterator[str]:
    lines: list[str] = []
    for line in [*markdown.split("\n"), ""]:
        if lines and (not line.strip() or _ALONE.match(line) or _ITEM.match(line) or _ALONE.match(lines[0])):
            yield _plain(" ".join(lines))
            lines = []
        if line.strip() and not _DIVIDER.fullmatch(line):
            lines.append(line)


def _plain(text: str) -> str:
    """Without marks; the cells of a row stand behind one another."""
    text = text.strip()
    if text.startswith("|"):
        text = "; ".join(cell.strip() for cell in text.strip("|").split("|"))
    text = re.sub(r"^#{1,6}\s+", "", text)
    for mark in _MARKS:
        text = mark.sub(r"\2", text)
    return " ".join(text.split())
