"""A course that breaks no rule of the checker: what ``content new`` writes, finished as a reviewer finishes it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from trainer.content.checker import Finding, check_roots
from trainer.content.library import load, load_course
from trainer.content.lock import release
from trainer.content.skeleton import new_module
from trainer.content.source import ContentRoot

TODAY = dt.date(2026, 7, 1)
SYLLABLES = ["".join(each) for each in product("bdfglmnprst", "aeiou", "bdgmnt")]
"""Words that mean nothing, so that no rule about meaning fires."""


@dataclass(frozen=True)
class Clean:
    """The course in a folder; ``put`` changes a file of it, ``findings`` checks it once it is released anew."""

    folder: Path

    @property
    def root(self) -> ContentRoot:
        return ContentRoot(self.folder / "modules", self.folder / "question_banks")

    @property
    def lock(self) -> Path:
        return self.root.modules / "content.lock"

    @property
    def manifest(self) -> Path:
        return self.root.modules / "seeded" / "module.yaml"

    @property
    def lesson(self) -> Path:
        return self.root.modules / "seeded" / "first-lesson.md"

    @property
    def bank(self) -> Path:
        return self.root.banks / "seeded.yaml"

    def shared(self, name: str) -> Path:
        return self.root.modules / name

    def put(self, path: Path, old: str, new: str) -> None:
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {path.name}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def say(self, text: str) -> None:
        """Add a paragraph to the lesson's idea."""
        self.put(self.lesson, "> [!law]", f"{text}\n\n> [!law]")

    def add_singles(self, count: int, **given: str) -> None:
        """Questions that share no words; ``given`` replaces fields: level, key, other, stem, place, objective."""
        text = self.bank.read_text(encoding="utf-8")
        text += "".join(single(100 + n, **given) for n in range(count))
        self.bank.write_text(text, encoding="utf-8")

    def release(self) -> None:
        self.lock.unlink(missing_ok=True)
        release(load_course([self.root]), "M50", self.lock)

    def findings(self, *, released: bool = True) -> tuple[Finding, ...]:
        if released:
            self.release()
        return check_roots([self.root], TODAY)


def single(
    number: int,
    *,
    level: str = "apply",
    key: str = "{}",
    other: str = "{}",
    stem: str = "",
    place: str = "",
    objective: str = "M50.O1",
) -> str:
    """A question; its key stands at the next place in turn, unless ``place`` says which letter it has."""
    words = [SYLLABLES[(20 * number + n) % len(SYLLABLES)] for n in range(20)]
    asked = stem or f"{' '.join(words[:10]).capitalize()}. {' '.join(words[10:15]).capitalize()} do what now?"
    options = []
    place = place or "abcd"[number % 4]
    for letter, word in zip("abcd", words[15:19], strict=True):
        form = key if letter == place else other
        why = f"It is so because {word} has to be explained in a sentence."
        is_key = "true" if letter == place else "false"
        text = form.format(" ".join([word] * 6))
        options.append(f'      - {{id: {letter}, key: {is_key}, text: "{text}", why: "{why}"}}\n')
    return (
        f"  - id: M50-Q{number}\n    objective: {objective}\n    type: single\n    level: {level}\n"
        '    audience: [all]\n    refs: ["GDPR 12(1)"]\n    jurisdiction: [eu, uk]\n    law_as_of: 2026-07-01\n'
        "    author: Writer\n    reviewer: Reviewer\n    status: reviewed\n"
        f"    confirmed: [{objective}]\n"
        f'    stem: "{asked}"\n    options:\n{"".join(options)}'
    )


def build(folder: Path) -> Clean:
    """The clean course, written into an empty folder."""
    clean = Clean(folder)
    clean.root.modules.mkdir(parents=True)
    clean.root.banks.mkdir()
    texts = {
        "refs.yaml": 'schema: 1\narticles:\n  "12": {title: Plain, parts: ["1", "3"]}\nrecitals: 173\nothers: {}\n',
        "coverage.yaml": "schema: 1\nclaims:\n  T20: Tell customers how their data is collected.\n",
        "facts.yaml": "schema: 1\nfacts:\n"
        + _fact("grand", "verified", "Grandfirm")
        + _fact("quarrel", "disputed", "the other firm"),
        "tracks.yaml": "schema: 1\ntracks:\n  - id: trial\n    title: Trial\n    validity_months: 12\n"
        "    due_days: 30\n    certification: modules\n    modules:\n      - {module: M50}\n",
    }
    for name, text in texts.items():
        clean.shared(name).write_text(text, encoding="utf-8")
    tracks = clean.shared("tracks.yaml").read_text(encoding="utf-8")
    clean.shared("tracks.yaml").unlink()
    new_module(clean.root, load([clean.root]), name="M50", slug="seeded", title="Seeded", author="Writer", today=TODAY)
    clean.shared("tracks.yaml").write_text(tracks, encoding="utf-8")
    _finish(clean)
    return clean


def _fact(name: str, status: str, party: str) -> str:
    return (
        f"  {name}:\n    title: A case\n    status: {status}\n    source: example.org\n    checked_on: 2026-06-30\n"
        f"    values:\n      party: {party}\n"
    )


def _finish(clean: Clean) -> None:
    """What a reviewer and a privacy lead do."""
    clean.put(clean.manifest, "approved_by:", "approved_by: Privacy lead")
    clean.put(clean.manifest, "text: Answer a customer's question about their data}",
              "text: Answer a question about data, covers: [T20]}")  # fmt: skip
    clean.put(clean.manifest, 'version: "0.1"', 'version: "1.0"\nrefs: ["GDPR 12"]')
    clean.put(clean.lesson, "author: Writer", "author: Writer\nreviewer: Reviewer\nconfirmed: [M50.O1, T20]")
    clean.put(clean.lesson, "covers: []", "covers: [T20]")
    bank = clean.bank.read_text(encoding="utf-8")
    bank = bank.replace("status: draft", "reviewer: Reviewer\n    status: reviewed\n    confirmed: [M50.O1]")
    bank = bank.replace("confirmed: [M50.O1]", "confirmed: [M50.O1, T20]", 1)
    clean.bank.write_text(bank, encoding="utf-8")
