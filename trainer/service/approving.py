"""Approving content: somebody of the company answers for a module as people learn it."""

from __future__ import annotations

from trainer.records import approvals
from trainer.service.compliance_views import Approved
from trainer.service.desk import Desk


def approve(desk: Desk, name: str) -> Approved:
    """Record it of the version in use; recording puts that in force if it was not yet."""
    module = desk.module(name)
    with desk.recording() as (store, me):
        entry, new = approvals.approve(store, module.id, module.version, module.digest, at=desk.now(), actor_ref=me.ref)
    return Approved(entry=entry, new=new, module=module.id, version=module.version, digest=module.digest)
