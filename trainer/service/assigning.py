"""Requiring a track of people, teams, roles or everyone."""

from __future__ import annotations

from collections.abc import Sequence

from trainer.compliance.requirements import applies
from trainer.records import assignments, people
from trainer.service.asked import Asked
from trainer.service.asking import check_asked, check_name, check_track, listed, rule
from trainer.service.compliance_views import Assigned
from trainer.service.desk import Desk


def assign(desk: Desk, track: str, asked: Sequence[Asked]) -> Assigned:
    """Record all of these assignments, or none."""
    check_track(desk, track)
    for each in asked:
        check_asked(each)
    # The roster must exist first: an assignment to nobody's records would be a typing error.
    _ = desk.store
    with desk.recording() as (store, me):
        members = [p for p in people.everyone(store) if not p.left_on]
        rules, new = [], False
        for each in asked:
            person = listed(store, each.person) if each.person else None
            made = rule(track, each, person, desk.today())
            check_name(made, members)
            new |= assignments.add(store, made, person, at=desk.now(), actor_ref=me.ref)
            rules.append(made)
        return Assigned(new=new, people=sum(any(applies(made, p.member) for made in rules) for p in members))
