"""Who is here on a day and where they stand, for counts of everyone: most people at a glance, the others by all facts.

Invariant: the kinds are those of ``compliance.standing``, whichever way somebody goes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping

from trainer.compliance.glance import Glance
from trainer.compliance.history import FOREVER, History, due_of
from trainer.compliance.membership import membership
from trainer.compliance.standing import by_track
from trainer.compliance.status import Status
from trainer.records import facts, newest
from trainer.records.store import Store

_FEW = 8
"""One in so many may be looked up alone; with more of them, to read everyone's facts is quicker."""

Present = tuple[str, Mapping[str, Status]]
"""Team, and the status in each track that is required; by kind, as ``Glance.statuses`` says."""


def present(
    store: Store, history: History, as_of: dt.date, until: str, mine: Collection[int] | None = None
) -> Iterator[Present]:
    """Everyone on the roster who is here; ``mine`` are the row numbers of those who may be seen, None for all.

    ``until`` is for :func:`trainer.records.facts.of_everyone`. Read it inside :meth:`Store.snapshot`.
    """
    company = history.on(as_of)
    if company.by != FOREVER:
        yield from _by_all_facts(facts.of_everyone(store, until), history, as_of, mine)
        return
    glance, singular = Glance(company), newest.singular(store)
    looked_at, others = 0, []
    for each in newest.of_listed(store, company.rules.majors):
        n = each.now.person
        if mine is not None and n not in mine:
            continue
        looked_at += 1
        found = membership(each.roster, company.by, each.now)
        if found is None or found.left_on:
            continue
        statuses = None if n in singular else glance.statuses(due_of(company, found), each.newest)
        if statuses is None:
            others.append(n)
        else:
            yield found.member.team, statuses
    one_by_one = len(others) * _FEW <= looked_at
    known = facts.of_these(store, others) if one_by_one else facts.of_everyone(store, until)
    yield from _by_all_facts(known, history, as_of, frozenset(others))


def _by_all_facts(
    everyone: Iterator[facts.Known], history: History, as_of: dt.date, mine: Collection[int] | None
) -> Iterator[Present]:
    for known in everyone:
        if known.person.erased or known.person.unlisted or (mine is not None and known.person.n not in mine):
            continue
        stands = history.stands(as_of, known.facts, known.person.member)
        if stands.known and not stands.left_on:
            yield stands.team, {each.track.id: each.status for each in by_track(stands.lines) if each.due_on}
