"""A receipt: one entry, the proof that it is in the ledger, and the signed checkpoint that the proof leads to.

Invariant: a receipt is checked with the receipt and a verifier key alone, without the records. Its file is text:

    trainer receipt v1
    {"actor_ref": …}                     the entry, canonical JSON: the leaf's own bytes
    22 … base85 …                        the tree's other hashes, 32 bytes each, the lowest first (RFC 6962, 2.1.1)
                                         an empty line
    trainer/1a2b3c4d …                   the checkpoint, a signed note to the end of the file

Base85 (RFC 1924) keeps proof and checkpoint of a million entries within a kilobyte.
"""

from __future__ import annotations

import base64
import json
from dataclasses import asdict, dataclass

from trainer.content.codec import canonical
from trainer.errors import EvidenceError
from trainer.records import merkle
from trainer.records.entries import Entry
from trainer.records.notes import Verifier, open_note, parse_checkpoint

FIRST_LINE = "trainer receipt v1"
_HASH = 32


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a receipt's file says, not yet checked."""

    leaf: str
    """The entry as canonical JSON."""
    proof: tuple[bytes, ...]
    note: str

    def text(self) -> str:
        """The file."""
        return f"{FIRST_LINE}\n{self.leaf}\n{base64.b85encode(b''.join(self.proof)).decode()}\n\n{self.note}"

    @classmethod
    def parse(cls, text: str) -> Receipt:
        """The receipt of a file's text; :class:`EvidenceError` where it is none."""
        first, leaf, proof, empty, note = [*text.split("\n", 4), "", "", "", ""][:5]
        try:
            hashes = base64.b85decode(proof)
        except ValueError:
            hashes = b"?"
        if first != FIRST_LINE or empty or len(hashes) % _HASH or base64.b85encode(hashes).decode() != proof:
            raise EvidenceError("That is no receipt.", "Use the file as 'trainer evidence receipt' wrote it.")
        return cls(leaf, tuple(hashes[at : at + _HASH] for at in range(0, len(hashes), _HASH)), note)


def receipt(entry: Entry, proof: list[bytes], note: str) -> Receipt:
    """The receipt of an entry."""
    return Receipt(canonical(asdict(entry)), tuple(proof), note)


def verify(text: str, trusted: Verifier) -> dict[str, object]:
    """What the entry says, as plain data; :class:`EvidenceError` unless its proof and signature hold."""
    found = Receipt.parse(text)
    checkpoint = parse_checkpoint(open_note(found.note, trusted))
    try:
        said = json.loads(found.leaf)
        seq = said["seq"]
    except (ValueError, KeyError, TypeError, RecursionError):
        said, seq = {}, 0
    leaf = merkle.leaf_hash(found.leaf.encode())
    if type(seq) is not int or not merkle.verify_inclusion(
        leaf, seq - 1, checkpoint.size, found.proof, checkpoint.root
    ):
        raise EvidenceError(
            "The entry is not in the ledger that was signed: it, or its proof, was altered.",
            "Ask for a new receipt from whoever keeps the records.",
        )
    return dict(said)
