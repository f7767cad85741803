"""The only place that makes text safe for a terminal, a CSV cell or a file name, and folds identifiers.

Invariant: what leaves ``safe`` holds no control character, no escape, no bidirectional override, no lone
surrogate and no line break, so it can neither move a cursor nor reorder what stands beside it.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST = 200
"""Characters of a name or title that a screen or a row shows before it is cut."""

_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_UNSAFE = re.compile(rf"[\x00-\x08\x0b-\x1f\x7f-\x9f{_BIDI}\ufeff\ufff9-\ufffb\ud800-\udfff]")
_BREAKS = re.compile(r"[\t\n\r\u2028\u2029]+")
_FORMULA = frozenset("=+-@\t\r＝＋－＠")


def safe(text: str, longest: int = LONGEST) -> str:
    """One line that any terminal can show as it stands; longer text ends in an ellipsis."""
    line = _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", _BREAKS.sub(" ", text))
    return line if len(line) <= longest else line[: longest - 1] + "…"


def safe_block(text: str) -> str:
    """Text of several lines for a terminal: line breaks stay, nothing else that ``safe`` would take out."""
    return _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n").replace("\t", "    "))


def unsafe_character(text: str) -> str | None:
    """The first character that ``safe`` would replace, as ``U+001B``; None where there is none."""
    found = _UNSAFE.search(text)
    return f"U+{ord(found.group()):04X}" if found else None


def encodable(text: str) -> bool:
    """False for what the shell passed that is no UTF-8, which no column and no file can hold."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def csv_cell(text: str) -> str:
    """A cell that a spreadsheet opens as text: a leading formula sign, also full-width, is quoted."""
    return "'" + text if text[:1] in _FORMULA else text


def fold(identifier: str) -> str:
    """The form in which ids, logins and team names are compared: NFKC, case folded, trimmed."""
    if identifier.isascii():
        # Its own NFKC, as most of a hundred thousand are.
        return identifier.lower().strip()
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", identifier).casefold()).strip()


def plural(count: int, one: str, many: str = "") -> str:
    """``3 lessons``, ``1 lesson``."""
    return f"{count} {one if count == 1 else many or one + 's'}"
