"""Characters that content may not hold: what a terminal would obey, and what a reader cannot see.

Invariant: text that passed ``unwanted`` has no control character but the line feed, no byte-order mark inside and no
bidirectional override, so no screen, log or CSV made from content can be steered by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_UNWANTED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")
_NAMES = {"\t": "a tab", "\0": "a NUL character", "\r": "a lone carriage return", "\x1b": "an escape character"}


def unwanted(text: str) -> Iterator[tuple[int, str]]:
    """Each unwanted character's offset and its name in words."""
    return ((found.start(), name(found[0])) for found in _UNWANTED.finditer(text))


def has_unwanted(text: str) -> bool:
    """True where ``unwanted`` would find something."""
    # isprintable is a quick yes for almost every text; line feeds and no-break spaces need the slow look.
    return not text.isprintable() and _UNWANTED.search(text) is not None


def name(character: str) -> str:
    """The character in words, with its number unless everyone knows it."""
    if character in _NAMES:
        return _NAMES[character]
    kind = "a direction override" if "\u202a" <= character <= "\u2069" else "a control character"
    return f"{kind} (U+{ord(character):04X})"


def remedy(character_name: str) -> str:
    """What an author does about it."""
    return "Use spaces instead" if character_name == "a tab" else "Delete it"
