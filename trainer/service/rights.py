"""Who may do what with whose record: one table over every call of :class:`~trainer.service.training.Training`.

Deny by default: a call that is not in the table is nobody's, in either transport. Roles add up, and everyone is a
learner. A use asks the table through its desk; the host service asks it once more before it makes a call. A test
walks every cell, and holds the table complete.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import cache

from trainer.compliance.requirements import Role


class Whose(IntEnum):
    """Whose record a call may be about, the narrowest first."""

    NOBODY = 0
    """It may not be made."""
    OWN = 1
    REPORTS = 2
    """One's own, and those of the people who report to one, directly or through others."""
    ALL = 3
    """Anyone's; also where a call is about no record."""


class Lane(StrEnum):
    """How the host service runs a call."""

    QUICK = "quick"
    """With others in one group commit: short, and it may write."""
    LONG = "long"
    """On its own, beside the quick ones: it reads much, streams, or rebuilds the file."""
    HERE = "here"
    """Not at all: it works on files of whoever calls it, or only where the records lie."""


@dataclass(frozen=True, slots=True)
class Right:
    """One row of the table."""

    call: str
    """``use.method``."""
    learner: Whose
    manager: Whose
    author: Whose
    auditor: Whose
    admin: Whose
    lane: Lane
    again: bool
    """Whether a call that was cut off may be sent once more: it reads, or does the same thing once only."""


_no, _own, _reports, _all = Whose
_quick, _long, _here = Lane
_again, _once = True, False

# fmt: off
TABLE = (
    #     call                      learner   manager    author   auditor   admin    lane     again
    Right("learn.begin",            _own,     _own,      _own,    _own,     _own,    _quick,  _again),
    Right("learn.home",             _own,     _own,      _own,    _own,     _own,    _quick,  _again),
    Right("learn.module",           _own,     _own,      _own,    _own,     _own,    _quick,  _again),
    Right("learn.changes",          _own,     _own,      _own,    _own,     _own,    _quick,  _again),
    Right("learn.lesson",           _own,     _own,      _own,    _own,     _own,    _quick,  _again),
    Right("learn.keep_place",       _own,     _own,      _own,    _own,     _own,    _quick,  _again),
    Right("learn.finish_lesson",    _own,     _own,      _own,    _own,     _own,    _quick,  _again),
    # A second time would count twice.
    Right("learn.unclear",          _own,     _own,      _own,    _own,     _own,    _quick,  _once),
    Right("learn.record",           _own,     _own,      _own,    _own,     _own,    _quick,  _again),
    Right("checks.start",           _own,     _own,      _own,    _own,     _own,    _quick,  _again),
    Right("checks.test_out",        _own,     _own,      _own,    _own,     _own,    _quick,  _again),
    Right("checks.practise",        _own,     _own,      _own,    _own,     _own,    _quick,  _again),
    Right("checks.certify",         _own,     _own,      _own,    _own,     _own,    _quick,  _again),
    Right("checks.refresh",         _own,     _own,      _own,    _own,     _own,    _quick,  _again),
    Right("checks.take",            _own,     _own,      _own,    _own,     _own,    _quick,  _again),
    Right("checks.question",        _own,     _own,      _own,    _own,     _own,    _quick,  _again),
    Right("checks.answer",          _own,     _own,      _own,    _own,     _own,    _quick,  _again),
    Right("checks.feedback",        _own,     _own,      _own,    _own,     _own,    _quick,  _again),
    Right("checks.result",          _own,     _own,      _own,    _own,     _own,    _quick,  _again),
    Right("people.import_csv",      _no,      _no,       _no,     _no,      _all,    _long,   _again),
    Right("people.add",             _no,      _no,       _no,     _no,      _all,    _long,   _again),
    Right("people.leave",           _no,      _no,       _no,     _no,      _all,    _long,   _again),
    Right("people.import_history",  _no,      _no,       _no,     _no,      _all,    _long,   _again),
    Right("people.everyone",        _no,      _no,       _no,     _no,      _all,    _long,   _once),
    Right("compliance.today",       _all,     _all,      _all,    _all,     _all,    _quick,  _again),
    Right("compliance.check",       _own,     _reports,  _own,    _all,     _all,    _quick,  _again),
    Right("compliance.assign",      _no,      _no,       _no,     _no,      _all,    _long,   _again),
    Right("compliance.unassign",    _no,      _no,       _no,     _no,      _all,    _long,   _again),
    Right("compliance.exempt",      _no,      _no,       _no,     _no,      _all,    _quick,  _once),
    Right("compliance.approve",     _no,      _no,       _no,     _no,      _all,    _quick,  _again),
    Right("compliance.correct",     _no,      _no,       _no,     _no,      _all,    _quick,  _once),
    Right("compliance.allow_retry", _no,      _reports,  _no,     _no,      _all,    _quick,  _once),
    Right("reports.completion",     _no,      _reports,  _no,     _all,     _all,    _long,   _once),
    Right("reports.overdue",        _no,      _reports,  _no,     _all,     _all,    _long,   _once),
    Right("reports.history",        _no,      _reports,  _no,     _all,     _all,    _long,   _once),
    Right("reports.teams",          _no,      _reports,  _no,     _all,     _all,    _long,   _once),
    Right("reports.items",          _no,      _no,       _all,    _all,     _all,    _long,   _once),
    Right("reports.about",          _all,     _all,      _all,    _all,     _all,    _quick,  _again),
    Right("reports.team",           _no,      _reports,  _no,     _no,      _reports, _long,  _once),
    Right("evidence.verify",        _no,      _no,       _no,     _all,     _all,    _long,   _again),
    Right("evidence.checkpoint",    _no,      _no,       _no,     _all,     _all,    _quick,  _again),
    Right("evidence.since",         _no,      _no,       _no,     _all,     _all,    _long,   _again),
    Right("evidence.receipt",       _own,     _own,      _own,    _all,     _all,    _quick,  _again),
    Right("evidence.certificate",   _own,     _own,      _own,    _all,     _all,    _quick,  _once),
    Right("evidence.verify_file",   _all,     _all,      _all,    _all,     _all,    _quick,  _again),
    Right("privacy.notice",         _all,     _all,      _all,    _all,     _all,    _quick,  _again),
    Right("privacy.told",           _own,     _own,      _own,    _own,     _own,    _quick,  _again),
    Right("privacy.acknowledge",    _own,     _own,      _own,    _own,     _own,    _quick,  _again),
    Right("privacy.inventory",      _all,     _all,      _all,    _all,     _all,    _quick,  _again),
    Right("privacy.export",         _own,     _own,      _own,    _own,     _all,    _long,   _once),
    Right("privacy.erase",          _no,      _no,       _no,     _no,      _all,    _long,   _once),
    Right("privacy.retention",      _no,      _no,       _no,     _no,      _all,    _long,   _once),
    Right("privacy.finish_erasing", _no,      _no,       _no,     _no,      _all,    _long,   _again),
    # A copy holds everyone's record and every key: it is made by whoever runs the host, not over the socket.
    Right("keeping.backup",         _no,      _no,       _no,     _no,      _all,    _here,   _once),
    Right("keeping.restore",        _no,      _no,       _no,     _no,      _all,    _here,   _once),
    # Authors work on files of their own, and open no records.
    Right("authoring.check",        _all,     _all,      _all,    _all,     _all,    _here,   _again),
    Right("authoring.new_module",   _all,     _all,      _all,    _all,     _all,    _here,   _once),
    Right("authoring.new_question", _all,     _all,      _all,    _all,     _all,    _here,   _once),
    Right("authoring.rules",        _all,     _all,      _all,    _all,     _all,    _here,   _again),
    Right("authoring.bank_pages",   _all,     _all,      _all,    _all,     _all,    _here,   _again),
    Right("authoring.modules",      _all,     _all,      _all,    _all,     _all,    _here,   _again),
    Right("authoring.tracks",       _all,     _all,      _all,    _all,     _all,    _here,   _again),
    Right("authoring.show",         _all,     _all,      _all,    _all,     _all,    _here,   _again),
    Right("authoring.coverage",     _all,     _all,      _all,    _all,     _all,    _here,   _again),
    Right("authoring.compared_with",_all,     _all,      _all,    _all,     _all,    _here,   _again),
    Right("authoring.schema",       _all,     _all,      _all,    _all,     _all,    _here,   _again),
    Right("authoring.release",      _all,     _all,      _all,    _all,     _all,    _here,   _again),
    Right("authoring.check_approvable",_all,     _all,      _all,    _all,     _all,    _here,   _again),
    Right("authoring.note_approval",_all,     _all,      _all,    _all,     _all,    _here,   _again),
)
"""The table."""
# fmt: on


@cache
def by_call() -> dict[str, Right]:
    """The table by its first column."""
    return {right.call: right for right in TABLE}


@cache
def everyone_may(call: str) -> bool:
    """Whether a call needs no look at anyone's roles: every learner may make it, about their own record at least."""
    return whose(call, ()) is not Whose.NOBODY


def whose(call: str, roles: Collection[Role]) -> Whose:
    """Whose record someone with these roles may make this call about."""
    right = by_call().get(call)
    if right is None:
        return Whose.NOBODY
    return max(Whose(getattr(right, role)) for role in {*roles, Role.LEARNER})


def roles_for(call: str) -> tuple[Role, ...]:
    """The roles that may make a call."""
    return tuple(role for role in Role if whose(call, (role,)) is not Whose.NOBODY)
