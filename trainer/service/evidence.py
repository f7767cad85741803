"""Evidence: the audit, checkpoints to keep elsewhere, receipts and certificates.

Invariant: whatever is signed was read from the tree in one moment. Checking a file of evidence opens no records.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from trainer.errors import EvidenceError, InputError, NotAllowed
from trainer.records import audit, certificates, entries, keys, ledger, merkle, receipts
from trainer.records.notes import Signer, Verifier, open_note, parse_checkpoint
from trainer.reports import certificate as report
from trainer.service import certificates as printing
from trainer.service.certificate_views import Certificate, Checked
from trainer.service.desk import Desk
from trainer.service.looking import looking
from trainer.service.rights import Whose
from trainer.service.signing import sign
from trainer.text import safe


@dataclass(frozen=True, slots=True, kw_only=True)
class Audited:
    """What the audit found."""

    entries: int
    root: str
    """Of the tree over the entries, hex."""
    faults: tuple[str, ...]
    """In words, the first bad entry first; empty where everything holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """A signed text, and the key by which others check it."""

    text: str
    verifier: str
    entries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A checkpoint that these records still begin with."""

    older: int
    """Entries of the checkpoint."""
    entries: int
    """Entries now."""
    proof: tuple[str, ...]
    """The consistency proof of RFC 6962 section 2.1.2, hex."""


class Evidence:
    """The uses of whoever must show that nothing was changed."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def verify(self) -> Audited:
        """Recompute everything and hold every working row against its entry."""
        self._desk.require("evidence.verify")
        store = self._desk.store
        signer = keys.signer(store.path, create=False)
        found = audit.audit(store, signer.verifier if signer else None)
        faults = tuple(str(fault) for fault in found.faults)
        return Audited(entries=found.size, root=found.root.hex(), faults=faults)

    def checkpoint(self) -> Signed:
        """Sign the tree as it is, and keep the note."""
        self._desk.require("evidence.checkpoint")
        signer = self._signer()
        with self._desk.store.write():
            note, size = sign(self._desk.store, signer, at=self._desk.now())
        return Signed(text=note, verifier=str(signer.verifier), entries=size)

    def since(self, note: str) -> Compared:
        """Prove that these records begin with those of an older checkpoint; :class:`EvidenceError` otherwise."""
        self._desk.require("evidence.since")
        store = self._desk.store
        older = parse_checkpoint(open_note(note, self._verifier("")))
        with store.snapshot():
            proof = audit.consistent_with(store, older)
            size = ledger.sound_size(store)
        return Compared(older=older.size, entries=size, proof=tuple(each.hex() for each in proof))

    def receipt(self, name: str) -> Signed:
        """The receipt of an entry, by number or id; a learner's own, or anyone's for an auditor."""
        store = self._desk.store
        entry = entries.find(store, name)
        own = entry is not None and entry.person_ref == self._desk.me().ref != ""
        if self._desk.require("evidence.receipt") is not Whose.ALL and not own:
            raise NotAllowed("That entry is not about you.", "Ask someone with the role auditor.")
        if entry is None:
            raise InputError(
                f"There is no entry {safe(name)!r}.", "Give its number or id, as 'trainer evidence verify' names it."
            )
        signer = self._signer()
        with store.write():
            # A receipt that does not hold is none, and nothing is signed for it.
            note, size = sign(store, signer, at=self._desk.now())
            proof = ledger.inclusion_proof(store, entry.seq, size)
            fits = merkle.verify_inclusion(entry.leaf, entry.seq - 1, size, proof, ledger.root(store, size))
            if not fits or ledger.subtree(store, 0, entry.seq - 1) != entry.leaf:
                raise ledger.altered(f"Entry {entry.seq} does not fit the tree")
        made = receipts.receipt(entry, proof, note)
        return Signed(text=made.text(), verifier=str(signer.verifier), entries=size)

    def certificate(self, track: str = "", entry: str = "", person: str = "") -> Certificate:
        """The certificate of a passed examination: that of an entry, by number or id, or else the newest of a track.

        ``track`` empty is the only one there is. A learner prints their own. For an auditor ``person`` is anyone, and
        whoever it is about can see that it was printed.
        """
        reach = self._desk.require("evidence.certificate")
        whose, certification = printing.chosen(self._desk, reach, track, entry, person)
        signer = self._signer()
        if whose.n == self._desk.me().n:
            return printing.made(self._desk, signer, whose, certification)
        with looking(self._desk, {"report": "certificate", "form": "html"}) as look:
            made = printing.made(self._desk, signer, whose, certification)
            look.at(whose)
        return made

    def verify_file(self, text: str, key: str) -> Checked:
        """What a receipt or certificate says, once all in it holds by ``key``. It opens no records.

        ``key`` empty takes the key that lies beside these records.
        """
        trusted = self._verifier(key)
        if certificates.looks_like_one(text):
            sound = certificates.verify(text, trusted)
            return Checked(found="certificate", entry=sound.entry, page=report.read(sound.page))
        return Checked(found="receipt", entry=receipts.verify(text, trusted), page={})

    def _signer(self) -> Signer:
        made = keys.signer(self._desk.store.path)
        if made is None:
            raise EvidenceError("There is no signing key.", "Run 'trainer doctor'.")
        return made

    def _verifier(self, key: str) -> Verifier:
        if key:
            try:
                return Verifier.parse(key)
            except EvidenceError as error:
                raise InputError(error.problem, "Give the verifier key as whoever signed it gave it to you.") from error
        found = keys.signer(self._desk.database, create=False)
        if found is None:
            raise InputError(
                "There is no key here to check the signature with.",
                "Give the verifier key of the records that signed it with --key.",
            )
        return found.verifier


def read_note(path: Path) -> str:
    """A file of evidence; :class:`InputError` where it is none that can be read."""
    try:
        data = path.read_bytes() if path.is_file() else None
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.", "Name another file.") from error
    if data is None or len(data) > 1_000_000:
        raise InputError(f"{path} is no file of evidence.", "Name a receipt, a certificate or a checkpoint.")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise EvidenceError(f"{path} is not UTF-8 text: it was altered.", "Use the file as it was written.") from error
