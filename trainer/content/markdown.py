"""A lesson's file: front matter, then Markdown in the forms below, and only those.

    ---                                              front matter in YAML between two lines of three hyphens
    id: M04.L1
    ---
    # The lesson's title                             one H1, equal to `title`; not part of the blocks
    ## A heading                                     `##`, `###` … without leaving out a step
    Prose, **bold**, *italic*, lists, tables of at most four columns; no images, HTML or links.
    {{meta-390.fine}}                                a fact: the value `fine` of `meta-390` in facts.yaml
    [lawful basis](term: "the reason in law ...")    a term on first use: shown as *lawful basis* (the reason ...)

    > [!law] Optional title                          a callout: law, house-rule, good-practice, good-service, case,
                                                     ask, job-aid
    > Its text.

    > [!recall] Does an address allow any use?       a recall question, exactly two a lesson
    > No. Each use needs its own lawful basis.       the rest of the quote is the answer

An empty line stands before and after each quote. Invariant: the blocks returned hold the whole body in its order, with
facts and terms rendered; every problem has the line and column of the file as written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from trainer.content.body import Block, Callout, Prose, Recall
from trainer.content.inline import Lexicon
from trainer.content.source import problem
from trainer.content.vocabulary import CalloutKind
from trainer.errors import Problem

RECALLS = 2
MAX_COLUMNS = 4
_MARKER = re.compile(r"\[!(?P<kind>[^\]]*)\][ ]*(?P<title>.*)")
_QUOTE = re.compile(r" {0,3}> ?")
_HEADING = re.compile(r"(?P<marks>#{1,6})\s(?P<text>.*)")
_FENCE = re.compile(r" {0,3}(```|~~~)")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file: its number from 1, the column from 1 at which ``text`` begins, the text."""

    number: int
    column: int
    text: str


def split(file: Path, text: str, problems: list[Problem]) -> tuple[str, list[Line]] | None:
    """The front matter's YAML (which begins on line 2) and the body's lines; None where there is no front matter."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        problems.append(problem(file, 1, 1, "no front matter", "Begin the file with a line `---` and the fields below"))
        return None
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if end is None:
        problems.append(problem(file, 1, 1, "the front matter does not end", "Close it with a line `---`"))
        return None
    body = [Line(number, 1, line) for number, line in enumerate(lines[end + 1 :], end + 2)]
    return "\n".join(lines[1:end]) + "\n", body


class Body:
    """Reads one lesson's body."""

    def __init__(self, file: Path, title: str, lexicon: Lexicon, problems: list[Problem]) -> None:
        self.file, self.title, self.lexicon, self.problems = file, title, lexicon, problems
        self.level = 0
        self.headings: list[Line] = []

    def note(self, line: Line, what: str, remedy: str, offset: int = 0) -> None:
        self.problems.append(problem(self.file, line.number, line.column + offset, what, remedy))

    def blocks(self, lines: list[Line]) -> tuple[Block, ...]:
        """The body in reading order."""
        found: list[Block] = []
        for quote, run in _runs(lines):
            block = self._quote(run) if quote else self._prose(run)
            if block is not None:
                found.append(block)
        first = lines[0] if lines else Line(1, 1, "")
        recalls = [block for block in found if isinstance(block, Recall)]
        if len(recalls) != RECALLS:
            remedy = "Write two quotes that begin `> [!recall] ...`"
            self.note(first, f"{len(recalls)} recall questions, where a lesson has two", remedy)
        if not self.headings:
            self.note(first, "no title line", f"Begin the text with `# {self.title}`")
        for extra in self.headings[1:]:
            self.note(extra, "a second title line", "Write `##` for a heading within the lesson")
        return tuple(found)

    def _prose(self, run: list[Line]) -> Prose | None:
        kept: list[Line] = []
        fenced = False
        for line in run:
            fenced ^= _FENCE.match(line.text) is not None
            heading = None if fenced else _HEADING.fullmatch(line.text)
            if heading is None or not self._heading(line, heading):
                kept.append(line)
            if not fenced:
                self._table(line)
        while kept and not kept[0].text.strip():
            kept.pop(0)
        text = self._render(kept).rstrip()
        return Prose(markdown=text) if text else None

    def _heading(self, line: Line, heading: re.Match[str]) -> bool:
        """Check one heading; True where it is the title, which is not part of the text."""
        level = len(heading["marks"])
        deepest = max(self.level, 1) + 1
        if level > deepest:
            self.note(line, "a heading that leaves out a step", f"Write `{'#' * deepest}`")
        self.level = level
        if level != 1:
            return False
        self.headings.append(line)
        if len(self.headings) == 1 and _bare(heading["text"]) != self.title:
            self.note(line, "the title line differs from `title`", f"Write `# {self.title}`")
        return True

    def _table(self, line: Line) -> None:
        row = line.text.strip()
        if row.startswith("|") and row.strip("|").replace("\\|", "").count("|") >= MAX_COLUMNS:
            self.note(line, f"a table of more than {MAX_COLUMNS} columns", "Split it, or write a list")

    def _quote(self, run: list[Line]) -> Block | None:
        inner = [_unquoted(line) for line in run]
        marker = _MARKER.match(inner[0].text)
        if marker is None:
            return Prose(markdown="\n".join(f"> {line}".rstrip() for line in self._render(inner).split("\n")))
        kind, title = marker["kind"].strip(), marker["title"].strip()
        head = Line(inner[0].number, inner[0].column + marker.start("title"), title)
        for line in inner:
            if _HEADING.fullmatch(line.text):
                self.note(line, "a heading in a quote", "Use **bold** there, or end the quote")
            self._table(line)
        text = self._render(inner[1:]).strip()
        if not text:
            self.note(inner[0], f"nothing below `[!{kind}]`", "Write its text in the next line, after `> `")
        title = self._render([head])
        if kind == "recall":
            if not title:
                self.note(inner[0], "a recall without its question", "Write the question after `[!recall]`")
            return Recall(question=title, answer=text)
        if kind not in list(CalloutKind):
            known = ", ".join(f"`{k}`" for k in [*CalloutKind, "recall"])
            self.note(inner[0], f"unknown callout `{kind}`", f"Use one of {known}")
            return None
        return Callout(callout=CalloutKind(kind), title=title, markdown=text)

    def _render(self, lines: list[Line]) -> str:
        starts = [0]
        for line in lines:
            starts.append(starts[-1] + len(line.text) + 1)

        def note(offset: int, what: str, remedy: str) -> None:
            index = max(i for i, start in enumerate(starts[:-1]) if start <= offset)
            self.note(lines[index], what, remedy, offset - starts[index])

        return self.lexicon.render("\n".join(line.text for line in lines), note)

    def check_gaps(self, lines: list[Line]) -> None:
        """An empty line stands before and after each quote, or the text would run into it."""
        fenced = False
        for above, below in pairwise(lines):
            fenced ^= _FENCE.match(above.text) is not None
            touching = bool(above.text.strip()) and bool(below.text.strip())
            if not fenced and touching and bool(_QUOTE.match(above.text)) != bool(_QUOTE.match(below.text)):
                self.note(below, "text that touches a quote", "Leave an empty line between them")


def _bare(text: str) -> str:
    """A heading's words, without the signs that may close it. No pattern: one line of spaces must not take minutes."""
    return text.rstrip().rstrip("#").strip()


def _unquoted(line: Line) -> Line:
    width = len(found[0]) if (found := _QUOTE.match(line.text)) else 0
    return Line(line.number, line.column + width, line.text[width:])


def _runs(lines: list[Line]) -> Iterator[tuple[bool, list[Line]]]:
    """The lines in runs that are all quote, or all not."""
    run: list[Line] = []
    quoted = fenced = False
    for line in lines:
        fenced ^= _FENCE.match(line.text) is not None
        quote = not fenced and _QUOTE.match(line.text) is not None
        if run and quote != quoted:
            yield quoted, run
            run = []
        quoted = quote
        run.append(line)
    if run:
        yield quoted, run
