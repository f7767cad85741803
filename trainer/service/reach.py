"""About whom the person who asks may ask."""

from __future__ import annotations

from trainer.errors import NotAllowed, UnknownPerson
from trainer.records import people
from trainer.records.people import Person
from trainer.service.desk import Desk
from trainer.service.rights import Whose


def within(desk: Desk, reach: Whose, handle: str) -> Person:
    """The person, where the one who asks may ask about them; whether there is such a person is not told otherwise."""
    if reach is Whose.ALL:
        return people.find(desk.store, handle)
    mine = desk.reports() if reach is Whose.REPORTS else frozenset({desk.me().n})
    try:
        person = people.find(desk.store, handle)
    except UnknownPerson:
        person = None
    if person is None or person.n not in mine:
        whom = "yourself and the people who report to you" if reach is Whose.REPORTS else "yourself"
        raise NotAllowed(f"You may ask about {whom}.", "Ask someone with the role auditor or admin.")
    return person
