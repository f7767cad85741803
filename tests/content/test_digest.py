"""Digests change with what a learner meets, and with nothing else; questions survive JSON exactly."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace

import pytest

from tests.content.copies import Copy
from trainer.content.digest import question_digest
from trainer.content.library import load_course
from trainer.content.models import Course
from trainer.content.questions import Single
from trainer.content.source import ContentRoot
from trainer.content.stored import question_from_json, question_to_json
from trainer.errors import RecordsError


@pytest.fixture(scope="module")
def course(tiny_root: ContentRoot) -> Course:
    return load_course([tiny_root])


SAME = {
    "a comment": ("schema: 1", "# a comment\nschema: 1"),
    "the order of keys": ("schema: 1\nmodule: M90", "module: M90\nschema: 1"),
    "an author": ("author: Trainer project, test writer", "author: Somebody else"),
    "a reviewer": ("reviewer:", "reviewer: A colleague"),
    "a level": ("level: apply", "level: analyse"),
    "quotes": ("type: single", "'type': \"single\""),
    "a default that is written out": ("{id: b, text", "{id: b, key: false, text"),
}
OTHER = {
    "a stem": ("finds a list of addresses", "finds a list of numbers"),
    "an option": ("Name the reason for this use.", "Name a reason for this use."),
    "a why": ("Each use needs a reason before it begins", "Each use has a reason before it begins"),
    "the scoring": ("mode: partial", "mode: all_or_nothing"),
    "retired": ("    type: single", "    type: single\n    retired: true"),
    "the order": ("id: M90-Q001", "id: M90-Q101"),
}


@pytest.mark.parametrize("case", SAME)
def test_what_changes_no_digest(copy: Copy, course: Course, case: str) -> None:
    copy.swap(copy.bank, *SAME[case])
    assert load_course([copy.root]).digest == course.digest


@pytest.mark.parametrize("case", OTHER)
def test_what_changes_the_digest(copy: Copy, course: Course, case: str) -> None:
    copy.swap(copy.bank, *OTHER[case])
    assert load_course([copy.root]).modules[0].digest != course.modules[0].digest


def test_a_module_keeps_its_digest_under_a_new_version(copy: Copy, course: Course) -> None:
    copy.swap(copy.module / "module.yaml", 'version: "1.0"', 'version: "1.1"')
    changed = load_course([copy.root])
    assert changed.modules[0].digest == course.modules[0].digest
    assert changed.digest != course.digest


def test_a_corrected_fact_is_another_lesson(copy: Copy, course: Course) -> None:
    copy.swap(copy.root.modules / "facts.yaml", "€1,000", "€1,500")
    lessons = load_course([copy.root]).modules[0].lessons
    assert lessons[0].digest != course.modules[0].lessons[0].digest
    assert lessons[1].digest == course.modules[0].lessons[1].digest


def test_questions_survive_json(course: Course) -> None:
    for question in course.bodies["M90"].questions:
        text = question_to_json(question)
        assert question_from_json(text) == question
        assert question_to_json(question_from_json(text)) == text
        assert question_digest(question) == question.digest


def test_a_body_from_before_a_field_was_added_is_still_read(course: Course) -> None:
    question = course.bodies["M90"].questions[0]
    body = json.loads(question_to_json(question))
    del body["retired"], body["reviewer"], body["options"][1]["key"]
    assert question_from_json(json.dumps(body)) == question


def test_an_altered_question_is_refused(course: Course) -> None:
    question = course.bodies["M90"].questions[0]
    assert isinstance(question, Single)
    options = (replace(question.options[0], key=False), replace(question.options[1], key=True), question.options[2])
    with pytest.raises(RecordsError, match="does not match its digest"):
        question_from_json(question_to_json(replace(question, options=options)))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "null",
        "[]",
        "{}",
        '{"type":"spot"}',
        '{"type":"single"}',
        '{"type":"single","x":1}',
        "[" * 100_000,
        "1",
    ],
)
def test_a_damaged_question_is_refused(text: str) -> None:
    with pytest.raises(RecordsError, match="cannot be read"):
        question_from_json(text)


def test_reading_a_question_needs_neither_yaml_nor_pydantic() -> None:
    code = "import sys, trainer.content.digest, trainer.content.models, trainer.content.index\n"
    code += "print([m for m in ('yaml', 'pydantic', 'pydantic_core') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_mark_for_the_checker_changes_nothing(copy: Copy) -> None:
    before = load_course([copy.root]).modules[0].digest
    copy.swap(copy.bank, "{id: a, key: true,", "{id: a, quote: true, key: true,")
    assert load_course([copy.root]).modules[0].digest == before
