"""Random small companies with every oddity, made through the records' own writers."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterable
from functools import partial

from trainer.compliance.achieved import Completion, DeltaAttestation
from trainer.compliance.history import What
from trainer.compliance.requirements import Assignment, Role, Target
from trainer.content.codec import to_plain
from trainer.content.tracks import CertificationRule, Part, Track
from trainer.records import achievements, assignments, corrections, entries, erasing, exceptions, importing, people
from trainer.records import roster as rosters
from trainer.records.entries import Kind
from trainer.records.people import Person, RosterRow
from trainer.records.store import Store

FIRST = dt.date(2024, 1, 10)
TODAY = dt.date(2026, 7, 1)
MODULES = ("M01", "M02", "M03")
TRACKS = ("all-staff", "gate", "marketing")
TEAMS = ("Sales", "sales ", "Ops", "")


class Company:
    """A company whose years are told month by month."""

    def __init__(self, store: Store, seed: int) -> None:
        self.store = store
        self.dice = dice = random.Random(seed)
        self.odd = dice.choice((0.15, 0.15, 1.0))
        """How often the unusual happens, relative to the most."""
        self.day = FIRST
        self.majors = dict.fromkeys(MODULES, 1)
        self.tracks: dict[str, Track] = {}

    def live(self, people_there: int) -> None:
        """From the first day to about today."""
        with self.store.write():
            for module in MODULES:
                self.version(module)
            for track in TRACKS:
                self.track(track)
            self.roster(range(people_there))
            for track in TRACKS:
                self.assign(track)
        while self.day < TODAY:
            with self.store.write():
                self.month()
            self.day += dt.timedelta(days=30)

    def month(self) -> None:
        """Most people achieve something now and then; each oddity happens to a few."""
        for person in [each for each in people.everyone(self.store) if not each.unlisted]:
            for track in TRACKS:
                if self.dice.random() < 0.1:
                    self.achieve(person, track)
            self.by_chance(
                (0.25, partial(self.partly, person)),
                (0.02, partial(self.exempt, person)),
                (0.08, partial(self.imported, person)),
                (0.01, partial(self.attest, person)),
                (0.05, partial(self.corrected, person)),
                (0.005, partial(self.erase, person)),
            )
        self.by_chance(
            (0.05, lambda: self.version(self.dice.choice(MODULES))),
            (0.08, lambda: self.track(self.dice.choice(TRACKS))),
            (0.2, lambda: self.assign(self.dice.choice(TRACKS))),
            (0.3, lambda: self.roster(n for n in range(40) if self.dice.random() < 0.9)),
            (0.2, self.visitor),
        )

    def by_chance(self, *oddities: tuple[float, Callable[[], object]]) -> None:
        for chance, happens in oddities:
            if self.dice.random() < chance * self.odd:
                happens()

    @property
    def at(self) -> str:
        return f"{self.day}T10:00:00Z"

    def version(self, module: str) -> None:
        """A major version; from the second on it changes one objective, or everything."""
        major = self.majors[module] = self.majors[module] + (self.day > FIRST)
        body = {"version": f"{major}.0", "changes": [{"major": major, "objectives": ["O1"]}] * self.dice.randrange(2)}
        digest = f"{module} {major}"
        entries.put_in_force(self.store, Kind.CONTENT, module, digest, body, at=self.at, actor_ref=None)

    def track(self, name: str) -> None:
        dice = self.dice
        parts = tuple(
            Part(module=module, objectives=(f"{module}.O1",) * dice.randrange(2))
            for module in sorted(dice.sample(MODULES, dice.choice((1, 1, 2))))
        )
        track = Track(
            id=name,
            title=name,
            modules=parts,
            validity_months=dice.choice((6, 12)),
            due_days=30,
            certification=dice.choice(list(CertificationRule)),
        )
        self.tracks[name] = track
        body = to_plain(track)
        entries.put_in_force(self.store, Kind.TRACK, name, str(track), body, at=self.at, actor_ref=None)

    def assign(self, track: str) -> None:
        dice = self.dice
        target = dice.choice((Target.EVERYONE, Target.EVERYONE, Target.TEAM, Target.ROLE, Target.PERSON))
        person = dice.choice(list(people.everyone(self.store)))
        name = {Target.TEAM: "Sales", Target.ROLE: Role.MANAGER}.get(target, "")
        due_on = self.day + dt.timedelta(days=60) if dice.random() < 0.3 else None
        whom = person if target is Target.PERSON else None
        made = Assignment(track, target, whom.n if whom else None, name, due_on, None, self.day)
        assignments.add(self.store, made, whom, at=self.at, actor_ref=None)

    def roster(self, numbers: Iterable[int]) -> None:
        """These people, some in other teams; who is missing has left."""
        dice = self.dice
        rows = [
            RosterRow(
                id=f"P{n}",
                name="N",
                login=f"u{n}",
                team=dice.choice(TEAMS) if dice.random() < 0.3 else TEAMS[n % len(TEAMS)],
                roles=(Role.MANAGER,) if dice.random() < 0.2 else (),
                start_date=dice.choice(("", FIRST.isoformat(), self.day.isoformat())),
            )
            for n in numbers
        ]
        made = rosters.plan(self.store, rows, sync=True)
        rosters.apply(self.store, made, on=self.day.isoformat(), at=self.at, actor_ref=None)

    def visitor(self) -> None:
        """Someone who is not on the roster, and may be later on."""
        login = f"u{self.dice.randrange(60)}"
        if people.by_login(self.store, login) is None:
            person = rosters.add_unlisted(self.store, login, on=self.day.isoformat(), at=self.at)
            self.achieve(person, TRACKS[0])

    def achieve(self, person: Person, track: str) -> None:
        """All modules of a track, and its examination where it has one."""
        for part in self.tracks[track].modules:
            self.complete(person, part.module)
        if self.tracks[track].certification is CertificationRule.EXAMINATION:
            self.imported(person, track)

    def complete(self, person: Person, module: str, left_out: tuple[str, ...] = ()) -> None:
        entry = entries.append(self.store, Kind.COMPLETION, {}, at=self.at, actor_ref=None, person_ref=person.ref).seq
        row = (entry, person.n, module, f"{self.majors[module]}.{self.dice.randrange(2)}", "", None, left_out, self.at)
        achievements.add_completion(self.store, Completion(*row, self.at[:10], None, None, "imported"))

    def partly(self, person: Person) -> None:
        module = self.dice.choice(MODULES)
        self.complete(person, module, (f"{module}.O2",))

    def imported(self, person: Person, track: str = "") -> None:
        """Held in an older system some time ago, or today where the track is named."""
        dice = self.dice
        back = 0 if track else dice.randrange(500)
        versions = {
            module: f"{major}.0" for module, major in self.majors.items() if dice.random() < 0.95 or module == "M01"
        }
        on = (self.day - dt.timedelta(days=back)).isoformat()
        module = "" if track or dice.random() < 0.5 else dice.choice([*versions])
        past = importing.Past(person, module, "" if module else track or dice.choice(TRACKS), on, None, versions)
        importing.add(self.store, past, at=self.at, actor_ref="")

    def exempt(self, person: Person) -> None:
        until = (self.day + dt.timedelta(days=self.dice.randrange(300))).isoformat()
        exceptions.exempt(self.store, person, self.dice.choice(TRACKS), until, "so", at=self.at, actor_ref="")

    def corrected(self, person: Person) -> None:
        """Something that they achieved is withdrawn, or of another day."""
        held = [each.entry for each in achievements.completions(self.store, person.n)]
        held += [each.entry for each in achievements.certifications(self.store, person.n)]
        found = entries.find(self.store, str(self.dice.choice(held[-3:]))) if held else None
        if found is not None:
            what = self.dice.choice((What.WITHDRAWN, What.COMPLETED_ON))
            value = "" if what is What.WITHDRAWN else (self.day - dt.timedelta(days=200)).isoformat()
            corrections.add(self.store, found, what, value, "", owner=person.n, at=self.at, actor_ref="")

    def attest(self, person: Person) -> None:
        """What changed in a module; it needs an attempt, which nothing here looks at."""
        module = self.dice.choice(MODULES)
        entry = entries.append(self.store, Kind.ATTESTATION, {}, at=self.at, actor_ref=None, person_ref=person.ref).seq
        attempt = self.attempt(person, module)
        version = f"{self.majors[module]}.0"
        row = DeltaAttestation(entry, person.n, module, version, "", attempt, ("O1",), self.at, self.at[:10])
        achievements.add_attestation(self.store, row)

    def attempt(self, person: Person, module: str) -> int:
        row = {
            "id": f"{self.dice.random()}",
            "person": person.n,
            "kind": "module_check",
            "module": module,
            "version": "1.0",
            "digest": "",
            "form": '{"pass_mark": 80.0}',
            "state": "passed",
            "percent": 90.0,
            "attestation": "attested",
            "started_at": self.at,
            "finished_at": self.at,
        }
        return self.store.insert("attempt", row)

    def erase(self, person: Person) -> None:
        erasing.erase(self.store, person, erasing.By(person=person, on=self.day.isoformat(), at=self.at))
