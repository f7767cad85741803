"""Putting the course's new versions in force: a version counts from when it was first used here, so that a past status
can be proven.

Invariant: the text of every lesson in force is kept, so that the next version can be shown as what changed.
"""

from __future__ import annotations

from typing import Any

from trainer.content.codec import to_plain
from trainer.content.digest import track_digest
from trainer.content.models import Module
from trainer.records import entries, lesson_texts
from trainer.service.desk import Desk


def adopt(desk: Desk) -> None:
    """Record what is in force by now and was not before; nothing is written where nothing is new."""
    course = desk.course
    wanted = [(entries.Kind.TRACK, t.id, track_digest(t), to_plain(t)) for t in course.tracks]
    wanted += [(entries.Kind.CONTENT, m.id, m.digest, _body(m)) for m in course.modules]
    stands = entries.digests_in_force(desk.store)
    new = [item for item in wanted if stands.get((item[0], item[1])) != item[2]]
    # Also of modules that are in force already: their texts may be from before any was kept.
    known = lesson_texts.digests(desk.store)
    unkept = [(m, lesson) for m in course.modules for lesson in m.lessons if lesson.digest not in known]
    if not (new or unkept):
        return
    with desk.store.write():
        for kind, name, digest, body in new:
            entries.put_in_force(desk.store, kind, name, digest, body, at=desk.now(), actor_ref=None)
        # Looked at again: another program may have kept some of them meanwhile.
        known = lesson_texts.digests(desk.store)
        lesson_texts.keep(
            desk.store,
            ((each, course.bodies[m.id].texts[each.id]) for m, each in unkept if each.digest not in known),
        )


def _body(module: Module) -> dict[str, Any]:
    """What stands in a module's entry: its version, its lessons' digests, and what its major versions changed."""
    said: dict[str, Any] = {"version": module.version, "lessons": {each.id: each.digest for each in module.lessons}}
    if module.changes:
        said["changes"] = [{"major": each.major, "objectives": list(each.objectives)} for each in module.changes]
    return said
