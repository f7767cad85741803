"""The answer of the gate, apart from the other views: scripts ask for it often, and wait for each import."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from trainer.compliance.status import Status


class TrackStatus(NamedTuple):
    """Where a person stands in one track."""

    track: str
    status: Status
    due_on: dt.date | None
    valid_until: dt.date | None
    """The last day on which it is held, or of the exemption."""


class Checked(NamedTuple):
    """The answer of the gate."""

    person: str
    """As commands call them."""
    as_of: dt.date
    status: Status
    """The worst of the tracks; ``not_required`` where nothing is required and nothing held."""
    left_on: str
    """ISO day on which they left; empty while they are here."""
    tracks: tuple[TrackStatus, ...]
    """Those required, and those held without being required; with a track named, that one."""
