"""Random histories of a company and one person in it, to be told up to any day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from trainer.compliance.achieved import Certification, Completion, DeltaAttestation, Exemption
from trainer.compliance.history import Correction, Facts, History, InForce, What
from trainer.compliance.membership import RosterFact
from trainer.compliance.requirements import Assignment, Member, Role, Target
from trainer.content.tracks import CertificationRule, Part, Track

FIRST = dt.date(2023, 1, 1)
DAYS = 1100
LAST = FIRST + dt.timedelta(days=DAYS)
TEAMS = ("Sales", "Ops", "")
TRACKS = ("all-staff", "gate", "marketing")
MODULES = ("M01", "M02", "M03")
PERSON = 7
WARNING = 30

_some_day = st.integers(0, DAYS).map(lambda n: FIRST + dt.timedelta(days=n))
_back = st.integers(0, 400)
_ahead = st.one_of(st.none(), st.integers(-100, 400))
_role = st.sampled_from(["", "manager", "auditor", "manager auditor"])
_change = st.one_of(
    st.tuples(st.just("joined"), st.sampled_from(TEAMS), _role, _back),
    st.tuples(st.just("moved"), st.sampled_from(TEAMS), _role, _back),
    st.tuples(st.just("left"), _back),
    st.tuples(st.just("track"), st.sampled_from(TRACKS), st.sets(st.sampled_from(MODULES), min_size=1), st.booleans()),
    st.tuples(st.just("version"), st.sampled_from(MODULES), st.sampled_from([(), ("O1",), ("O1", "O2"), None])),
    st.tuples(st.just("assign"), st.sampled_from(TRACKS), st.sampled_from(list(Target)), _ahead, st.integers(0, 60)),
    st.tuples(st.just("exempt"), st.sampled_from(TRACKS), st.integers(0, 300)),
    st.tuples(st.just("complete"), st.sampled_from(MODULES), st.sampled_from([(), ("O2",)])),
    st.tuples(st.just("certify"), st.sampled_from(TRACKS)),
    st.tuples(st.just("import"), st.sampled_from(TRACKS), _back),
    st.tuples(st.just("attest"), st.sampled_from(MODULES), st.sampled_from([("O1",), ("O1", "O2")])),
    st.tuples(st.just("begin"), st.sampled_from(MODULES)),
    st.tuples(st.just("withdraw"), st.integers(0, 40)),
    st.tuples(st.just("redate"), st.integers(0, 40), st.integers(-100, 300)),
)
changes = st.lists(st.tuples(_some_day, _change), min_size=3, max_size=30).map(
    lambda found: sorted(found, key=lambda each: each[0])
)
"""What happened, in order, each on its day."""
days = _some_day


@dataclass
class Told:
    """A history told up to some day."""

    roster: list[RosterFact] = field(default_factory=list)
    completions: list[Completion] = field(default_factory=list)
    certifications: list[Certification] = field(default_factory=list)
    attestations: list[DeltaAttestation] = field(default_factory=list)
    exemptions: list[Exemption] = field(default_factory=list)
    started: dict[str, str] = field(default_factory=dict)
    in_force: list[InForce] = field(default_factory=list)
    assignments: list[Assignment] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    """Of each entry, which are numbered from 1."""
    majors: dict[str, int] = field(default_factory=dict)

    def history(self, today: dt.date) -> History:
        return History(
            in_force=self.in_force,
            assignments=self.assignments,
            corrections=self.corrections,
            warning_days=WARNING,
            today=today,
        )

    def facts(self) -> Facts:
        return Facts(
            self.roster, self.completions, self.certifications, self.attestations, self.exemptions, self.started
        )


NOW = Member(person=PERSON, team="", roles=frozenset(), start_date=None, unlisted=False)


def tell(history: list[tuple[dt.date, tuple[Any, ...]]], until: dt.date) -> Told:
    """What was recorded by the end of that day."""
    told = Told()
    for day, (what, *how) in history:
        if day <= until:
            told.kinds.append(what)
            _TELL[what](told, len(told.kinds), day, *how)
    return told


def _roster(what: str) -> Any:
    def note(told: Told, _: int, day: dt.date, team: str, roles: str, back: int) -> None:
        start = (day - dt.timedelta(days=back)).isoformat()
        said = what if told.roster else "joined"
        told.roster.append(RosterFact(said, day.isoformat(), start, team, roles, start, 1))

    return note


def _left(told: Told, _: int, day: dt.date, back: int) -> None:
    if told.roster:
        last = told.roster[-1]
        on = (day - dt.timedelta(days=back)).isoformat()
        told.roster.append(last._replace(change="left", recorded_on=day.isoformat(), effective_on=on))


def _track(told: Told, _: int, day: dt.date, name: str, modules: set[str], examined: bool) -> None:
    rule = CertificationRule.EXAMINATION if examined else CertificationRule.MODULES
    parts = tuple(Part(module=module) for module in sorted(modules))
    track = Track(id=name, title=name, modules=parts, validity_months=12, due_days=30, certification=rule)
    told.in_force.append(InForce(day.isoformat(), name, track, 0, {}, ""))


def _version(told: Told, _: int, day: dt.date, module: str, changed: tuple[str, ...] | None) -> None:
    major = told.majors[module] = told.majors.get(module, 0) + 1
    before = next((e.changes for e in reversed(told.in_force) if e.name == module), {})
    named = {**before, major: changed} if changed is not None else before
    told.in_force.append(InForce(day.isoformat(), module, None, major, named, f"{major}.0"))


def _assign(told: Told, entry: int, day: dt.date, track: str, target: Target, ahead: int | None, due: int) -> None:
    names = {Target.TEAM: "Sales", Target.ROLE: Role.MANAGER}
    told.assignments.append(
        Assignment(
            track=track,
            target=target,
            person=PERSON if target is Target.PERSON else None,
            name=names.get(target, ""),
            due_on=None if ahead is None else day + dt.timedelta(days=ahead),
            due_days=due if ahead is None else None,
            assigned_on=day,
            entry=entry,
        )
    )


def _exempt(told: Told, entry: int, day: dt.date, track: str, ahead: int) -> None:
    until = (day + dt.timedelta(days=ahead)).isoformat()
    told.exemptions.append(Exemption(entry, PERSON, track, until, day.isoformat()))


def _complete(told: Told, entry: int, day: dt.date, module: str, left_out: tuple[str, ...]) -> None:
    version = f"{told.majors.get(module, 0)}.0"
    out = tuple(f"{module}.{name}" for name in left_out)
    told.completions.append(
        Completion(entry, PERSON, module, version, "d", entry, out, f"{day}T10:00:00Z", day.isoformat())
    )


def _certify(told: Told, entry: int, day: dt.date, track: str, back: int = 0) -> None:
    versions = {module: f"{major}.0" for module, major in told.majors.items()}
    on = day - dt.timedelta(days=back)
    told.certifications.append(
        Certification(
            entry, PERSON, track, "d", entry, f"{on}T10:00:00Z", day.isoformat(), 90.0, 80.0, "attested", versions
        )
    )


def _attest(told: Told, entry: int, day: dt.date, module: str, objectives: tuple[str, ...]) -> None:
    version = f"{told.majors.get(module, 0)}.0"
    told.attestations.append(
        DeltaAttestation(entry, PERSON, module, version, "d", entry, objectives, f"{day}T10:00:00Z", day.isoformat())
    )


def _begin(told: Told, _: int, day: dt.date, module: str) -> None:
    told.started.setdefault(module, day.isoformat())


_MAY_BE_WITHDRAWN = ("assign", "exempt", "complete", "certify", "import", "attest")
_REDATED = {"assign": What.DUE_ON, "exempt": What.UNTIL, "import": What.COMPLETED_ON}


def _withdraw(told: Told, entry: int, day: dt.date, nth: int) -> None:
    meant = nth % len(told.kinds) + 1
    if told.kinds[meant - 1] in _MAY_BE_WITHDRAWN:
        told.corrections.append(Correction(entry, meant, What.WITHDRAWN, "", day.isoformat()))


def _redate(told: Told, entry: int, day: dt.date, nth: int, ahead: int) -> None:
    meant = nth % len(told.kinds) + 1
    if (what := _REDATED.get(told.kinds[meant - 1])) is not None:
        value = (day + dt.timedelta(days=ahead)).isoformat()
        told.corrections.append(Correction(entry, meant, what, value, day.isoformat()))


_TELL: dict[str, Any] = {
    "joined": _roster("joined"),
    "moved": _roster("moved"),
    "left": _left,
    "track": _track,
    "version": _version,
    "assign": _assign,
    "exempt": _exempt,
    "complete": _complete,
    "certify": _certify,
    "import": _certify,
    "attest": _attest,
    "begin": _begin,
    "withdraw": _withdraw,
    "redate": _redate,
}
