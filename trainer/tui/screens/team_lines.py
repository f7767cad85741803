"""A team in lines: a stacked bar for each track, a line for each person.

Invariant: a colour or a filling never stands alone; the same is said in words beside it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from trainer.compliance.status import Status
from trainer.service.team_views import Count, MemberTrack, TeamMember, TeamTrack
from trainer.service.words import STATUS
from trainer.text import plural, safe
from trainer.tui import words

BAR = 26
"""Cells of a whole bar; more than there are statuses, so that each has one."""
_TITLE = 16
_NAME = 22
_TEAM = 12
_BETWEEN = Content("   ")
_FILLED = {
    Status.SUPERSEDED: ("▒", "$text-warning"),
    Status.EXPIRED: ("▓", "$text-error"),
    Status.OVERDUE: ("█", "$text-error"),
    Status.NOT_STARTED: ("░", ""),
    Status.IN_PROGRESS: ("▄", "$text-primary"),
    Status.EXPIRING: ("═", "$text-warning"),
    Status.CURRENT: ("━", "$text-success"),
    Status.EXEMPT: ("·", "$text-muted"),
}
"""Each status with a filling of its own; ``not_required`` is no status of what is required."""


def bars(tracks: Sequence[TeamTrack], width: int) -> Content:
    """For each track a line with the bar, and the same in words beneath, in lines of at most so many cells."""
    return Content("\n").join([line for track in tracks for line in (_bar(track), *_legend(track, width))])


def cells(counts: Sequence[int], width: int) -> list[int]:
    """How many of ``width`` cells each count gets: in proportion, and at least one. Counts are 1 or more.

    There have to be as many cells as counts.
    """
    total, free = sum(counts), width - len(counts)
    shares = [count * free / total for count in counts]
    given = [1 + int(share) for share in shares]
    by_rest = sorted(range(len(counts)), key=lambda at: int(shares[at]) - shares[at])
    for at in by_rest[: width - sum(given)]:
        given[at] += 1
    return given


def person(member: TeamMember, today: dt.date, *, narrow: bool) -> Content:
    """One line of the list; the team is left out where there is no room."""
    team = "" if narrow else f"{fitted(member.team, _TEAM)} "
    # The first of their tracks is the most pressing one.
    told = track_status(member.tracks[0], today) if member.tracks else Content("· nothing is asked of them")
    return Content.assemble((fitted(member.name, _NAME), "bold"), " ", (team, "$text-muted"), told)


def track_status(track: MemberTrack, today: dt.date) -> Content:
    """A status with the day that matters for it."""
    match track.status:
        case Status.OVERDUE:
            more = f", {plural(track.days_late, 'day')} late"
        case Status.EXPIRED if track.act_by:
            more = f" {words.until(track.act_by, today)}"
        case Status.CURRENT | Status.EXEMPT if track.valid_until:
            more = f", until {words.day(track.valid_until)}"
        case _:
            more = f", by {words.day(track.act_by)}" if track.act_by else ""
    return Content.assemble(words.status(track.status), more)


def fitted(text: str, width: int) -> str:
    """Untrusted text in exactly so many cells of a terminal, cut with an ellipsis."""
    line = safe(text)
    return set_cell_size(line, width) if cell_len(line) <= width else set_cell_size(line, width - 1) + "…"


def _bar(track: TeamTrack) -> Content:
    widths = cells([count.people for count in track.counts], BAR)
    filled = [_fill(count.status, width) for count, width in zip(track.counts, widths, strict=True)]
    people = plural(track.people, "person", "people")
    return Content.assemble((fitted(track.title, _TITLE), "bold"), " ", *filled, (f"  {people}", "$text-muted"))


def _legend(track: TeamTrack, width: int) -> list[Content]:
    """Broken between two counts only, so that no filling is parted from its word."""
    lines: list[list[Content]] = [[]]
    for count in track.counts:
        said = _said(count)
        if lines[-1] and _BETWEEN.join([*lines[-1], said]).cell_length > width:
            lines.append([])
        lines[-1].append(said)
    return [_BETWEEN.join(line) for line in lines]


def _said(count: Count) -> Content:
    return Content.assemble(_fill(count.status, 1), f" {count.people} {STATUS[count.status]}")


def _fill(status: Status, width: int) -> Content:
    filling, style = _FILLED[status]
    return Content.styled(filling * width, style)
