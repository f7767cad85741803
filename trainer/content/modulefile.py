"""One module's folder and bank become a ``Module``.

Invariant: a module that leaves here is whole: its slug is its folder's name, each lesson file is listed once and
exists, no other ``.md`` lies about, and every objective has a question that can be asked.

A new major version of a module says in its ``module.yaml`` what it changed, and is attested again on that alone:

    version: "2.0"
    changes:
      - major: 2                                     once each, from 2 to the module's own
        objectives: [M04.O1, M04.O3]                 those that holders of 1.x are asked about; `[]` asks nothing
        said: Consent for children has a new age. The rest is as it was.

The entries of earlier versions stay: somebody may still hold one from before them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

from trainer.content import digest
from trainer.content.body import LessonText, ModuleBody
from trainer.content.lessonfile import read_lesson
from trainer.content.models import Lesson, Manifest, Module, Objective
from trainer.content.places import Places
from trainer.content.questions import Question, check
from trainer.content.shapes import ModuleFile, Shapes, may_be_empty, read_bank
from trainer.content.shared import Shared
from trainer.content.source import ContentRoot, problem, read_text
from trainer.content.types.report import Report
from trainer.content.yamltree import Tree, parse
from trainer.errors import Problem

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LESSON_FILE = re.compile(r"[a-z0-9][a-z0-9-]*\.md")
_VERSION = re.compile(r"(0|[1-9][0-9]{0,3})\.(0|[1-9][0-9]{0,3})")


@dataclass(slots=True)
class Draft:
    """A module's folder whose manifest was read; its lessons and bank were not yet."""

    root: ContentRoot
    folder: Path
    tree: Tree | None = None
    manifest: ModuleFile | None = None
    problems: list[Problem] = field(default_factory=list)
    """Of the manifest; they count only if no overlay replaces this module."""

    @property
    def slug(self) -> str:
        return self.folder.name

    @property
    def id(self) -> str:
        """As written, also where the rest of the manifest is wrong; the folder's name where there is none."""
        data = self.tree.data if self.tree else None
        found = data.get("id") if isinstance(data, dict) else None
        return found if isinstance(found, str) else self.slug

    @property
    def bank(self) -> Path:
        return self.root.banks / f"{self.slug}.yaml"


def read_manifest(root: ContentRoot, folder: Path, shapes: Shapes) -> Draft:
    """The folder's draft; what is wrong with its manifest is kept in the draft."""
    draft = Draft(root, folder)
    path = folder / "module.yaml"
    text = read_text(path, draft.problems)
    draft.tree = None if text is None else parse(path, text, draft.problems, omit=may_be_empty())
    if draft.tree is not None:
        draft.manifest = shapes.module.read(draft.tree, draft.problems)
    if draft.tree is not None and draft.manifest is not None:
        _check_manifest(draft.manifest, draft.slug, Report(draft.tree, (), draft.problems))
    return draft


def _check_manifest(manifest: ModuleFile, folder: str, report: Report) -> None:
    if not re.fullmatch(r"M[0-9]{2}", manifest.id):
        report(("id",), f"the module id `{manifest.id}`", "Write M and two digits, such as `M04`")
    if manifest.slug != folder or not _SLUG.fullmatch(folder):
        report(("slug",), f"the slug `{manifest.slug}` in the folder `{folder}`", "Make both the same, in lower case")
    if not _VERSION.fullmatch(manifest.version):
        report(("version",), f"the version `{manifest.version}`", 'Write major and minor, such as `"1.0"`')
    for index, objective in enumerate(manifest.objectives):
        if not re.fullmatch(re.escape(manifest.id) + r"\.O[1-9][0-9]{0,2}", objective.id):
            remedy = f"Write it as `{manifest.id}.O1`"
            report(("objectives", index, "id"), f"the objective id `{objective.id}` in {manifest.id}", remedy)
    _check_changes(manifest, report)


def _check_changes(manifest: ModuleFile, report: Report) -> None:
    known = [objective.id for objective in manifest.objectives]
    own = manifest.major if _VERSION.fullmatch(manifest.version) else None
    seen: set[int] = set()
    for index, change in enumerate(manifest.changes):
        said = report.below("changes", index)
        if own is not None and change.major > own:
            what = f"version {change.major} of {manifest.id}, which is at {manifest.version}"
            said(("major",), what, "Raise `version` to it, or remove what it changed")
        if change.major in seen:
            said(("major",), f"version {change.major} stands twice in `changes`", "Put its objectives into one entry")
        seen.add(change.major)
        for at, name in enumerate(change.objectives):
            if name not in known:
                said(("objectives", at), f"no objective `{name}` in {manifest.id}", f"Use some of {', '.join(known)}")
            elif change.objectives.index(name) != at:
                said(("objectives", at), f"`{name}` is named twice", "Name each objective once")


class ModuleReader:
    """Finishes drafts: reads the lessons and the bank, and puts the module together."""

    def __init__(self, shapes: Shapes, shared: Shared, places: Places, problems: list[Problem]) -> None:
        self.shapes, self.places, self.problems = shapes, places, problems
        self.facts = None if "facts.yaml" in shared.broken else shared.facts

    def read(self, draft: Draft) -> tuple[Module, ModuleBody] | None:
        """The module and its body; None with problems where its manifest or any part of it is wrong."""
        self.problems += draft.problems
        manifest, tree = draft.manifest, draft.tree
        objectives = {o.id: o for o in manifest.objectives} if manifest else None
        if manifest and tree:
            self._note_places(draft, manifest, tree)
        lessons = self._lessons(draft, objectives)
        questions = self._questions(draft, objectives)
        if manifest is None:
            return None
        named = {name: getattr(manifest, name) for name in _MANIFEST_FIELDS}
        module = Module(**named, lessons=tuple(lesson for lesson, _ in lessons))
        body = ModuleBody(texts={lesson.id: text for lesson, text in lessons}, questions=tuple(questions))
        return replace(module, digest=digest.module_digest(module, body.questions)), body

    def _note_places(self, draft: Draft, manifest: ModuleFile, tree: Tree) -> None:
        self.places.add(manifest.id, tree, (), self.problems)
        self.places.roots[manifest.id] = draft.root
        for index, objective in enumerate(manifest.objectives):
            self.places.add(objective.id, tree, ("objectives", index), self.problems)

    def _lessons(self, draft: Draft, objectives: dict[str, Objective] | None) -> list[tuple[Lesson, LessonText]]:
        listed = draft.manifest.lessons if draft.manifest else ()
        lessons: list[tuple[Lesson, LessonText]] = []
        for index, name in enumerate(listed):
            if not self._check_name(draft, index, name, listed):
                continue
            path = draft.folder / name
            lesson = read_lesson(path, draft.id, objectives, self.facts, self.shapes, self.places, self.problems)
            if lesson is not None:
                lessons.append(lesson)
        for path in sorted(draft.folder.glob("*.md")) if draft.manifest else ():
            if path.name not in listed:
                remedy = f"Add `{path.name}` to `lessons` in module.yaml, or delete it"
                self.problems.append(problem(path, 1, 1, "this lesson is not listed", remedy))
        return lessons

    def _check_name(self, draft: Draft, index: int, name: str, listed: tuple[str, ...]) -> bool:
        if _LESSON_FILE.fullmatch(name) and listed.index(name) == index:
            if (draft.folder / name).exists():
                return True
            what, remedy = f"the lesson file `{name}` does not exist", "Write it, or take it out of the list"
        elif listed.index(name) != index:
            what, remedy = f"`{name}` is listed twice", "List each lesson once"
        else:
            what, remedy = f"`{name}` is no name for a lesson", "Use a name such as `six-bases.md`, without a folder"
        if draft.tree is not None:
            self.problems.append(draft.tree.problem(("lessons", index), what, remedy))
        return False

    def _questions(self, draft: Draft, objectives: dict[str, Objective] | None) -> list[Question]:
        before = len(self.problems)
        text = read_text(draft.bank, self.problems)
        tree = None if text is None else parse(draft.bank, text, self.problems, omit=may_be_empty())
        if tree is None:
            return []
        good = read_bank(self.shapes, tree, self.problems)
        bank = Bank(draft, tree, objectives, self.problems)
        questions = [bank.finish(index, question) for index, question in good.items()]
        for index, question in good.items():
            self.places.add(question.id, tree, ("questions", index), self.problems)
        if len(self.problems) == before:
            bank.check_pools(questions)
        return questions


class Bank:
    """The rules of one module's bank."""

    def __init__(
        self, draft: Draft, tree: Tree, objectives: dict[str, Objective] | None, problems: list[Problem]
    ) -> None:
        self.draft, self.tree, self.objectives, self.problems = draft, tree, objectives, problems
        self.names = (draft.id, draft.slug)
        self.form = re.compile(re.escape(draft.id) + r"-[A-Z][0-9]{1,5}")
        self.report = Report(tree, (), problems)
        named = tree.data.get("module") if isinstance(tree.data, dict) else None
        if isinstance(named, str) and named != draft.id:
            self.report(("module",), f"the bank names `{named}`, its module is {draft.id}", f"Write `{draft.id}`")

    def finish(self, index: int, question: Question) -> Question:
        """Check one question; it comes back with its module, criticality and digest filled in."""
        report = self.report.below("questions", index)
        if not self.form.fullmatch(question.id):
            report(("id",), f"the question id `{question.id}` in {self.draft.id}", f"Write `{self.draft.id}-Q001`")
        if question.module is not None and question.module not in self.names:
            report(("module",), f"the question names `{question.module}`", f"Write `{self.draft.id}`, or nothing")
        if question.digest:
            report(("digest",), "unknown field `digest`", "Remove it; the program works it out")
        check(question, report)
        critical = self._critical(question, report)
        question = replace(question, module=self.draft.id, critical=critical)
        return replace(question, digest=digest.question_digest(question))

    def _critical(self, question: Question, report: Report) -> bool:
        if self.objectives is None:
            return bool(question.critical)
        objective = self.objectives.get(question.objective)
        if objective is None:
            known = f"Use one of {', '.join(self.objectives)}"
            report(("objective",), f"no objective `{question.objective}` in module.yaml", known)
            return bool(question.critical)
        if question.critical is not None and question.critical != objective.critical:
            right = str(objective.critical).lower()
            what = f"`critical` disagrees with the objective {objective.id}"
            report(("critical",), what, f"Write `critical: {right}`, or take the line out")
        return objective.critical

    def check_pools(self, questions: list[Question]) -> None:
        asked = {question.objective for question in questions if not question.retired}
        for objective in self.objectives or ():
            if objective not in asked:
                self.report(("questions",), f"no question for the objective {objective}", "Write one, or more")


_MANIFEST_FIELDS = tuple(f.name for f in fields(Manifest))
