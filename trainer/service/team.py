"""The people who report to somebody, and where each of them stands today.

Invariant: it is made from status and dates alone; results of attempts are not even read.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from trainer.compliance.history import History
from trainer.compliance.standing import TrackStanding, by_track
from trainer.compliance.status import URGENCY, Status, worst
from trainer.records import people
from trainer.records.history import facts_of
from trainer.records.people import Person
from trainer.reports.overdue import LATE, acts_by
from trainer.service.desk import Desk
from trainer.service.looking import Look
from trainer.service.team_views import Count, MemberTrack, Team, TeamMember, TeamTrack
from trainer.text import fold


class _Seeing(NamedTuple):
    """What is the same for everyone in a team."""

    me: str
    """The folded id of the person who asks."""
    names: Mapping[str, str]
    """Of theirs and everyone in the team, by folded id."""
    history: History
    today: dt.date


def below(desk: Desk) -> frozenset[int]:
    """Row numbers of everyone who reports to the person who asks, directly or through others; not their own."""
    return desk.reports() - {desk.me().n}


def team(desk: Desk, look: Look) -> Team:
    """The team of the person who asks, as of today; ``look`` is told whom it shows. Read it inside a snapshot."""
    me, theirs = desk.me(), below(desk)
    led = [person for person in people.everyone(desk.store) if person.n in theirs]
    names = {fold(person.roster.id): person.roster.name for person in (me, *led)}
    seeing = _Seeing(fold(me.roster.id), names, desk.history(), desk.today())
    found = [_member(desk, seeing, person) for person in led]
    shown = [(person, member) for person, member in zip(led, found, strict=True) if member is not None]
    for person, _ in shown:
        look.at(person)
    members = [member for _, member in shown]
    return Team(
        handle=me.handle,
        listed=bool(me.roster.id),
        today=seeing.today,
        tracks=_tracks(members),
        people=tuple(sorted(members, key=_urgency)),
    )


def _member(desk: Desk, seeing: _Seeing, person: Person) -> TeamMember | None:
    """None for someone who has left: they are nobody's report, though others may still report through them."""
    stands = seeing.history.stands(seeing.today, facts_of(desk.store, person), person.member)
    if not stands.known or stands.left_on:
        return None
    tracks = sorted(
        (_track(whole, whole.due_on, seeing.today) for whole in by_track(stands.lines) if whole.due_on),
        key=lambda each: (each.status not in LATE, -each.days_late, each.act_by or dt.date.max, each.due_on, each.id),
    )
    manager = fold(person.roster.manager)
    return TeamMember(
        handle=person.handle,
        name=person.roster.name,
        team=stands.team,
        manager=seeing.names[manager],
        direct=manager == seeing.me,
        status=worst(each.status for each in tracks),
        late=any(each.status in LATE for each in tracks),
        days_late=max((each.days_late for each in tracks), default=0),
        act_by=min((each.act_by for each in tracks if each.act_by), default=None),
        tracks=tuple(tracks),
    )


def _track(whole: TrackStanding, due_on: dt.date, today: dt.date) -> MemberTrack:
    day = acts_by(whole)
    return MemberTrack(
        id=whole.track.id,
        title=whole.track.title,
        status=whole.status,
        due_on=due_on,
        valid_until=whole.valid_until,
        act_by=day,
        days_late=max((today - day).days, 0) if day else 0,
    )


def _urgency(member: TeamMember) -> tuple[bool, int, dt.date, str, str]:
    return not member.late, -member.days_late, member.act_by or dt.date.max, fold(member.name), member.handle


def _tracks(members: Iterable[TeamMember]) -> tuple[TeamTrack, ...]:
    titles: dict[str, str] = {}
    counts: dict[str, Counter[Status]] = {}
    for member in members:
        for each in member.tracks:
            titles[each.id] = each.title
            counts.setdefault(each.id, Counter())[each.status] += 1
    late = {name: sum(counted[status] for status in LATE) for name, counted in counts.items()}
    return tuple(
        TeamTrack(
            id=name,
            title=titles[name],
            counts=tuple(
                Count(status=status, people=counts[name][status])
                for status in reversed(URGENCY)
                if counts[name][status]
            ),
        )
        for name in sorted(counts, key=lambda name: (-late[name], fold(titles[name]), name))
    )
