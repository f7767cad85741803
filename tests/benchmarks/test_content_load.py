"""10,000 questions: first load against PyYAML's own C loader, next load against json.loads. Ratios are printed."""

from __future__ import annotations

import gc
import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from trainer.content.index import cached_course
from trainer.content.library import load_course
from trainer.content.source import MAX_BYTES, ContentRoot

MODULES, EACH = 8, 1_250
QUESTION = """\
  - id: {module}-Q{number:04d}
    objective: {module}.O1
    type: single
    level: apply
    audience: [all]
    refs: ["GDPR 7(2)", "GDPR Rec 32"]
    jurisdiction: [eu, uk]
    law_as_of: 2026-06-30
    author: Trainer project, question writer
    reviewer:
    status: draft
    stem: >-
      Question {number}: a colleague wants to add everyone who bought a coat last winter to the newsletter,
      since the till form has a box for the e-mail address. What do you do first?
    options:
"""
OPTION = (
    '      - {{id: {id}, key: {key}, text: "Ask each of them for a yes of their own, in way {id}.", '
    'why: "Consent is free and specific, and a box on a till form is neither of these things, {id}."}}\n'
)
LESSON = """\
---
id: {module}.L1
title: A lesson
objectives: [{module}.O1]
covers: []
refs: []
rule_type: [law]
minutes: 2
audience: [all]
jurisdiction: [eu]
law_as_of: 2026-06-30
owner: Privacy lead
review_due: 2099-06-30
---
# A lesson

> [!recall] One?
> Yes.

> [!recall] Two?
> Yes.
"""
MANIFEST = """\
schema: 1
id: {module}
slug: {slug}
title: Module {module}
summary: For the benchmark.
version: "1.0"
audience: [all]
minutes: 10
author: Trainer project
review_due: 2099-06-30
law_as_of: 2026-06-30
jurisdiction: [eu]
objectives:
  - {{id: {module}.O1, text: Choose}}
lessons: [a-lesson.md]
"""


def _write_course(root: Path) -> ContentRoot:
    modules, banks = root / "modules", root / "question_banks"
    banks.mkdir(parents=True)
    for index in range(1, MODULES + 1):
        names = {"module": f"M{index:02d}", "slug": f"module-{index}"}
        folder = modules / names["slug"]
        folder.mkdir(parents=True)
        (folder / "module.yaml").write_text(MANIFEST.format(**names))
        (folder / "a-lesson.md").write_text(LESSON.format(**names))
        options = "".join(OPTION.format(id=i, key=str(i == "a").lower()) for i in "abcd")
        questions = (QUESTION.format(number=n, **names) + options for n in range(1, EACH + 1))
        bank = banks / f"{names['slug']}.yaml"
        bank.write_text(f"schema: 1\nmodule: {names['module']}\nquestions:\n{''.join(questions)}")
        assert bank.stat().st_size <= MAX_BYTES
    return ContentRoot(modules, banks)


def _seconds(work: Callable[[], object], rounds: int = 3) -> float:
    best = float("inf")
    for _ in range(rounds):
        gc.collect()
        start = time.perf_counter()
        result = work()
        best = min(best, time.perf_counter() - start)
        del result
    return best


def test_content_load(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = _write_course(tmp_path)
    texts = [path.read_text() for path in sorted(root.banks.iterdir())]

    def bare_yaml() -> None:
        gc.disable()
        try:
            for text in texts:
                yaml.load(text, Loader=yaml.CSafeLoader)
        finally:
            gc.enable()

    first = _seconds(lambda: load_course([root]), 2)
    first_floor = _seconds(bare_yaml, 2)
    course = cached_course([root], tmp_path / "cache")
    assert sum(len(body.questions) for body in course.bodies.values()) == MODULES * EACH
    (copy,) = (tmp_path / "cache").iterdir()
    lines = copy.read_bytes().split(b"\n")[1:]
    following = _seconds(lambda: cached_course([root], tmp_path / "cache"))
    whole = _seconds(lambda: list(cached_course([root], tmp_path / "cache").bodies.values()))
    following_floor = _seconds(lambda: [json.loads(line) for line in lines])
    with capsys.disabled():
        for name, taken, floor, limit in (
            ("first load / CSafeLoader, GC off", first, first_floor, "1.5"),
            ("next load / json.loads", following, following_floor, "3"),
            ("next load and every body asked for / json.loads", whole, following_floor, "3"),
        ):
            print(f"\n10,000 questions, {name}: {taken:.3f} s / {floor:.3f} s = {taken / floor:.2f}x (limit {limit}x)")
