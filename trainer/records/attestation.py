"""Who vouches for a record."""

from __future__ import annotations

from enum import StrEnum


class Attestation(StrEnum):
    """Who vouches for a record: the learner's own process, or the host service."""

    SELF = "self-attested"
    HOST = "attested"
