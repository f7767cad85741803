"""Who reports to whom, directly or through others, as the roster's ``manager`` column has it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping


def under(managed: Iterable[tuple[str, str]], top: str) -> frozenset[str]:
    """Everyone below ``top``, given each person's id and manager's id, all folded alike.

    Nobody is below themselves: a circle of managers ends where it began.
    """
    below: defaultdict[str, list[str]] = defaultdict(list)
    for person, manager in managed:
        below[manager].append(person)
    found: set[str] = set()
    waiting = [top]
    while waiting:
        new = [person for person in below.get(waiting.pop(), ()) if person not in found and person != top]
        found.update(new)
        waiting.extend(new)
    return frozenset(found)


def circle(manager_of: Mapping[str, str]) -> tuple[str, ...]:
    """People who manage each other round in a circle, the first one once more at the end; empty where nobody does.

    ``manager_of`` maps a person's id to their manager's, all folded alike.
    """
    sound: set[str] = set()
    for start in manager_of:
        path: dict[str, None] = {}
        at = start
        while at in manager_of and at not in sound and at not in path:
            path[at] = None
            at = manager_of[at]
        if at in path:
            names = list(path)
            return (*names[names.index(at) :], at)
        sound.update(path)
    return ()
