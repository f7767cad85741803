"""``Training``: the façade through which every front end learns or changes anything, one small object a use.

The composition is :func:`in_process`; ``wire.remote.over_socket`` makes the same façade over the host's socket. A use
is made, and its code read, when it is first asked for: the screen that shows what is due must not wait for reports.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar, cast

from trainer.clock import Clock, system_clock
from trainer.compliance.requirements import Role
from trainer.records.attestation import Attestation
from trainer.records.store import open_store
from trainer.service import identity
from trainer.service.desk import Desk
from trainer.settings import Settings

if TYPE_CHECKING:
    from trainer.content.models import Course
    from trainer.content.source import ContentRoot
    from trainer.service.authoring import Authoring
    from trainer.service.checks import Checks
    from trainer.service.compliance import Compliance
    from trainer.service.evidence import Evidence
    from trainer.service.keeping import Keeping
    from trainer.service.learn import Learn
    from trainer.service.people import People
    from trainer.service.privacy import Privacy
    from trainer.service.reports import Reports

USES = ("learn", "checks", "people", "compliance", "reports", "evidence", "privacy", "keeping", "authoring")
"""Names of the use objects; a test walks every public method of each."""


_Use = TypeVar("_Use")


class Source(Protocol):
    """Where the use objects come from: over records of one's own, or standing for those of the host service."""

    def use(self, kind: type[_Use]) -> _Use:
        """The use object of that class, or what stands for it."""

    def authoring(self) -> Authoring:
        """The author's uses, which always work on files that are here."""

    def close(self) -> None:
        """Let go of the records."""


class Training:
    """Everything that one person can ask of Trainer."""

    def __init__(self, source: Source) -> None:
        self._source = source

    @cached_property
    def learn(self) -> Learn:
        """Home, modules, lessons, my record."""
        from trainer.service.learn import Learn

        return self._source.use(Learn)

    @cached_property
    def checks(self) -> Checks:
        """Being tested: begin or resume, question, answer, feedback, result."""
        from trainer.service.checks import Checks

        return self._source.use(Checks)

    @cached_property
    def people(self) -> People:
        """The roster."""
        from trainer.service.people import People

        return self._source.use(People)

    @cached_property
    def compliance(self) -> Compliance:
        """Who must hold what by when."""
        from trainer.service.compliance import Compliance

        return self._source.use(Compliance)

    @cached_property
    def reports(self) -> Reports:
        """What stands for everyone."""
        from trainer.service.reports import Reports

        return self._source.use(Reports)

    @cached_property
    def evidence(self) -> Evidence:
        """Proof that nothing was changed."""
        from trainer.service.evidence import Evidence

        return self._source.use(Evidence)

    @cached_property
    def privacy(self) -> Privacy:
        """What is kept about people, and making it go."""
        from trainer.service.privacy import Privacy

        return self._source.use(Privacy)

    @cached_property
    def keeping(self) -> Keeping:
        """Backing the records up, and bringing them back."""
        from trainer.service.keeping import Keeping

        return self._source.use(Keeping)

    @cached_property
    def authoring(self) -> Authoring:
        """Content, for those who write it; it opens no records."""
        return self._source.authoring()

    def close(self) -> None:
        """Let go of the records; the façade is of no use afterwards."""
        self._source.close()


class OverDesk:
    """The uses over a desk, in this process."""

    def __init__(self, desk: Desk, roots: Callable[[], Sequence[ContentRoot]]) -> None:
        self.desk = desk
        self._roots = roots

    def use(self, kind: type[_Use]) -> _Use:
        return cast("Callable[[Desk], _Use]", kind)(self.desk)

    def authoring(self) -> Authoring:
        return author(self._roots, lambda: self.desk.course, self.desk.today())

    def close(self) -> None:
        self.desk.close()


def author(roots: Callable[[], Sequence[ContentRoot]], load: Callable[[], Course], today: dt.date) -> Authoring:
    """The author's uses over some roots."""
    from trainer.service.authoring import Authoring

    return Authoring(roots(), load=load, today=today)


def in_process(
    *,
    database: Path,
    load: Callable[[], Course],
    settings: Settings,
    roots: Callable[[], Sequence[ContentRoot]] = tuple,
    clock: Clock = system_clock,
    login: str = "",
) -> Training:
    """The façade over a database of one's own. Its owner is admin, and its records are self-attested.

    ``login`` empty asks the operating system who is at the keyboard; ``roots`` are for the authors' uses.
    """
    desk = Desk(
        database=database,
        open_records=partial(open_store, database),
        load=load,
        clock=clock,
        settings=settings,
        login=login or identity.login(),
        roles=frozenset(Role),
        attestation=Attestation.SELF,
    )
    return Training(OverDesk(desk, roots))
