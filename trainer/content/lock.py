"""content.lock: which digest each module had when its version was released.

Invariant: one version of a module has one digest for ever. A change to what a learner can meet is a problem until the
module has a new version and that is released.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from trainer.content.models import Course, Module
from trainer.content.shapes import LockFile, Released, Shapes
from trainer.content.source import problem, read_text
from trainer.content.writing import replace_text
from trainer.content.yamltree import Tree, parse
from trainer.errors import ContentError, InputError, Problem

_DIGEST = re.compile(r"[0-9a-f]{64}")
_VERSION = re.compile(r"([0-9]{1,4})\.([0-9]{1,4})")


class LockProblems(NamedTuple):
    """What a lock says of the modules beside it."""

    altered: tuple[Problem, ...]
    """Modules that were changed under a version that is released; and what is wrong with the lock itself."""
    unreleased: tuple[Problem, ...]
    """Modules whose version is not released yet."""


def lock_problems(course: Course, lock_path: Path, modules: Collection[str] | None = None) -> LockProblems:
    """Every module (or those named) that differs from its release, or has none."""
    problems: list[Problem] = []
    unreleased: list[Problem] = []
    tree, lock = _read(lock_path, problems)
    if problems:
        return LockProblems(tuple(problems), ())
    released = lock.modules if lock else {}
    for module in course.modules:
        if modules is not None and module.id not in modules:
            continue
        entry = released.get(module.id)
        line, column = tree.place(("modules", module.id), key=True) if tree and entry else (1, 1)
        if entry is None or entry.version != module.version:
            what = f"{module.id} version {module.version} is not released"
            remedy = f"Run `trainer content release {module.id}`"
            unreleased.append(problem(lock_path, line, column, what, remedy))
        elif entry.digest != module.digest:
            what = f"{module.id} was changed since version {module.version} was released"
            remedy = "Raise `version` in its module.yaml, then release it"
            problems.append(problem(lock_path, line, column, what, remedy))
    return LockProblems(tuple(problems), tuple(unreleased))


def release(course: Course, module: str, lock_path: Path) -> tuple[Released, Released | None]:
    """Write the module's version and digest into the lock: what stands there now, and what stood there before.

    InputError where that would rewrite a release.
    """
    found = course.module(module)
    if found is None:
        raise InputError(f"There is no module {module}.", "Run `trainer content list` to see them.")
    problems: list[Problem] = []
    _, lock = _read(lock_path, problems)
    if problems:
        raise ContentError(problems)
    entries = dict(lock.modules) if lock else {}
    before = entries.get(found.id)
    _check(found, before)
    entries[found.id] = Released(version=found.version, digest=found.digest)
    _write(lock_path, entries)
    return entries[found.id], before


def _check(module: Module, before: Released | None) -> None:
    if before is None or before == Released(version=module.version, digest=module.digest):
        return
    if before.version == module.version:
        raise InputError(
            f"{module.id} version {module.version} was released already with other content.",
            "Raise `version` in its module.yaml, then release it.",
        )
    if _number(before.version) > _number(module.version):
        raise InputError(
            f"{module.id} version {before.version} was released already, which is later than {module.version}.",
            f"Raise `version` in its module.yaml above {before.version}.",
        )


def _number(version: str) -> tuple[int, int]:
    major, minor = version.split(".")
    return int(major), int(minor)


def _read(path: Path, problems: list[Problem]) -> tuple[Tree | None, LockFile | None]:
    if not path.exists():
        return None, None
    text = read_text(path, problems)
    tree = None if text is None else parse(path, text, problems)
    lock = None if tree is None else Shapes().lock.read(tree, problems)
    for name, entry in lock.modules.items() if tree and lock else ():
        if tree and not (_DIGEST.fullmatch(entry.digest) and _VERSION.fullmatch(entry.version)):
            what = f"the entry of {name} is damaged"
            problems.append(tree.problem(("modules", name), what, "Restore the file from version control"))
    return tree, lock


def _write(path: Path, entries: dict[str, Released]) -> None:
    lines = ["# Written by `trainer content release`. One version of a module has one digest for ever.", "schema: 1"]
    lines.append("modules:")
    for name, entry in sorted(entries.items()):
        lines.append(f'  {name}: {{version: "{entry.version}", digest: "{entry.digest}"}}')
    replace_text(path, "\n".join(lines) + "\n")
