"""Taking over what people achieved in an older system."""

from __future__ import annotations

from collections.abc import Mapping

from trainer.content.models import Track
from trainer.records import importing, people
from trainer.records.importing import Past
from trainer.records.people import Person
from trainer.service import history_file
from trainer.service.desk import Desk
from trainer.service.people import ImportedHistory
from trainer.text import fold


def take_over(desk: Desk, name: str, data: bytes, *, dry_run: bool, ignore_extra: bool) -> ImportedHistory:
    """Record each row that was not imported before, with an entry of its own.

    What an older system calls done is taken to cover the versions that are in force now.
    """
    _ = desk.store
    # The course of today must be in force before something can be said to cover it.
    desk.begin()
    store = desk.store
    listed = {fold(p.roster.id): p for p in people.everyone(store) if not p.unlisted}
    tracks = desk.rules().tracks
    versions = {each.id: each.version for each in desk.course.modules}
    known = history_file.Known(listed, tracks, versions, desk.today())
    rows = history_file.read(name, data, known, ignore_extra=ignore_extra)
    with desk.recording() as (_, me):
        there = importing.known(store)
        found = [_past(row, listed[fold(row.id)], tracks, versions) for row in rows]
        new = [past for past in found if past.key not in there]
        for past in new if not dry_run else ():
            importing.add(store, past, at=desk.now(), actor_ref=me.ref)
    return ImportedHistory(added=len(new), unchanged=len(found) - len(new))


def _past(row: history_file.Past, person: Person, tracks: Mapping[str, Track], versions: Mapping[str, str]) -> Past:
    modules = [part.module for part in tracks[row.track].modules] if row.track else [row.module]
    covered = {module: versions[module] for module in modules if module in versions}
    return Past(person, row.module, row.track, row.completed_on, row.score, covered)
