"""Legal citations: which may be made, and in what form.

Invariant: a citation is allowed only if the text it points at is listed in ``refs.yaml``; of a range both ends are,
and lie in the same article. Forms: ``GDPR 12``, ``GDPR 6(1)(f)``, ``GDPR 21(2)-(4)``, ``GDPR Rec 47``, and whatever
``others`` lists word for word (``ePrivacy 13(2)``, ``CJEU C-252/21``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, ClassVar

from trainer.content.fields import Recitals

_ARTICLE = re.compile(r"GDPR (?P<article>[1-9][0-9]?)(?P<part>(\([0-9a-z]{1,2}\)){0,3})(-(?P<end>\([0-9a-z]{1,2}\)))?")
_RECITAL = re.compile(r"GDPR Rec (?P<number>[1-9][0-9]{0,3})")
_LAST = re.compile(r"\([0-9a-z]+\)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article of the GDPR that may be cited."""

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid", "str_min_length": 1}
    title: str
    parts: tuple[str, ...] = ()
    """Its numbered parts as ``1``, ``1(a)``, or ``(a)`` where the article has no paragraphs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refs:
    """Every legal reference that may be cited; ``in`` asks whether one may."""

    articles: dict[str, Article] = field(default_factory=dict)
    """Article number of the GDPR to what it holds."""
    recitals: Recitals = 0
    """How many recitals there are; 0 allows none."""
    others: dict[str, str] = field(default_factory=dict)
    """Any other source, word for word as it is cited, to its short title."""

    def __contains__(self, citation: object) -> bool:
        if not isinstance(citation, str):
            return False
        if citation in self.others:
            return True
        if recital := _RECITAL.fullmatch(citation):
            return int(recital["number"]) <= self.recitals
        match = _ARTICLE.fullmatch(citation)
        return match is not None and self._has_article(match["article"], match["part"], match["end"])

    def _has_article(self, number: str, part: str, end: str | None) -> bool:
        article = self.articles.get(number)
        if article is None:
            return False
        if not part:
            return end is None
        if end is None:
            return _part(part) in article.parts
        last = _LAST.sub(end, part)
        if _part(part) not in article.parts or _part(last) not in article.parts:
            return False
        return article.parts.index(_part(part)) < article.parts.index(_part(last))

    def title(self, citation: str) -> str:
        """The title of the article or source; empty for a recital and for what may not be cited."""
        if citation in self.others:
            return self.others[citation]
        match = _ARTICLE.fullmatch(citation)
        article = self.articles.get(match["article"]) if match and citation in self else None
        return article.title if article else ""

    def merged(self, overlay: Refs) -> Refs:
        """These and the overlay's; where both list one, the overlay's stands."""
        return Refs(
            articles={**self.articles, **overlay.articles},
            recitals=max(self.recitals, overlay.recitals),
            others={**self.others, **overlay.others},
        )


def _part(written: str) -> str:
    """``(1)(f)`` as refs.yaml lists it, ``1(f)``; ``(b)`` of an article without paragraphs stays."""
    first = re.match(r"\(([0-9]+)\)", written)
    return first[1] + written[first.end() :] if first else written
