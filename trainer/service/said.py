"""That one person says "this is unclear" of one text once, without a record of who did.

Invariant: it lies in the memory of the program alone, under a key that is made when it begins and gone when it ends.
"""

from __future__ import annotations

import hashlib
import os
from collections import OrderedDict

_REMEMBERED = 100_000


class Said:
    """Who said what is unclear, as marks that nobody can read back; the oldest are forgotten."""

    def __init__(self) -> None:
        self._key = os.urandom(32)
        self._marks: OrderedDict[bytes, None] = OrderedDict()

    def before(self, login: str, digest: str) -> bool:
        """Whether this person said so of this text since the program began."""
        return self._mark(login, digest) in self._marks

    def note(self, login: str, digest: str) -> None:
        """They said so now."""
        self._marks[self._mark(login, digest)] = None
        while len(self._marks) > _REMEMBERED:
            self._marks.popitem(last=False)

    def _mark(self, login: str, digest: str) -> bytes:
        return hashlib.blake2b(f"{login}\n{digest}".encode(), key=self._key, digest_size=16).digest()
