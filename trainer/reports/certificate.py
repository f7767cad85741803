"""A certificate as a page: self-contained HTML for one sheet of A4 or Letter, without script or anything remote.

Invariant: the same facts give the same bytes. No time of printing is on it, and whatever comes from outside is escaped.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser

from trainer.records.certificates import SLOT
from trainer.text import safe

_STYLE = """
:root { color-scheme: light; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; color: #1b1b1f;
  background: #fff; overflow-wrap: anywhere; }
main { border: 2px solid #1b1b1f; padding: 2rem; }
h1 { margin: 0 0 1rem; letter-spacing: .08em; } h2 { margin: 1.5rem 0 .25rem; font-size: 1rem; }
p { margin: .25rem 0; } #organisation { font-weight: 600; } #name, #title { font-size: 1.6rem; font-weight: 600; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .3rem 1.5rem; margin: 1.5rem 0 0; }
dt { font-weight: 600; } dd { margin: 0; }
.small { font-size: .8rem; }
pre { font: 9px/1.3 ui-monospace, monospace; white-space: pre-wrap; margin: .5rem 0 0; }
@page { margin: 12mm; }
@media print {
  body { margin: 0; max-width: none; padding: 0; font-size: 10pt; line-height: 1.35; } main { padding: 6mm; }
  #name, #title { font-size: 14pt; } dl { gap: .15rem 1.5rem; margin-top: 1rem; } h2 { margin-top: 1rem; }
  pre { font-size: 6.5pt; }
}
"""
_VOUCHED = {
    "attested": "Attested: a service that the holder cannot write to kept the record and knew who answered.",
    "self-attested": "Self-attested: it was taken on records of one's own, and nobody else vouches for who answered.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a certificate says, all of it of the day of the examination but for the names."""

    organisation: str
    """Empty where the settings name none."""
    name: str
    person: str
    """The holder, as commands call them."""
    track: str
    """Id."""
    title: str
    """Of the track."""
    passed_on: dt.date
    """UTC."""
    percent: float
    pass_mark: float
    """Percent."""
    valid_until: dt.date | None
    """The last day on which it counts, as it stood on the day; None where nothing set an end."""
    attestation: str
    """``attested`` or ``self-attested``."""
    versions: Mapping[str, str]
    """Id to version of the modules that were examined; empty where the entry names none."""
    entry: int
    """Number of the entry that records it."""
    ledger: str
    """Name of the ledger and of its key."""


def page(facts: Facts) -> str:
    """The page, with an empty slot for the evidence."""
    organisation = f'<p id="organisation">{_text(facts.organisation)}</p>\n' if facts.organisation else ""
    rows = "".join(f'<dt>{head}</dt><dd id="{key}">{_text(value)}</dd>\n' for key, head, value in _rows(facts))
    keeper = facts.organisation or "whoever keeps the records"
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Certificate: {_text(facts.name)}, {_text(facts.title)}</title>
<style>{_STYLE}</style>
</head>
<body>
<main>
{organisation}<h1>Certificate</h1>
<p id="name">{_text(facts.name)}</p>
<p>passed the examination of</p>
<p id="title">{_text(facts.title)}</p>
<dl>
{rows}</dl>
<h2>How to check it</h2>
<p class="small">Keep the file as it was sent and run: trainer evidence verify FILE --key KEY. It needs no network and
no records. KEY is the verifier key of this ledger: ask {_text(keeper)} for it, and not whoever showed you the
certificate. A print shows what was signed; only the file proves it. It says how things stood on the day of the
examination: a correction made later is in the records and not on this page.</p>
<h2>Evidence</h2>
{SLOT}
</main>
</body>
</html>
"""


def read(made: str) -> dict[str, str]:
    """What a page that was verified says, in its own words: the id of each fact to its text."""
    reader = _Reader()
    reader.feed(made)
    reader.close()
    return {name: text for name, text in reader.found.items() if text}


def _rows(facts: Facts) -> list[tuple[str, str, str]]:
    """Id, heading and text of each line."""
    versions = ", ".join(f"{module} {version}" for module, version in sorted(facts.versions.items()))
    until = facts.valid_until.isoformat() if facts.valid_until else "no end was set"
    rows = [
        ("person", "Holder's id", facts.person),
        ("track", "Track", facts.track),
        ("passed_on", "Passed on", f"{facts.passed_on.isoformat()} (UTC)"),
        ("score", "Score", f"{_number(facts.percent)} % (pass mark {_number(facts.pass_mark)} %)"),
        ("valid_until", "Valid until", f"{until}, as it stood on the day of the examination"),
        ("attestation", "Vouched for", _VOUCHED[facts.attestation]),
        ("versions", "Content", versions),
        ("entry", "Entry", str(facts.entry)),
        ("ledger", "Ledger", facts.ledger),
    ]
    return [row for row in rows if row[2]]


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _text(value: str) -> str:
    return escape(safe(value))


class _Reader(HTMLParser):
    """Takes the text of each element that has an id."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self._at = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag
        self._at = dict(attrs).get("id") or ""

    def handle_endtag(self, tag: str) -> None:
        del tag
        self._at = ""

    def handle_data(self, data: str) -> None:
        if self._at:
            self.found[self._at] = self.found.get(self._at, "") + data
