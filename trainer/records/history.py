"""The company's facts and one person's, read for the rules of ``compliance.history``."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from typing import Any

from trainer.assessment.kinds import EVIDENCE, AttemptKind
from trainer.compliance.history import Facts, History, InForce
from trainer.compliance.membership import RosterFact
from trainer.content.tracks import CertificationRule, Part, Track
from trainer.records import achievements, assignments, corrections, exceptions
from trainer.records.people import Person
from trainer.records.store import Store

IN_FORCE = """SELECT kind, payload, recorded_at FROM entry WHERE kind IN ('track', 'content') ORDER BY seq"""
_ROSTER = """SELECT roster_event.change, entry.recorded_at, roster_event.effective_on, roster_event.team,
    roster_event.roles, roster_event.start_date, roster_event.listed
  FROM roster_event JOIN entry ON entry.seq = roster_event.entry WHERE roster_event.ref = ?
  ORDER BY roster_event.entry, roster_event.position"""
_READ = "SELECT module, min(begun_on) FROM reading WHERE person = ? GROUP BY module"
EVIDENCE_KINDS = ", ".join(f"'{kind}'" for kind in sorted(EVIDENCE))
"""As SQL writes them."""
TRIED = f"""(kind IN ('{AttemptKind.MODULE_CHECK}', '{AttemptKind.CERTIFICATION}')
  OR (kind = '{AttemptKind.TEST_OUT}' AND state = 'passed'))"""
"""Whether an attempt is one at the module: after a test-out that was not passed its taker learns it like everyone."""
BEGUN = "CASE counts_from WHEN '' THEN started_at ELSE counts_from END"
"""From when an attempt is this person's."""
_TRIED = f"SELECT module, min({BEGUN}) FROM attempt WHERE person = ? AND module <> '' AND {TRIED} GROUP BY module"


def history(store: Store, *, warning_days: int, today: dt.date) -> History:
    """What was asked of whom, from the first entry to the last."""
    return History(
        in_force=tuple(in_force(store)),
        assignments=tuple(assignments.all_of(store)),
        corrections=tuple(corrections.all_of(store)),
        warning_days=warning_days,
        today=today,
    )


def in_force(store: Store) -> Iterator[InForce]:
    """Every track and module version that was put in force, the oldest first."""
    for row in store.rows(IN_FORCE):
        said = json.loads(row["payload"])
        name = said.pop("name")
        del said["digest"]
        if row["kind"] == "track":
            yield InForce(row["recorded_at"][:10], name, _track(said), 0, {}, "")
        else:
            version = str(said["version"])
            major = int(version.partition(".")[0])
            yield InForce(row["recorded_at"][:10], name, None, major, _changes(said), version)


def facts_of(store: Store, person: Person) -> Facts:
    """Everything recorded about one person that their status depends on."""
    n = person.n
    return Facts(
        tuple(roster_fact(row) for row in store.few(_ROSTER, (person.ref,))),
        achievements.completions(store, n),
        achievements.certifications(store, n),
        achievements.attestations(store, n),
        exceptions.exemptions(store, n),
        first_of([*store.few(_READ, (n,)), *store.few(_TRIED, (n,))]),
    )


def roster_fact(row: Any) -> RosterFact:
    """What a row says: change, moment, day, team, roles, start date, listed."""
    change, recorded_at, *rest = row
    return RosterFact(change, recorded_at[:10], *rest)


def first_of(begun: list[Any]) -> dict[str, str]:
    """Module to the first of its days, of rows with module and moment."""
    found: dict[str, str] = {}
    for module, at in begun:
        if module not in found or at[:10] < found[module]:
            found[module] = at[:10]
    return found


def _track(said: dict[str, Any]) -> Track:
    """By hand: the general decoder reads annotations, for which 'trainer check' would wait."""
    parts = tuple(
        Part(module=part["module"], lessons=tuple(part["lessons"]), objectives=tuple(part["objectives"]))
        for part in said["modules"]
    )
    rule = CertificationRule(said["certification"])
    return Track(**{**said, "modules": parts, "certification": rule})


def _changes(said: Mapping[str, Any]) -> dict[int, tuple[str, ...]]:
    return {int(each["major"]): tuple(each["objectives"]) for each in said.get("changes", ())}
