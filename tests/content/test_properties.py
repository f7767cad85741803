"""What holds for any text and any bytes."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.content.copies import Copy
from trainer.content import characters
from trainer.content.body import ModuleBody
from trainer.content.codec import canonical, from_plain, to_plain
from trainer.content.digest import question_digest
from trainer.content.inline import Lexicon
from trainer.content.library import load_course
from trainer.content.markdown import Body, Line
from trainer.content.models import Audience, Jurisdiction, Module, Track
from trainer.content.questions import Multiple, Option, Single
from trainer.content.shapes import Shapes
from trainer.content.source import ContentRoot, read_text
from trainer.content.stored import question_from_json, question_to_json
from trainer.content.vocabulary import Level
from trainer.content.yamltree import parse
from trainer.errors import ContentError, Problem

SHAPES = Shapes()
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
QUESTION = """{{id: M90-Q001, objective: M90.O1, type: single, level: apply, audience: [all], refs: [x],
jurisdiction: [eu], law_as_of: 2026-06-30, stem: {stem}, options: []}}"""


@given(st.text(max_size=200))
@QUICK
def test_any_text_is_kept_or_refused_with_a_place(text: str) -> None:
    problems: list[Problem] = []
    tree = parse("x.yaml", QUESTION.format(stem=json.dumps(text)), problems)
    question = SHAPES.question.read(tree, problems) if tree else None
    if question is not None and not problems:
        assert question.stem == text.strip()
        assert not characters.has_unwanted(text)
    else:
        assert problems
        assert all(problem.line >= 1 and problem.column >= 1 and problem.remedy for problem in problems)


@given(st.binary(max_size=300))
@QUICK
def test_any_bytes_are_read_or_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(data)
    problems: list[Problem] = []
    text = read_text(path, problems)
    tree = None if text is None else parse(path, text, problems)
    if tree is None or SHAPES.bank.read(tree, problems) is None:
        assert problems


@given(st.text(alphabet="ab:-[]{}\"'#&*!|>%@`\n ?,.\\", max_size=60))
@QUICK
def test_any_yaml_like_text_is_parsed_or_refused(text: str) -> None:
    problems: list[Problem] = []
    tree = parse("x.yaml", text, problems)
    assert tree is not None or problems


@given(st.text(alphabet='ab#>[]!()"{}|`<-\n .:law', max_size=120))
@QUICK
def test_any_markdown_gives_blocks_or_problems(text: str) -> None:
    problems: list[Problem] = []
    lines = [Line(number, 1, line) for number, line in enumerate(text.split("\n"), 1)]
    body = Body(Path("x.md"), "Title", Lexicon(facts={}, listed=()), problems)
    body.check_gaps(lines)
    body.blocks(lines)
    for problem in problems:
        assert 1 <= problem.line <= len(lines)
        assert 1 <= problem.column <= len(lines[problem.line - 1].text) + 1


@given(seed=st.integers(0, 2**32))
@settings(QUICK, max_examples=15)
def test_spoilt_files_never_crash_the_loader(copy: Copy, seed: int) -> None:
    chance = random.Random(seed)
    path = chance.choice([copy.bank, copy.lesson, copy.module / "module.yaml", copy.root.modules / "facts.yaml"])
    sound = path.read_bytes()
    spoilt = bytearray(sound)
    for _ in range(chance.randint(1, 5)):
        spoilt[chance.randrange(len(spoilt))] = chance.choice(b"\x00\xff\t{}[]:#&*!'\"\n ax0")
    path.write_bytes(spoilt)
    problems: tuple[Problem, ...] = ()
    try:
        load_course([copy.root])
    except ContentError as error:
        problems = error.problems
    finally:
        path.write_bytes(sound)
    assert all(problem.line >= 1 and problem.column >= 1 and problem.remedy for problem in problems)


text = st.text(min_size=1, max_size=30)
options = st.lists(st.builds(Option, id=text, text=text, why=text, key=st.booleans()), max_size=4).map(tuple)
common = {
    "id": text, "objective": text, "level": st.sampled_from(Level), "refs": st.lists(text, max_size=3).map(tuple),
    "audience": st.lists(st.sampled_from(Audience), max_size=3).map(tuple), "law_as_of": st.dates(), "stem": text,
    "jurisdiction": st.lists(st.sampled_from(Jurisdiction), max_size=3).map(tuple), "options": options,
    "module": st.none() | text, "critical": st.none() | st.booleans(), "retired": st.booleans(),
}  # fmt: skip
questions = st.builds(Single, **common) | st.builds(Multiple, choose=st.integers(1, 8), **common)


@given(questions)
@QUICK
def test_any_question_survives_json(question: Single | Multiple) -> None:
    plain = {**to_plain(question), "digest": question_digest(question)}
    again = question_from_json(json.dumps(plain))
    assert {**to_plain(again), "digest": ""} == to_plain(question)
    assert question_to_json(again) == canonical(plain)


@given(st.randoms(use_true_random=False))
@settings(QUICK, max_examples=15)
def test_digests_do_not_depend_on_the_order_of_keys(copy: Copy, chance: random.Random) -> None:
    lines = copy.bank.read_text(encoding="utf-8").split("\n")
    start = lines.index("  - id: M90-Q002")
    head = lines[start + 1 : lines.index("    stem: >-", start)]
    chance.shuffle(head)
    shuffled = [*lines[: start + 1], *head, f"    # {chance.random()}", *lines[start + 1 + len(head) :]]
    sound = copy.bank.read_bytes()
    before = load_course([copy.root]).digest
    copy.bank.write_text("\n".join(shuffled), encoding="utf-8")
    assert load_course([copy.root]).digest == before
    copy.bank.write_bytes(sound)


def test_a_whole_course_survives_json(tiny_root: ContentRoot) -> None:
    course = load_course([tiny_root])
    parts: list[tuple[Any, Any]] = [(tuple[Module, ...], course.modules), (tuple[Track, ...], course.tracks)]
    for kind, part in [*parts, *((ModuleBody, body) for body in course.bodies.values())]:
        assert from_plain(kind, json.loads(canonical(to_plain(part)))) == part


def test_a_type_without_a_json_form_is_refused() -> None:
    with pytest.raises(TypeError, match="no JSON form"):
        from_plain(complex, 1)
