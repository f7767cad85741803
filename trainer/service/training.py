"""``Training``: the façade through which every front end learns or changes anything, one small object a use.

The composition is :func:`in_process`; the host service will hand out the same façade over its socket. A use is made,
and its code read, when it is first asked for: the screen that shows what is due must not wait for reports.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.clock import Clock, system_clock
from trainer.compliance.requirements import Role
from trainer.content.models import Course
from trainer.content.source import ContentRoot
from trainer.records.attempts import Attestation
from trainer.records.store import open_store
from trainer.service import identity
from trainer.service.desk import Desk
from trainer.settings import Settings

if TYPE_CHECKING:
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


class Training:
    """Everything that one person can ask of Trainer."""

    def __init__(self, desk: Desk, roots: Callable[[], Sequence[ContentRoot]]) -> None:
        self._desk = desk
        self._roots = roots

    @cached_property
    def learn(self) -> Learn:
        """Home, modules, lessons, my record."""
        from trainer.service.learn import Learn

        return Learn(self._desk)

    @cached_property
    def checks(self) -> Checks:
        """Being tested: begin or resume, question, answer, feedback, result."""
        from trainer.service.checks import Checks

        return Checks(self._desk)

    @cached_property
    def people(self) -> People:
        """The roster."""
        from trainer.service.people import People

        return People(self._desk)

    @cached_property
    def compliance(self) -> Compliance:
        """Who must hold what by when."""
        from trainer.service.compliance import Compliance

        return Compliance(self._desk)

    @cached_property
    def reports(self) -> Reports:
        """What stands for everyone."""
        from trainer.service.reports import Reports

        return Reports(self._desk)

    @cached_property
    def evidence(self) -> Evidence:
        """Proof that nothing was changed."""
        from trainer.service.evidence import Evidence

        return Evidence(self._desk)

    @cached_property
    def privacy(self) -> Privacy:
        """What is kept about people, and making it go."""
        from trainer.service.privacy import Privacy

        return Privacy(self._desk)

    @cached_property
    def keeping(self) -> Keeping:
        """Backing the records up, and bringing them back."""
        from trainer.service.keeping import Keeping

        return Keeping(self._desk)

    @cached_property
    def authoring(self) -> Authoring:
        """Content, for those who write it; it opens no records."""
        from trainer.service.authoring import Authoring

        return Authoring(self._roots(), load=lambda: self._desk.course, today=self._desk.today())

    def close(self) -> None:
        """Let go of the records; the façade is of no use afterwards."""
        self._desk.close()


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
    return Training(
        roots=roots,
        desk=Desk(
            database=database,
            open_records=partial(open_store, database),
            load=load,
            clock=clock,
            settings=settings,
            login=login or identity.login(),
            roles=frozenset(Role),
            attestation=Attestation.SELF,
        ),
    )
