"""What the front ends see of certificates, and of a file of evidence that was checked."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """A certificate, ready to be written to a file."""

    html: str
    """The file, to be kept byte for byte: UTF-8 with LF."""
    file_name: str
    """A name for it, such as ``certificate-all-staff-2026-11-25.html``."""
    verifier: str
    """The key by which others check it."""
    entry: int
    """Number of the entry that it certifies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A file of evidence that holds."""

    found: str
    """``receipt`` or ``certificate``."""
    entry: dict[str, object]
    """What was recorded."""
    page: dict[str, str]
    """Of a certificate what its page says, in its own words; empty for a receipt."""
