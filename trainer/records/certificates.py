"""The seal of a certificate: a note by the key of the records over the page that people read and the receipt in it.

Invariant: each byte of the file is bound by the seal, so that a changed word, a swapped receipt and a cut or longer
file are found with the file and a verifier key alone. The file is a page in HTML; in its one ``<pre id="evidence">``
stand, escaped for HTML, the receipt and, after an empty line, the signed note:

    trainer certificate v1              keeps it apart from a checkpoint, whose first line is the name of a ledger
    1a2b…                               SHA-256, hex, of the page with nothing in its <pre>
    3c4d…                               SHA-256, hex, of the receipt
    5e6f…                               the id of the entry
                                        an empty line, and one signature
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from html import escape, unescape
from typing import Any

from trainer.content.codec import from_plain
from trainer.content.digest import track_digest
from trainer.content.tracks import Track
from trainer.errors import EvidenceError
from trainer.records import entries, ledger, receipts
from trainer.records.audit_rules import object_of
from trainer.records.entries import Kind
from trainer.records.notes import Signer, Verifier, open_note
from trainer.records.store import Store
from trainer.text import encodable

FIRST_LINE = "trainer certificate v1"
OPENING = '<pre id="evidence">'
CLOSING = "</pre>"
SLOT = OPENING + CLOSING
"""Where a page leaves room for the evidence, once."""
_REMEDY = "Use the file as it was sent; a browser that saves a page changes it. Or ask for a new one."


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A certificate that holds."""

    entry: dict[str, object]
    """The entry of the certification, as its receipt has it."""
    page: str
    """What people read, with nothing in its slot."""


def looks_like_one(text: str) -> bool:
    """Whether a file means to be a certificate, sound or not, rather than a receipt."""
    return FIRST_LINE in text or "<html" in text


def seal(page: str, receipt: str, entry_id: str, signer: Signer) -> str:
    """The file: a page with its one slot filled. The same page, receipt and key give the same bytes."""
    if page.count(OPENING) != 1 or page.count(SLOT) != 1:
        raise ValueError("a page has one slot for the evidence")
    return _filled(page, receipt, signer.sign(_bound(page, receipt, entry_id)))


def verify(text: str, trusted: Verifier) -> Found:
    """What a certificate's file holds; :class:`EvidenceError` unless the trusted key sealed just these bytes."""
    page, receipt, note = _parts(text)
    said = open_note(note, trusted)
    entry = receipts.verify(receipt, trusted)
    if entry.get("kind") != Kind.CERTIFICATION:
        raise EvidenceError("The receipt in it is not of a certification.", _REMEDY)
    # One signature and no more: a line that says nothing would be a change that is not found.
    if said != _bound(page, receipt, str(entry.get("id"))) or note[len(said) :].count("\n") != 2:
        raise EvidenceError("The certificate was altered: its words are not those that were signed.", _REMEDY)
    return Found(entry=entry, page=page)


def kept_checkpoint(store: Store, seq: int, trusted: Verifier) -> tuple[str, int] | None:
    """The first checkpoint kept here that this key signed and that has entry ``seq`` in it, with its size.

    The first and not the newest, so that a reprint has the bytes of the first print.
    """
    for row in store.rows("SELECT size, note FROM checkpoint WHERE size >= ? ORDER BY size", (seq,)):
        if _opens(row["note"], trusted):
            return str(row["note"]), int(row["size"])
    return None


def holder(store: Store, seq: int) -> int | None:
    """Row number of whose certification this entry is; None where it is none."""
    row = store.row("SELECT person FROM certification WHERE entry = ?", (seq,))
    return int(row["person"]) if row else None


def track_as_certified(store: Store, name: str, digest: str) -> Track:
    """The track as it was when it was certified, by the entry that put it in force."""
    for entry in entries.entries(store, Kind.TRACK):
        said = object_of(entry.payload)
        if (said.pop("name", ""), said.pop("digest", "")) == (name, digest):
            track = _track(said)
            # Its title and its validity go on the page: they must be those that the entry's digest stands for.
            if track is not None and track_digest(track) == digest:
                return track
    raise ledger.altered(f"No entry put the track {name} in force as it was certified")


def _track(body: dict[str, Any]) -> Track | None:
    try:
        made: Track = from_plain(Track, body)
    except (KeyError, TypeError, ValueError):
        return None
    return made


def _parts(text: str) -> tuple[str, str, str]:
    """Page, receipt and note."""
    if "\r" in text:
        raise EvidenceError(
            "The line ends of the file were changed on its way, so that it no longer has the bytes that were signed.",
            "Ask for it as a ZIP file or by another way, or print it again with 'trainer certificate'.",
        )
    head, _, rest = text.partition(OPENING)
    inside, _, tail = rest.partition(CLOSING)
    receipt, _, signed = unescape(inside).removeprefix("\n").rpartition(f"\n{FIRST_LINE}\n")
    page, note = f"{head}{SLOT}{tail}", f"{FIRST_LINE}\n{signed}"
    if not encodable(text) or _filled(page, receipt, note) != text:
        raise EvidenceError("That is no whole certificate: something is missing in it, or was added.", _REMEDY)
    return page, receipt, note


def _filled(page: str, receipt: str, note: str) -> str:
    evidence = escape(f"{receipt}\n{note}", quote=False)
    return page.replace(SLOT, f"{OPENING}\n{evidence}{CLOSING}", 1)


def _bound(page: str, receipt: str, entry_id: str) -> str:
    """The text of the note."""
    return f"{FIRST_LINE}\n{_digest(page)}\n{_digest(receipt)}\n{entry_id}\n"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _opens(note: str, trusted: Verifier) -> bool:
    try:
        open_note(note, trusted)
    except EvidenceError:
        return False
    return True
