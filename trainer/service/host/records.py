"""What all connections share: the records, the course, the clock, and how they become one person's desk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from trainer.clock import Clock, system_clock
from trainer.compliance.requirements import Role
from trainer.content.models import Course
from trainer.records.attestation import Attestation
from trainer.records.store import Store, open_store
from trainer.service.desk import Desk
from trainer.service.host.peer import Peer
from trainer.service.pace import Pace
from trainer.service.said import Said
from trainer.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """The records that a host serves. Whatever is made here is attested: the kernel said who did it."""

    database: Path
    course: Course
    settings: Settings
    pace: Pace
    clock: Clock = system_clock
    said: Said = field(default_factory=Said)

    def open(self, *, create: bool = False) -> Store:
        """The records, for one thread."""
        return open_store(self.database, create=create)

    def desk(self, peer: Peer, store: Store) -> Desk:
        """One person's desk over records that are open, and stay so."""
        return Desk(
            database=self.database,
            open_records=partial(_given, store),
            load=lambda: self.course,
            clock=self.clock,
            settings=self.settings,
            login=peer.login,
            # Root and the records' own account could open the file itself, as the owner of a database of one's own.
            roles=frozenset(Role) if peer.operator else None,
            attestation=Attestation.HOST,
            pace=self.pace,
            said=self.said,
        )

    @contextmanager
    def opened(self, peer: Peer) -> Iterator[Desk]:
        """One person's desk over records of its own, for a call that takes long."""
        with closing(self.open()) as store:
            yield self.desk(peer, store)


def _given(store: Store, *, create: bool) -> Store:
    """Whether or not they may be made: they are there, and open."""
    del create
    return store
