"""``Training``: the façade through which every front end learns or changes anything, one small object a use.

The composition is :func:`in_process`; the host service will hand out the same façade over its socket.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from trainer.clock import Clock, system_clock
from trainer.compliance.requirements import Role
from trainer.content.models import Course
from trainer.records.attempts import Attestation
from trainer.records.store import open_store
from trainer.service import identity
from trainer.service.compliance import Compliance
from trainer.service.desk import Desk
from trainer.service.learn import Learn
from trainer.service.people import People
from trainer.service.reports import Reports
from trainer.settings import Settings


@dataclass(frozen=True, slots=True)
class Training:
    """Everything that one person can ask of Trainer."""

    learn: Learn
    people: People
    compliance: Compliance
    reports: Reports
    close: Callable[[], None]
    """Let go of the records; the façade is of no use afterwards."""


def in_process(
    *,
    database: Path,
    load: Callable[[], Course],
    settings: Settings,
    clock: Clock = system_clock,
    login: str = "",
) -> Training:
    """The façade over a database of one's own. Its owner is admin, and its records are self-attested.

    ``login`` empty asks the operating system who is at the keyboard.
    """
    desk = Desk(
        open_records=partial(open_store, database),
        load=load,
        clock=clock,
        settings=settings,
        login=login or identity.login(),
        roles=frozenset(Role),
        attestation=Attestation.SELF,
    )
    return Training(
        learn=Learn(desk),
        people=People(desk),
        compliance=Compliance(desk),
        reports=Reports(desk),
        close=desk.close,
    )
