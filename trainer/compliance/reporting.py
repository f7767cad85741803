"""Who reports to whom, directly or through others, as the roster's ``manager`` column has it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable


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
