"""What changed between two texts: paragraph by paragraph, and word by word within a paragraph that is much the same.

Invariant: what is kept and removed, in order, is the older text, and what is kept and added is the newer one; nothing
is lost but the long stretches that ``shortened`` leaves out, which changed nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

ALIKE = 0.5
"""Share of its words that a paragraph keeps to be the same one, changed, and no other."""
LONGEST = 500
"""Words of a paragraph that is compared word by word: the time grows with the square of it, and nobody reads more."""


class Mark(StrEnum):
    """What became of some words, or of a paragraph."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"
    CHANGED = "changed"
    """Of a paragraph: some of its words were kept, others not."""
    CUT = "cut"
    """Unchanged paragraphs that are not shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Words that stand together: kept, removed or added."""

    mark: Mark
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph, and what became of it."""

    mark: Mark
    runs: tuple[Run, ...]
    """One, unless it was changed; none where it is cut."""

    @property
    def before(self) -> str:
        """The paragraph as it was; empty where there was none."""
        return " ".join(run.text for run in self.runs if run.mark is not Mark.ADDED)

    @property
    def now(self) -> str:
        """The paragraph as it is; empty where there is none."""
        return " ".join(run.text for run in self.runs if run.mark is not Mark.REMOVED)


CUT = Passage(mark=Mark.CUT, runs=())


def compare(old: Sequence[str], new: Sequence[str]) -> tuple[Passage, ...]:
    """Every paragraph of either text, in order."""
    found: list[Passage] = []
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new).get_opcodes():
        if kind == "equal":
            found += [_whole(Mark.KEPT, text) for text in new[j1:j2]]
        else:
            found += _replaced(old[i1:i2], new[j1:j2])
    return tuple(found)


def shortened(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """The same with one unchanged paragraph beside each change, and ``CUT`` for the others."""
    found: list[Passage] = []
    for at, passage in enumerate(passages):
        if any(near.mark is not Mark.KEPT for near in passages[max(at - 1, 0) : at + 2]):
            found.append(passage)
        elif not found or found[-1] is not CUT:
            found.append(CUT)
    return tuple(found)


def _replaced(old: Sequence[str], new: Sequence[str]) -> Iterator[Passage]:
    """Paragraphs in place of others: each new one is paired with the next old one that it is like."""
    at = 0
    added: list[Passage] = []
    for text in new:
        like = _first_like(old, at, text)
        if like is None:
            added.append(_whole(Mark.ADDED, text))
            continue
        # What was comes before what is, as one reads it.
        yield from (_whole(Mark.REMOVED, gone) for gone in old[at:like])
        yield from added
        yield _changed(old[like], text)
        at, added = like + 1, []
    yield from (_whole(Mark.REMOVED, gone) for gone in old[at:])
    yield from added


def _first_like(old: Sequence[str], at: int, new: str) -> int | None:
    """Where, from ``at`` on, the first paragraph stands that is much the same; None where none is."""
    # What is counted of the second text is counted once for all of the first ones.
    words, now = SequenceMatcher[str](None, autojunk=False), new.split(" ")
    words.set_seq2(now)
    for n in range(at, len(old)):
        before = old[n].split(" ")
        if max(len(before), len(now)) > LONGEST:
            continue
        words.set_seq1(before)
        if words.real_quick_ratio() >= ALIKE and words.quick_ratio() >= ALIKE and words.ratio() >= ALIKE:
            return n
    return None


def _changed(old: str, new: str) -> Passage:
    before, now = old.split(" "), new.split(" ")
    words: list[tuple[Mark, str]] = []
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        if kind == "equal":
            words += [(Mark.KEPT, word) for word in now[j1:j2]]
        else:
            words += [(Mark.REMOVED, word) for word in before[i1:i2]] + [(Mark.ADDED, word) for word in now[j1:j2]]
    runs = (Run(mark=mark, text=" ".join(w for _, w in some)) for mark, some in groupby(words, lambda each: each[0]))
    return Passage(mark=Mark.CHANGED, runs=tuple(runs))


def _whole(mark: Mark, text: str) -> Passage:
    return Passage(mark=mark, runs=(Run(mark=mark, text=text),))
