"""A lesson's Markdown as pieces of plain text: paragraphs, headings, list items, rows of a table in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_HEADING = re.compile(r"\s{0,3}#{1,6}\s(.*)")
_ITEM = re.compile(r"(?P<indent>\s*)(?P<mark>[-*+]|\d{1,9}[.)])\s+(?P<text>.*)")
_RULE = re.compile(r"\s{0,3}([-*_])(\s*\1){2,}\s*")
_FENCE = re.compile(r"\s{0,3}(```|~~~)")
_QUOTE = re.compile(r"\s{0,3}> ?")
_ROW = re.compile(r"\s*\|")
_DIVIDER = re.compile(r"[\s|:-]*-[\s|:-]*")
_MARKS = (
    re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", re.DOTALL),
    re.compile(r"(?<![\w*])(\*)(?=\S)([^*]+?)(?<=\S)\*(?![\w*])", re.DOTALL),
    re.compile(r"(?<![\w_])(_)(?=\S)([^_]+?)(?<=\S)_(?![\w_])", re.DOTALL),
)
_CODE = re.compile(r"`([^`\n]+)`")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_HIDDEN = 0xE000
_SHOWN = {_HIDDEN + sign: sign for sign in range(0x21, 0x7F)}


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph, item or row."""

    text: str
    mark: str = ""
    """What a list item begins with, such as ``- ``."""
    indent: int = 0
    gap: bool = True
    """Whether an empty line sets it off from what stands above."""


def inline(text: str) -> str:
    """Text without its marks: ``**bold**`` is bold."""
    parts = _CODE.split(text)
    # Every second part is code, in which nothing is a mark.
    parts[::2] = [_unmarked(part) for part in parts[::2]]
    return "".join(parts)


def _unmarked(text: str) -> str:
    # An escaped sign hides in the private use area while marks are looked for.
    text = _ESCAPED.sub(lambda found: chr(_HIDDEN + ord(found[1])), text)
    for pattern in _MARKS:
        text = pattern.sub(r"\2", text)
    return text.translate(_SHOWN)


def pieces(source: str) -> list[Piece]:
    """The pieces in reading order."""
    return list(_Reader(source).read())


class _Reader:
    def __init__(self, source: str) -> None:
        self.lines = source.split("\n")
        self.gap = True

    def read(self) -> Iterator[Piece]:
        while self.lines:
            if not self.lines[0].strip() or _RULE.fullmatch(self.lines[0]):
                self.lines.pop(0)
                self.gap = True
            else:
                yield from self._block()
                self.gap = False

    def _block(self) -> Iterator[Piece]:
        line = self.lines[0]
        if _FENCE.match(line):
            yield from self._code()
        elif _ROW.match(line):
            yield from _table(self._run(_ROW))
        elif _QUOTE.match(line):
            yield from pieces("\n".join(_QUOTE.sub("", quoted, count=1) for quoted in self._run(_QUOTE)))
        elif heading := _HEADING.fullmatch(line):
            self.lines.pop(0)
            yield Piece(inline(heading[1].rstrip().rstrip("#").strip()))
        else:
            yield self._paragraph()

    def _run(self, kind: re.Pattern[str]) -> list[str]:
        """The lines from here on that are of one kind."""
        run = []
        while self.lines and kind.match(self.lines[0]):
            run.append(self.lines.pop(0))
        return run

    def _code(self) -> Iterator[Piece]:
        self.lines.pop(0)
        gap = True
        while self.lines:
            line = self.lines.pop(0)
            if _FENCE.match(line):
                return
            yield Piece(line.strip(), indent=4 + len(line) - len(line.lstrip()), gap=gap)
            gap = False

    def _paragraph(self) -> Piece:
        first = self.lines.pop(0)
        item = _ITEM.fullmatch(first)
        words = [item["text"] if item else first.lstrip()]
        while self.lines and self._goes_on(self.lines[0]):
            # Two spaces or a backslash at the end ask for a line break.
            joint = "\n" if words[-1].endswith(("  ", "\\")) else " "
            words[-1] = words[-1].removesuffix("\\").rstrip() + joint
            words.append(self.lines.pop(0).lstrip())
        text = inline("".join(words).rstrip())
        if item is None:
            return Piece(text)
        return Piece(text, mark=f"{item['mark']} ", indent=len(item["indent"]), gap=self.gap)

    def _goes_on(self, line: str) -> bool:
        """Whether a line belongs to the paragraph above it."""
        others = (_ITEM, _HEADING, _FENCE, _QUOTE, _ROW)
        return bool(line.strip()) and not any(other.match(line) for other in others)


def _table(rows: list[str]) -> Iterator[Piece]:
    """Each row as ``heading: cell; heading: cell``, which reads well aloud and at any width."""
    cells = [_cells(row) for row in rows if not _DIVIDER.fullmatch(row)]
    if not cells:
        return
    head, *body = cells
    if not body:
        yield Piece("; ".join(head))
    for number, row in enumerate(body):
        named = [f"{name}: {cell}" if name else cell for name, cell in zip(head, row, strict=False) if cell]
        yield Piece("; ".join(named) + ".", mark="- ", gap=number == 0)


def _cells(row: str) -> list[str]:
    inner = row.strip().removeprefix("|").removesuffix("|")
    return [inline(cell.strip()).replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", inner)]
