"""What stands within a line of a lesson: facts, terms, and what may not stand there.

Invariant: the text that ``render`` returns holds no ``{{…}}``, no link, no image and no HTML; a figure came from
facts.yaml, a term is followed by its meaning once. The forms are in the docstring of ``markdown``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from trainer.content.body import Term
from trainer.content.facts import Fact

_FACT = re.compile(r"\{\{(?P<id>[a-z0-9-]+)\.(?P<name>[a-z0-9_-]+)\}\}")
_TERM = re.compile(r'(?<!!)\[(?P<term>[^\[\]]+)\]\(term:\s+"(?P<meaning>[^"]+)"\)')
_CODE = re.compile(r"(?s)(```.*?(?:```|\Z)|`[^`\n]+`)")
_FORBIDDEN = (
    (re.compile(r"!\[[^\]]*\][(\[]"), "an image", "Say it in words; images are not shown"),
    (re.compile(r"<(?:[A-Za-z/!?][^<>]*>|!--)"), "raw HTML", "Write Markdown instead, or put the text in backticks"),
    (re.compile(r"(?<!!)\[[^\[\]]*\](?:\(|\[)"), "a link", 'Name the source in words; only `(term: "...")` may follow'),
    (re.compile(r"(?m)^\s{0,3}\[[^\]]+\]:\s"), "a link's target", "Delete it; lessons hold no links"),
    (re.compile(r"(?i)\b(?:https?|ftp|file|javascript)://\S"), "a web address", "Name the source in words"),
    (re.compile(r"\{\{[^{}\n]*(?:\}\})?|\}\}"), "an unknown form in braces", "Write a fact as `{{fact-id.name}}`"),
)
Note = Callable[[int, str, str], None]
"""Called with an offset into the text, what is wrong there, and the remedy."""


@dataclass(slots=True)
class Lexicon:
    """What a lesson's text may draw on, and what it drew."""

    facts: Mapping[str, Fact] | None
    """None where facts.yaml could not be read: then no fact is reported as unknown."""
    listed: tuple[str, ...]
    """Facts that the front matter lists."""
    used: set[str] = field(default_factory=set)
    terms: dict[str, str] = field(default_factory=dict)
    """Each term, in lower case, and its meaning."""
    glossary: list[Term] = field(default_factory=list)

    def render(self, text: str, note: Note) -> str:
        """The text with facts filled in and terms spelled out; problems go to ``note``."""
        pieces = _CODE.split(text)
        offset = 0
        for index, piece in enumerate(pieces):
            if index % 2 == 0:
                pieces[index] = self._render_prose(piece, offset, note)
            offset += len(piece)
        return "".join(pieces)

    def _render_prose(self, text: str, start: int, note: Note) -> str:
        # Spaces of the same length keep the offsets of what is left to look at.
        rest = _FACT.sub(lambda m: " " * len(m[0]), _TERM.sub(lambda m: " " * len(m[0]), text))
        for form, what, remedy in _FORBIDDEN:
            for found in form.finditer(rest):
                note(start + found.start(), what, remedy)

        def term(found: re.Match[str]) -> str:
            return self._term(found, lambda what, remedy: note(start + found.start(), what, remedy))

        def fact(found: re.Match[str]) -> str:
            return self._fact(found, lambda what, remedy: note(start + found.start(), what, remedy))

        # Facts first would move the offsets of terms, so each is looked up in the text as written.
        spans = sorted([(m.start(), m.end(), term(m)) for m in _TERM.finditer(text)])
        spans += [(m.start(), m.end(), fact(m)) for m in _FACT.finditer(text) if not _within(m.start(), spans)]
        out, at = [], 0
        for begin, end, new in sorted(spans):
            out += [text[at:begin], new]
            at = end
        return "".join([*out, text[at:]])

    def _fact(self, found: re.Match[str], note: Callable[[str, str], None]) -> str:
        name, value = found["id"], found["name"]
        self.used.add(name)
        if self.facts is None:
            return found[0]
        if name not in self.facts:
            note(f"the fact `{name}` is not in facts.yaml", "Add it there, or correct the id")
        elif value not in self.facts[name].values:
            known = ", ".join(f"`{v}`" for v in self.facts[name].values)
            note(f"the fact `{name}` has no value `{value}`", f"Use one of {known}, or add it to facts.yaml")
        else:
            if name not in self.listed:
                note(f"the fact `{name}` is not listed in the front matter", f"Add `{name}` to `facts:`")
            return self.facts[name].values[value]
        return found[0]

    def _term(self, found: re.Match[str], note: Callable[[str, str], None]) -> str:
        term, meaning = " ".join(found["term"].split()), " ".join(found["meaning"].split())
        known = self.terms.get(term.casefold())
        if known == meaning:
            return term
        if known is not None:
            note(f"the term `{term}` has two meanings in this lesson", "Give its meaning once, on first use")
        self.terms[term.casefold()] = meaning
        self.glossary.append(Term(term=term, meaning=meaning))
        return f"*{term}* ({meaning})"


def _within(offset: int, spans: list[tuple[int, int, str]]) -> bool:
    return any(begin <= offset < end for begin, end, _ in spans)
