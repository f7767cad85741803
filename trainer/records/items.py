"""Answers without their people, for statistics about questions: whole first attempts, and what retention left."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from trainer.assessment.statistics import Sitting
from trainer.records.history import EVIDENCE_KINDS
from trainer.records.store import Store

FIRST = f"""attempt.kind IN ({EVIDENCE_KINDS}) AND attempt.n = (SELECT min(other.n) FROM attempt AS other
    WHERE other.person = attempt.person AND other.module = attempt.module AND other.track = attempt.track
      AND other.kind = attempt.kind)"""
"""Whether an attempt is its person's first of its kind at a thing that counts."""
_GIVEN = f"""SELECT attempt.n, response.question, response.digest, response.chosen, response.score
  FROM response JOIN attempt ON attempt.n = response.attempt
  WHERE response.question >= :first AND response.question < :last AND attempt.state <> 'open' AND {FIRST}
  ORDER BY attempt.n"""
_FOLDED = "SELECT digest, chosen, n FROM item_count WHERE first = 1 ORDER BY digest, chosen"


class Kept(NamedTuple):
    """So many gave this answer, of whom nothing else is known."""

    chosen: tuple[str, ...]
    n: int


def sittings(store: Store, module: str, digests: Mapping[str, str]) -> list[Sitting]:
    """What people's first attempts answered to a module's questions as they are asked now.

    ``digests`` maps the ids of these questions to their digests; answers to another wording are left out.
    """
    scores: dict[int, dict[str, float]] = defaultdict(dict)
    chosen: dict[int, dict[str, tuple[str, ...]]] = defaultdict(dict)
    # A question's id begins with its module's: M04-Q001; "." is the next sign after "-".
    for n, question, digest, given, score in store.rows(_GIVEN, {"first": f"{module}-", "last": f"{module}."}):
        if digests.get(question) == digest:
            scores[n][question] = score
            chosen[n][question] = tuple(json.loads(given))
    return [Sitting(scores=scores[n], chosen=chosen[n]) for n in scores]


def folded(store: Store) -> Mapping[str, list[Kept]]:
    """Digest of a question to what retention left of first attempts at it."""
    found: dict[str, list[Kept]] = defaultdict(list)
    for digest, chosen, n in _rows(store):
        found[digest].append(Kept(tuple(json.loads(chosen)), n))
    return found


def _rows(store: Store) -> Iterator[tuple[str, str, int]]:
    return ((row["digest"], row["chosen"], row["n"]) for row in store.rows(_FOLDED))
