"""Loading a course: all of it, or a ``ContentError`` with every problem at once.

Invariant: a ``Course`` that leaves here is consistent in itself and nothing of a broken one is ever handed out. The
first root is the shipped content; each later one overlays it module by module: a module folder with the same id or
slug replaces that module together with its bank, and tracks, facts, refs and coverage merge by id.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from trainer.content import digest
from trainer.content.body import ModuleBody
from trainer.content.collector import paused_collector
from trainer.content.crosscheck import check_tracks
from trainer.content.models import Course, Module
from trainer.content.modulefile import Draft, ModuleReader, read_manifest
from trainer.content.places import Places
from trainer.content.shapes import Shapes
from trainer.content.shared import Shared, read_shared
from trainer.content.source import ContentRoot, problem
from trainer.errors import ContentError, Problem


@dataclass(frozen=True, slots=True)
class Loaded:
    """A course, where its parts stand in the files, and what only authors ask of: facts, citations, coverage."""

    course: Course
    places: Places
    shared: Shared


def load_course(roots: Sequence[ContentRoot]) -> Course:
    """The course of these roots; ContentError where anything in them is wrong."""
    return load(roots).course


def load(roots: Sequence[ContentRoot]) -> Loaded:
    """As ``load_course``, with the places that the author's checker points at."""
    with paused_collector():
        return _Loading(roots).run()


class _Loading:
    def __init__(self, roots: Sequence[ContentRoot]) -> None:
        self.roots = roots
        self.shapes = Shapes()
        self.places = Places()
        self.problems: list[Problem] = []

    def run(self) -> Loaded:
        self._check_roots()
        shared = read_shared(self.roots, self.shapes, self.places, self.problems)
        drafts = self._drafts()
        reader = ModuleReader(self.shapes, shared, self.places, self.problems)
        read = [made for draft in drafts if (made := reader.read(draft)) is not None]
        modules = [module for module, _ in read]
        if len(modules) == len(drafts) and "tracks.yaml" not in shared.broken:
            # A lesson that is broken is not missing.
            whole = {d.id: len(d.manifest.lessons) for d in drafts if d.manifest}
            broken = {module.id for module in modules if len(module.lessons) != whole.get(module.id)}
            check_tracks(tuple(shared.tracks.values()), modules, broken, self.places, self.problems)
        if self.problems:
            raise ContentError(tuple(set(self.problems)))
        return Loaded(_course(read, shared), self.places, shared)

    def _check_roots(self) -> None:
        if not self.roots or not self.roots[0].modules.is_dir():
            where = self.roots[0].modules if self.roots else Path("modules")
            remedy = "Name the folder that holds `modules` with --content or TRAINER_CONTENT"
            self.problems.append(problem(where, 1, 1, "there is no folder with modules", remedy))

    def _drafts(self) -> list[Draft]:
        """The modules that stand once every overlay has replaced its own, by id."""
        standing: list[Draft] = []
        for root in self.roots:
            drafts = [read_manifest(root, folder, self.shapes) for folder in _folders(root.modules)]
            taken = {name for draft in drafts for name in (draft.id, draft.slug)}
            standing = [draft for draft in standing if not {draft.id, draft.slug} & taken] + drafts
            self._check_banks(root, {draft.slug for draft in drafts})
        return sorted(standing, key=lambda draft: (draft.id, draft.slug))

    def _check_banks(self, root: ContentRoot, slugs: set[str]) -> None:
        for path in sorted(root.banks.glob("*.y*ml")) if root.banks.is_dir() else ():
            if path.suffix == ".yml":
                self.problems.append(problem(path, 1, 1, "a bank that ends in .yml", f"Name it `{path.stem}.yaml`"))
            elif path.stem not in slugs:
                remedy = f"Add the module's folder `{path.stem}`, or delete the bank"
                self.problems.append(problem(path, 1, 1, "a bank without its module", remedy))


def _folders(modules: Path) -> Iterator[Path]:
    if modules.is_dir():
        yield from sorted(f for f in modules.iterdir() if f.is_dir() and not f.name.startswith((".", "_")))


def _course(read: Sequence[tuple[Module, ModuleBody]], shared: Shared) -> Course:
    course = Course(
        modules=tuple(module for module, _ in read),
        tracks=tuple(shared.tracks.values()),
        bodies={module.id: body for module, body in read},
    )
    return replace(course, digest=digest.course_digest(course))
