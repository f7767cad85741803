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
    """From 1, in the order of the form."""
    question: str
    digest: str
    """Of the question as it was shown."""
    chosen: tuple[str, ...]
    """Option ids, in the question's own order, so that equal answers are equal rows."""
    score: float
    """0 to 1."""
    request_id: str
    """The same id again returns the same result, never a second row."""
