"""Reading a text as a person does: its sentences, its words, and the school year that it asks for.

Invariant: a list item, a table cell and the meaning of a term are sentences of their own, as a reader pauses there;
headings are none. Figures: Flesch-Kincaid grade (Kincaid and others 1975), with syllables counted by the letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trainer.content.body import LessonText, Recall

WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
_END = re.compile(r"(?<=[.!?…])[\"'”’)*]*\s+")
_MARKS = re.compile(r"[*`]|^\s{0,3}>\s?", re.MULTILINE)
_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+")
_LONGEST_SHORT = 8
_SHORT = re.compile(r"\b(?:e\.g|i\.e|etc|Mr|Mrs|Ms|Dr|No|vs|Art|Rec)\.$")

_SILENT = re.compile(r"(?<![^aeiouy]l)(?:(?<=[^aeiouy])e|(?<=[^aeiouytd])ed|(?<=[^aeiouysxzcgh])es)$")
"""A final e that is not heard: *use*, *asked*, *likes*; it is in *table*, *wanted* and *boxes*."""
_TWO_VOWELS = re.compile(r"(?<![cst])i[ao](?!n)|[^gq]ua|eo(?!u)|[aeiou]ying")
"""Vowels that stand together and are heard apart, as in *dial*, *usual*, *video*, *buying*."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence, in plain words."""

    text: str

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(WORD.findall(self.text))


def passages(text: LessonText) -> tuple[Passage, ...]:
    """The sentences of a lesson in reading order, facts filled in; each term's meaning apart."""
    meanings = [term.meaning for term in text.glossary]
    said: list[str] = []
    for block in text.blocks:
        said += [block.question, block.answer] if isinstance(block, Recall) else [block.markdown]
    return tuple(Passage(sentence) for part in said for sentence in sentences(_apart(part, meanings)))


def _apart(markdown: str, meanings: Sequence[str]) -> str:
    for meaning in meanings:
        if f"({meaning})" in markdown:
            # A paragraph of its own, behind the text: the sentence around it is whole without it.
            markdown = markdown.replace(f" ({meaning})", "", 1) + f"\n\n{meaning}."
    return markdown


def sentences(markdown: str) -> Iterator[str]:
    """The sentences of a piece of Markdown, without its marks."""
    for paragraph in _paragraphs(markdown):
        held: list[str] = []
        for piece in _END.split(_MARKS.sub("", paragraph)):
            held.append(piece.strip())
            if piece.strip() and not _SHORT.search(piece[-_LONGEST_SHORT:]):
                yield " ".join(filter(None, held))
                held = []
        if said := " ".join(filter(None, held)):
            yield said


def _paragraphs(markdown: str) -> Iterator[str]:
    """Runs of lines that are read as one; each list item and table cell is one."""
    run: list[str] = []
    for line in [*markdown.split("\n"), ""]:
        plain = line.strip()
        if _ITEM.match(line) or not plain or plain.startswith(("#", "|")):
            if run:
                yield " ".join(run)
            run = [_ITEM.sub("", line, count=1)] if _ITEM.match(line) else []
            if plain.startswith("|") and not re.fullmatch(r"[|:\s-]+", plain):
                yield from (cell for cell in plain.strip("|").split("|") if cell.strip())
        else:
            run.append(plain)


def syllables(word: str) -> int:
    """Syllables of an English word by its letters, 1 or more; a number counts as one."""
    plain = _SILENT.sub("", re.sub(r"[^a-z]", "", word.lower()))
    return max(1, len(re.findall(r"[aeiouy]+", plain)) + len(_TWO_VOWELS.findall(plain)))


def grade(spoken: Sequence[Sequence[str]]) -> float:
    """Flesch-Kincaid grade of sentences, each a sequence of words; 0 where there are none.

    0.39 words a sentence + 11.8 syllables a word - 15.59. It misreads texts of fewer than 100 words.
    """
    words = [word for sentence in spoken for word in sentence]
    if not words:
        return 0.0
    return 0.39 * len(words) / len(spoken) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
