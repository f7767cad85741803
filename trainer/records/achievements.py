"""What people achieved, as rows: completions, certifications, attestations of what changed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from trainer.compliance.achieved import Certification, Completion, DeltaAttestation
from trainer.records.store import Store

COMPLETIONS = f"SELECT {', '.join(Completion._fields)} FROM completion"
CERTIFICATIONS = f"SELECT {', '.join(Certification._fields)} FROM certification"
ATTESTATIONS = f"SELECT {', '.join(DeltaAttestation._fields)} FROM delta_attestation"

_NOTHING: tuple[str, ...] = ()


def completions(store: Store, person: int) -> tuple[Completion, ...]:
    """What a person has completed, in the order of its entries."""
    rows = store.few(f"{COMPLETIONS} WHERE person = ? ORDER BY entry", (person,))
    return tuple(completion_from(row) for row in rows)


def certifications(store: Store, person: int) -> tuple[Certification, ...]:
    """What a person was certified for, in the order of its entries."""
    rows = store.few(f"{CERTIFICATIONS} WHERE person = ? ORDER BY entry", (person,))
    return tuple(certification_from(row) for row in rows)


def attestations(store: Store, person: int) -> tuple[DeltaAttestation, ...]:
    """What a person attested of new versions, in the order of its entries."""
    rows = store.few(f"{ATTESTATIONS} WHERE person = ? ORDER BY entry", (person,))
    return tuple(attestation_from(row) for row in rows)


def add_completion(store: Store, completion: Completion) -> None:
    """Record a completion inside a write transaction."""
    store.insert("completion", {**completion._asdict(), "left_out": json.dumps(completion.left_out)})


def add_certification(store: Store, certification: Certification) -> None:
    """Record a certification inside a write transaction."""
    versions = json.dumps(dict(certification.versions), sort_keys=True)
    store.insert("certification", {**certification._asdict(), "versions": versions})


def add_attestation(store: Store, attestation: DeltaAttestation) -> None:
    """Record an attestation of what changed inside a write transaction."""
    store.insert("delta_attestation", {**attestation._asdict(), "objectives": json.dumps(attestation.objectives)})


def completion_from(row: Sequence[Any]) -> Completion:
    """The completion of a row of ``COMPLETIONS``."""
    return Completion._make((*row[:6], _NOTHING if row[6] == "[]" else names_in(row[6]), *row[7:]))


def certification_from(row: Sequence[Any]) -> Certification:
    """The certification of a row of ``CERTIFICATIONS``."""
    return Certification._make((*row[:-1], versions_in(row[-1])))


def attestation_from(row: Sequence[Any]) -> DeltaAttestation:
    """The attestation of a row of ``ATTESTATIONS``."""
    entry, person, module, version, digest, attempt, objectives, *rest = row
    return DeltaAttestation(entry, person, module, version, digest, attempt, names_in(objectives), *rest)


@lru_cache(4096)
def names_in(text: str) -> tuple[str, ...]:
    """A JSON list of ids. Remembered: most people left out one of a few things."""
    return tuple(json.loads(text))


@lru_cache(4096)
def versions_in(text: str) -> Mapping[str, str]:
    """A JSON object of modules and versions. Remembered: most people were certified under one of a few."""
    found: dict[str, str] = json.loads(text)
    return found
