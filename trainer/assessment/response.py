"""A response: one answer to one question, graded; the same fields as the row that records it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """One answer to one question of an attempt; its fields are the columns of the table ``response``.

    It has no time of its own: times would say how long each question took, which is nobody's business.
    """

    attempt: int
    """The attempt's row number."""
    position: int
    """From 1, in the order in which questions were asked."""
    question: str
    digest: str
    """Of the question as it was shown."""
    chosen: tuple[str, ...]
    """The normal form of its type (``assessment.types``), so that equal answers are equal rows."""
    score: float
    """0 to 1."""
    request_id: str
    """The same id again returns the same result, never a second row."""
    confidence: int | None = None
    """1 not sure, 2 fairly sure, 3 sure; None where nobody asked or nothing was said. Practice only; it never decides
    whether somebody passes."""
