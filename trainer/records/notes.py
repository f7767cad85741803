"""Signed notes (C2SP signed-note) and checkpoints (C2SP tlog-checkpoint), by Ed25519 (RFC 8032).

Invariant: a text leaves :func:`open_note` only if a key that the caller trusts has signed exactly these bytes. A note
is a text ending in a newline, an empty line, and one line a signature: ``— NAME BASE64(4 bytes of key id, signature)``.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trainer.errors import EvidenceError
from trainer.text import encodable

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_ED25519 = b"\x01"
_PRIVATE = "PRIVATE+KEY+"
_SIGNATURE = re.compile(r"— (?P<name>[^\s+]+) (?P<blob>[A-Za-z0-9+/]+={0,2})")
_KEY = re.compile(r"(?P<name>[^\s+]+)\+(?P<id>[0-9a-f]{8})\+(?P<key>[A-Za-z0-9+/]+={0,2})")
_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")
MOST_BYTES = 100_000
"""A note is a few hundred bytes; whatever is far longer is none."""


@dataclass(frozen=True, slots=True)
class Verifier:
    """A key's public half, as it is given to those who check: ``NAME+KEYID+BASE64``."""

    name: str
    public: bytes
    """32 bytes."""

    @property
    def key_id(self) -> bytes:
        """4 bytes: the beginning of SHA-256 over name, newline, signature type and public key."""
        return hashlib.sha256(self.name.encode() + b"\n" + _ED25519 + self.public).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{_b64(_ED25519 + self.public)}"

    @classmethod
    def parse(cls, text: str) -> Verifier:
        """The key of its text; :class:`EvidenceError` where it is none."""
        name, key = _parts(text.strip(), "verifier key")
        made = cls(name, key)
        if str(made) != text.strip():
            raise EvidenceError("The verifier key does not agree with its own key id.", "Ask for it again.")
        return made

    def accepts(self, text: bytes, signature: bytes) -> bool:
        """Whether this key signed exactly these bytes."""
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, text)
        except InvalidSignature:
            return False
        return True


class Signer:
    """A key's secret half."""

    def __init__(self, name: str, seed: bytes) -> None:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        self._seed = seed
        self._key: Ed25519PrivateKey = Ed25519PrivateKey.from_private_bytes(seed)
        self.verifier = Verifier(name, self._key.public_key().public_bytes_raw())

    @classmethod
    def parse(cls, text: str) -> Signer:
        """The key of ``PRIVATE+KEY+NAME+KEYID+BASE64``; :class:`EvidenceError` where it is none."""
        stripped = text.strip()
        if not stripped.startswith(_PRIVATE):
            raise EvidenceError("That is no signing key.", "Put the key file back from where it is kept.")
        name, seed = _parts(stripped.removeprefix(_PRIVATE), "signing key")
        made = cls(name, seed)
        if made.secret() != stripped:
            raise EvidenceError("The signing key does not agree with its own key id.", "Put the key file back.")
        return made

    def secret(self) -> str:
        """The key as its file holds it."""
        return f"{_PRIVATE}{self.verifier.name}+{self.verifier.key_id.hex()}+{_b64(_ED25519 + self._seed)}"

    def sign(self, text: str) -> str:
        """The note over a text that ends in a newline."""
        if not text.endswith("\n"):
            raise ValueError("a note's text ends in a newline")
        blob = self.verifier.key_id + self._key.sign(text.encode())
        return f"{text}\n— {self.verifier.name} {_b64(blob)}\n"


def open_note(note: str, trusted: Verifier) -> str:
    """The note's text; :class:`EvidenceError` unless the trusted key signed it."""
    text, _, signatures = note.rpartition("\n\n")
    lines = signatures.split("\n")
    if len(note) > MOST_BYTES or not text or lines.pop() != "" or not lines or _control(note):
        raise _malformed()
    text += "\n"
    for line in lines:
        found = _SIGNATURE.fullmatch(line)
        if found is None:
            raise _malformed()
        blob = _decode(found["blob"])
        # A signature by a key that is not known here says nothing, and is passed over (signed-note).
        known = (found["name"], blob[:4]) == (trusted.name, trusted.key_id)
        if known and trusted.accepts(text.encode(), blob[4:]):
            return text
        if known:
            raise EvidenceError("The signature does not fit the text: it was altered.", "Use the note as it was sent.")
    raise EvidenceError(
        f"That is not signed by {trusted.name}.", "Give the verifier key of the records that it came from."
    )


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A tree's head: whose, how many leaves, and the root over them."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """The note's text (tlog-checkpoint): origin, size and root, a line each."""
        return f"{self.origin}\n{self.size}\n{_b64(self.root)}\n"


def parse_checkpoint(text: str) -> Checkpoint:
    """The head that a note's text states; :class:`EvidenceError` where it states none. Extension lines are ignored."""
    origin, size, root, *_ = [*text.split("\n"), "", "", ""]
    decoded = _decode(root)
    if not origin or _SIZE.fullmatch(size) is None or len(decoded) != hashlib.sha256().digest_size:
        raise EvidenceError("That is no checkpoint.", "Give a file that 'trainer evidence checkpoint' wrote.")
    return Checkpoint(origin, int(size), decoded)


def _parts(text: str, what: str) -> tuple[str, bytes]:
    found = _KEY.fullmatch(text) if encodable(text) else None
    key = _decode(found["key"]) if found else b""
    if found is None or len(key) != 33 or key[:1] != _ED25519:
        raise EvidenceError(f"That is no {what}.", "It is one line: a name, a key id and the key, joined by +.")
    return found["name"], key[1:]


def _decode(text: str) -> bytes:
    """Base64 in its one canonical form; nothing where it is not."""
    try:
        made = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""
    return made if _b64(made) == text else b""


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _control(text: str) -> bool:
    return any(ord(sign) < 32 and sign != "\n" for sign in text)


def _malformed() -> EvidenceError:
    return EvidenceError("That is no signed note.", "Use the file as it was written, to its last line.")
