"""``trainer content preview``: a draft as a learner sees it, on records that are gone afterwards."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trainer.cli import context, output
from trainer.cli.commands.demo import end_tidily
from trainer.cli.commands.learn import learn, wants_plain
from trainer.cli.lazy import Command
from trainer.errors import ContentError

if TYPE_CHECKING:
    from trainer.content.models import Course
    from trainer.content.source import ContentRoot
    from trainer.service.training import Training
    from trainer.tui.preview import Place

_PAUSE = 0.5
"""Seconds between two looks at files that do not load."""
_SAID = "Preview: nothing is recorded"
"""Stands where the organisation's name does."""


@click.command(
    "preview",
    cls=Command,
    examples=("trainer content preview M04", "trainer content preview our-rules --dir ./our-content --watch"),
)
@click.argument("module", required=False, metavar="[MODULE]")
@click.option("--dir", "directory", metavar="DIR", help="A folder with 'modules' and 'question_banks'.")
@click.option("--watch", is_flag=True, help="Open it anew, at the same place, whenever a file changes.")
@click.option("--plain", is_flag=True, help="One line at a time, with typed answers; no terminal is needed.")
def command(module: str | None, directory: str | None, watch: bool, plain: bool) -> int:
    """Open a draft as a learner sees it: lessons, questions, feedback.

    Nothing is recorded: what you read and answer lies in a temporary folder that is deleted when you leave. With
    --watch a slip that keeps the content from loading is shown here until it is mended.
    """
    plain = plain or wants_plain()
    if watch and plain:
        raise click.UsageError("--watch needs the terminal UI; leave out --plain.")
    roots = (context.content_root(Path(directory)),) if directory else context.roots(context.settings())
    end_tidily()
    if plain:
        with tempfile.TemporaryDirectory(prefix="trainer-preview-") as folder:
            return learn(_over(_loaded(roots, wait=False)[0], folder), module, plain=True)
    return _preview(roots, module or "", watch=watch)


def _preview(roots: Sequence[ContentRoot], module: str, *, watch: bool) -> int:
    from trainer.tui.preview import Place, preview

    at: Place | None = Place(module=module)
    code = 0
    while at is not None:
        course, seen = _loaded(roots, wait=watch)
        with tempfile.TemporaryDirectory(prefix="trainer-preview-") as folder:
            made = _over(course, folder)
            try:
                code, at = preview(made, _still_there(made, at), partial(_changed, roots, seen if watch else ""))
            finally:
                made.close()
    return code


def _changed(roots: Sequence[ContentRoot], seen: str) -> bool:
    """Whether a file is not as it was; never, where nothing was looked at."""
    from trainer.content.index import fingerprints

    return bool(seen) and fingerprints(roots) != seen


def _still_there(made: Training, at: Place) -> Place:
    """The place, or the nearest one above it that the draft still has; the block is kept where learners' are."""
    there = {card.id for card in made.learn.home().modules}
    if at.lesson and at.module not in there:
        # It was open when it was deleted. One that was asked for by name and is not there is an error.
        return replace(at, module="", lesson="")
    if not at.module:
        return at
    lessons = {line.id for line in made.learn.module(at.module).lessons}
    if at.lesson not in lessons:
        return replace(at, lesson="")
    made.learn.keep_place(at.module, at.lesson, at.block)
    return at


def _loaded(roots: Sequence[ContentRoot], *, wait: bool) -> tuple[Course, str]:
    """The course and the files' fingerprint; what keeps it from loading is said, and waited for where asked."""
    from trainer.content.index import fingerprints
    from trainer.content.library import load_course

    while True:
        # Taken before loading: a file that changes meanwhile is a change to come.
        seen = fingerprints(roots)
        try:
            return load_course(roots), seen
        except ContentError as error:
            if not wait:
                raise
            # What was mended is not to be read once more.
            click.clear()
            for problem in error.problems:
                output.narrate(str(problem))
            output.narrate("It opens once that is mended. Ctrl-C ends it.")
        while fingerprints(roots) == seen:
            time.sleep(_PAUSE)


def _over(course: Course, folder: str) -> Training:
    """The API over an empty database, for a learner who has read the notice."""
    from trainer.service.training import in_process

    made = in_process(
        database=Path(folder) / "preview.db",
        load=partial(_same, course),
        settings=replace(context.settings(), organisation=_SAID),
    )
    made.learn.begin()
    made.privacy.acknowledge(made.privacy.notice().digest)
    return made


def _same(course: Course) -> Course:
    return course
