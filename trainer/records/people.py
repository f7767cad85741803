"""The vault: who a person is, in one table, and how one is found.

Invariant: outside ``vault`` a person is a row number or ``ref``, an HMAC under the person's own random salt. Ids
and logins are compared NFKC case folded; a leaver holds no login.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from trainer.compliance.requirements import Member, Role
from trainer.errors import UnknownPerson
from trainer.records.store import Store
from trainer.text import encodable, fold, safe

BY_LOGIN = "login:"
ERASED = "erased"
_VAULT = (
    "person", "salt", "id", "id_key", "login", "login_key", "name", "email", "team", "manager", "roles", "start_date",
    "unlisted",
)  # fmt: skip
_SELECT = "SELECT person.n, person.ref, vault.* FROM vault JOIN person ON person.n = vault.person"
_ALL = """SELECT person.n, person.ref, vault.* FROM person LEFT JOIN vault ON vault.person = person.n
  WHERE vault.person IS NOT NULL OR person.same_as IS NULL ORDER BY person.n"""


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterRow:
    """One person as the roster gives them; every value is text as it was written, empty where not given."""

    id: str
    name: str
    login: str = ""
    email: str = ""
    team: str = ""
    manager: str = ""
    """The manager's id."""
    roles: tuple[Role, ...] = ()
    start_date: str = ""
    """ISO date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person in the vault."""

    n: int
    ref: str
    salt: bytes
    roster: RosterRow
    """``id`` is empty for a person who is not on the roster."""
    left_on: str
    """ISO date; empty while they are here."""

    @property
    def erased(self) -> bool:
        """Whether nothing but the row and its ref is left."""
        return self.n > 0 and not self.salt

    @property
    def unlisted(self) -> bool:
        return not self.roster.id and not self.erased

    @property
    def handle(self) -> str:
        """What a command calls this person: the id, or ``login:NAME``; the word ``erased`` for all who were."""
        return ERASED if self.erased else self.roster.id or BY_LOGIN + self.roster.login

    @property
    def member(self) -> Member:
        start = self.roster.start_date
        return Member(
            person=self.n,
            team=self.roster.team,
            roles=frozenset(self.roster.roles),
            start_date=dt.date.fromisoformat(start) if start else None,
            unlisted=self.unlisted,
        )


def find(store: Store, handle: str) -> Person:
    """The person with this id, or ``login:NAME``; :class:`UnknownPerson` where there is none."""
    if not encodable(handle):
        person = None
    elif handle.startswith(BY_LOGIN):
        person = by_login(store, handle.removeprefix(BY_LOGIN))
    else:
        row = store.row(f"{_SELECT} WHERE id_key = ?", (fold(handle),))
        person = _person(row) if row else None
    if person is None:
        raise UnknownPerson(f"Nobody here is {safe(handle)!r}.", "Use an id from 'trainer people list', or login:NAME.")
    return person


def by_number(store: Store, n: int) -> Person:
    """The person in this row; :class:`UnknownPerson` where they were erased."""
    row = store.row(f"{_SELECT} WHERE person.n = ?", (n,))
    if row is None:
        raise UnknownPerson("That person was erased.")
    return _person(row)


def by_ref(store: Store, ref: str) -> Person | None:
    """Whose ref that is, or was before the roster knew them; None where they were erased."""
    row = store.row("SELECT coalesce(same_as, n) FROM person WHERE ref = ?", (ref,))
    found = store.row(f"{_SELECT} WHERE person.n = ?", (row[0],)) if row else None
    return _person(found) if found else None


def by_login(store: Store, login: str) -> Person | None:
    """The person who uses this login now."""
    row = store.row(f"{_SELECT} WHERE login_key = ?", (fold(login),))
    return _person(row) if row else None


def everyone(store: Store) -> Iterator[Person]:
    """All people in the vault, leavers and unlisted ones too, in the order in which they came."""
    return (_person(row) for row in store.rows(f"{_SELECT} ORDER BY vault.person"))


def everyone_ever(store: Store) -> Iterator[Person]:
    """The same, and those who were erased: what they completed still counts."""
    return (_person(row) for row in store.rows(_ALL))


def as_stored(store: Store) -> Iterator[tuple[Person, bool]]:
    """All people in the vault, and whether the columns by which they are found are those of their details."""
    for row in store.rows(f"{_SELECT} ORDER BY vault.person"):
        person = _person(row)
        yield person, all(row[name] == value for name, value in vault_columns(person.roster).items())


def add(store: Store, rosters: Sequence[RosterRow]) -> list[Person]:
    """Make people inside a write transaction, in that order."""
    row = store.row("SELECT max(n) FROM person")
    first = ((row[0] if row else None) or 0) + 1
    made = [_new(n, roster) for n, roster in enumerate(rosters, first)]
    store.insert_many("person", ("n", "ref", "same_as"), ((p.n, p.ref, None) for p in made))
    store.insert_many("vault", _VAULT, ((p.n, p.salt, *vault_columns(p.roster).values()) for p in made))
    return made


def _new(n: int, roster: RosterRow) -> Person:
    salt = os.urandom(32)
    return Person(n=n, ref=ref_under(salt), salt=salt, roster=roster, left_on="")


def ref_under(salt: bytes) -> str:
    """What a person is called outside the vault."""
    return _hmac(salt, b"person")


def commitment(salt: bytes, said: object) -> str:
    """Binds an entry to something said in the vault or beside it, and says nothing once the salt is gone."""
    from trainer.content.codec import canonical

    return _hmac(salt, canonical(said).encode())


def vault_columns(roster: RosterRow) -> dict[str, Any]:
    """The roster's values as columns of ``vault``, in their order."""
    return {
        "id": roster.id or None,
        "id_key": fold(roster.id) or None,
        "login": roster.login or None,
        "login_key": fold(roster.login) or None,
        "name": roster.name,
        "email": roster.email,
        "team": roster.team,
        "manager": roster.manager,
        "roles": " ".join(roster.roles),
        "start_date": roster.start_date or None,
        "unlisted": int(not roster.id),
    }


def _hmac(salt: bytes, message: bytes) -> str:
    # Imported here: whoever only looks at what is due needs no cryptography.
    import hmac

    return hmac.digest(salt, message, "sha256").hex()


def _person(row: Any) -> Person:
    if row["salt"] is None:
        return Person(n=row["n"], ref=row["ref"], salt=b"", roster=RosterRow(id="", name=""), left_on="")
    roster = RosterRow(
        id=row["id"] or "",
        name=row["name"],
        login=row["login"] or "",
        email=row["email"],
        team=row["team"],
        manager=row["manager"],
        roles=tuple(Role(role) for role in row["roles"].split()),
        start_date=row["start_date"] or "",
    )
    return Person(n=row["n"], ref=row["ref"], salt=row["salt"], roster=roster, left_on=row["left_on"] or "")
