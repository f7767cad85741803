"""The doctor: what this installation stands on, each thing with a verdict. It reads and changes nothing.

Invariant: whatever is wrong with one thing is a line in the report, and never keeps another from being looked at. The
records are looked at in ``doctor_records``, a host service in ``doctor_host``: whoever asks one opens no database.
"""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING

from trainer import __version__
from trainer.content.drafts import drafts
from trainer.errors import ContentError, TrainerError
from trainer.service.doctor_lines import Line, bad, ok, refused, warn
from trainer.settings import Settings
from trainer.text import plural

if TYPE_CHECKING:
    from trainer.content.models import Course
    from trainer.content.source import ContentRoot


def program() -> Iterator[Line]:
    """The program and what runs it."""
    yield ok("trainer", __version__)
    yield ok("python", f"{platform.python_version()} ({platform.python_implementation()}), {platform.system()}")


def settings(load: Callable[[], Settings]) -> Iterator[Line]:
    """Each setting in force, and where it came from."""
    try:
        chosen = load()
    except TrainerError as error:
        yield refused("settings", error)
        return
    for field in fields(Settings):
        if field.name != "origins":
            value = getattr(chosen, field.name)
            origin = chosen.origins.get(field.name, "")
            yield ok(f"setting {field.name}", f"{value!r} from {origin}" if value != "" else f"not set ({origin})")


def content(load: Callable[[], tuple[Course, Sequence[ContentRoot]]]) -> Line:
    """``load`` gives the course, and where it came from."""
    try:
        course, roots = load()
    except ContentError as error:
        return bad("content", f"{error.problem} The first: {error.problems[0]}", "Run 'trainer content check'.")
    except TrainerError as error:
        return refused("content", error)
    modules, tracks = plural(len(course.modules), "module"), plural(len(course.tracks), "track")
    where = " and ".join(str(root.modules.parent) for root in roots)
    said = f"{where}: {modules}, {tracks}, digest {course.digest}"
    if unreleased := drafts(course, roots):
        remedy = "Write drafts in a folder elsewhere, and release what people are to learn."
        return warn("content", f"{said}; people learn what is not released: {', '.join(unreleased)}", remedy)
    return ok("content", said)
