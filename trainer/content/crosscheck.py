"""What only the whole course can tell: tracks that name what is not there.

Invariant: after these checks every name that a track holds resolves.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from trainer.content.models import Module, Part, Track
from trainer.content.places import Places
from trainer.content.types.report import Report
from trainer.errors import Problem

_TRACK_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def check_tracks(
    tracks: Sequence[Track],
    modules: Sequence[Module],
    broken: Collection[str],
    places: Places,
    problems: list[Problem],
) -> None:
    """Each track's parts name modules, lessons and objectives that exist; ``broken`` modules lack lessons that do."""
    known = {module.id: module for module in modules}
    for track in tracks:
        tree, at = places.trees[f"track {track.id}"]
        report = Report(tree, at, problems)
        if not _TRACK_ID.fullmatch(track.id):
            report(("id",), f"the track id `{track.id}`", "Use lower case, digits and hyphens, such as `all-staff`")
        seen: set[str] = set()
        for index, part in enumerate(track.modules):
            _check_part(part, known, seen, report.below("modules", index), whole=part.module not in broken)
            seen.add(part.module)


def _check_part(part: Part, known: dict[str, Module], seen: set[str], report: Report, *, whole: bool) -> None:
    module = known.get(part.module)
    if module is None:
        remedy = "Correct the id, or add the module. For a shipped one, run `trainer content check` without a folder"
        report(("module",), f"there is no module `{part.module}`", remedy)
        return
    if part.module in seen:
        report(("module",), f"{part.module} stands twice in this track", "Put its lessons into one entry")
    lessons = {lesson.id for lesson in module.lessons}
    objectives = {objective.id for objective in module.objectives}
    named_lessons = part.lessons if whole else ()
    for field, named, there in (("lessons", named_lessons, lessons), ("objectives", part.objectives, objectives)):
        for index, name in enumerate(named):
            if name not in there:
                report((field, index), f"{part.module} has no {field[:-1]} `{name}`", "Correct the id, or remove it")
