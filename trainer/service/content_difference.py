"""Two states of the content, compared for their author: what learners would have to attest again, and what changed.

Invariant: what is said to be asked is what the status rules will ask (``compliance.rules``), by the same function.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from trainer.compliance.rules import Rules
from trainer.content.difference import Mark, compare
from trainer.content.models import Course, Module
from trainer.content.paragraphs import paragraphs
from trainer.content.questions import Question
from trainer.content.tracks import Part


class Asks(StrEnum):
    """What the new version asks of whoever holds the old one."""

    NOTHING = "nothing"
    SOME = "the objectives that changed"
    ALL = "the whole module again"
    ADDED = "the module, as it is new"
    REMOVED = "nothing any more"
    REFUSED = "nothing: it cannot be released"
    """The content changed and the version did not, or went back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonDifference:
    """A lesson that is not as it was, in paragraphs."""

    id: str
    title: str
    added: int
    removed: int
    changed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionsDifference:
    """Ids of questions that are not as they were."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    retired: tuple[str, ...]
    removed: tuple[str, ...]
    """Deleted, which no question should be: records point at it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleDifference:
    """A module that is not as it was."""

    module: str
    title: str
    before: str
    """Its version; empty where there was none."""
    now: str
    """Empty where there is none."""
    asks: Asks
    objectives: tuple[str, ...]
    """Those to attest again, as ``M04.O1 Choose a basis``; empty unless ``asks`` is ``SOME``."""
    said: tuple[str, ...]
    """What learners are told of each new major version."""
    lessons: tuple[LessonDifference, ...]
    questions: QuestionsDifference


def differences(old: Course, new: Course) -> tuple[ModuleDifference, ...]:
    """Each module that differs, in the order of the new course, then those that are gone."""
    gone = [module for module in old.modules if new.module(module.id) is None]
    found = [_module(old, new, module.id) for module in (*new.modules, *gone)]
    return tuple(each for each in found if each is not None)


def _module(old: Course, new: Course, name: str) -> ModuleDifference | None:
    before, now = old.module(name), new.module(name)
    if before and now and (before.version, before.digest) == (now.version, now.digest):
        return None
    asks, objectives = _asks(before, now)
    known = now or before
    since = [change for change in now.changes if change.major > before.major] if before and now else []
    return ModuleDifference(
        module=name,
        title=known.title if known else "",
        before=before.version if before else "",
        now=now.version if now else "",
        asks=asks,
        objectives=objectives,
        said=tuple(f"Version {change.major}: {change.said}" for change in since),
        lessons=tuple(_lessons(old, new, before, now)),
        questions=_questions(_bank(old, before), _bank(new, now)),
    )


def _asks(before: Module | None, now: Module | None) -> tuple[Asks, tuple[str, ...]]:
    if before is None or now is None:
        return (Asks.ADDED if now else Asks.REMOVED), ()
    if _number(now) <= _number(before):
        return Asks.REFUSED, ()
    named = {change.major: change.objectives for change in now.changes}
    rules = Rules(tracks={}, majors={now.id: now.major}, warning_days=0, changes={now.id: named})
    left = rules.changed(Part(module=now.id), before.major)
    if left is None:
        return Asks.ALL, ()
    words = tuple(f"{each.id} {each.text}" for each in now.objectives if each.id in left)
    return (Asks.SOME if words else Asks.NOTHING), words


def _number(module: Module) -> tuple[int, int]:
    major, minor = module.version.split(".")
    return int(major), int(minor)


def _lessons(old: Course, new: Course, before: Module | None, now: Module | None) -> Iterator[LessonDifference]:
    was, is_now = _texts(old, before), _texts(new, now)
    for name in dict.fromkeys((*is_now, *was)):
        (title, text), (former, former_text) = is_now.get(name, ("", ())), was.get(name, ("", ()))
        marks = [passage.mark for passage in compare(former_text, text)]
        if title != former or any(mark is not Mark.KEPT for mark in marks):
            yield LessonDifference(
                id=name,
                title=title or former,
                added=marks.count(Mark.ADDED),
                removed=marks.count(Mark.REMOVED),
                changed=marks.count(Mark.CHANGED),
            )


def _texts(course: Course, module: Module | None) -> dict[str, tuple[str, Sequence[str]]]:
    if module is None:
        return {}
    texts = course.bodies[module.id].texts
    return {each.id: (each.title, paragraphs(texts[each.id].blocks)) for each in module.lessons}


def _bank(course: Course, module: Module | None) -> dict[str, Question]:
    return {each.id: each for each in course.bodies[module.id].questions} if module else {}


def _questions(was: dict[str, Question], now: dict[str, Question]) -> QuestionsDifference:
    both = [name for name in now if name in was]
    return QuestionsDifference(
        added=tuple(name for name in now if name not in was),
        changed=tuple(name for name in both if now[name].digest != was[name].digest),
        retired=tuple(name for name in both if now[name].retired and not was[name].retired),
        removed=tuple(name for name in was if name not in now),
    )
