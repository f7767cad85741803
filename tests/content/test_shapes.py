"""The shape of each file: a wrong field is named, placed, and has a remedy."""

from __future__ import annotations

from typing import Any

import pytest

from tests.content.copies import Copy

BANK: dict[str, tuple[str, str, str, str]] = {
    "a misspelt field": (
        "    level: apply",
        "    levle: apply",
        "unknown field `levle`",
        "Remove it or write `level`.",
    ),
    "an extra field": ("    level: apply", "    level: apply\n    colour: red", "unknown field `colour`", "Remove it."),
    "a missing field": ("    level: apply\n", "", "missing field `level`", "Add `level:` with its value."),
    "an empty field": ("level: apply", "level:", "`level` is empty", "Write its value"),
    "an unknown word": ("level: apply", "level: aply", "`level` is not one", "Write one of `remember`, `understand`"),
    "a word that is near": ("level: apply", "level: aply", "`level` is not one", "probably `apply`."),
    "a flag in other words": ("key: true", "key: yes", "`key` is neither true nor false", "Write `true` or `false`."),
    "a number in words": ("choose: 2", "choose: two", "`choose` is not a whole number", "Write digits only"),
    "a number with a point": ("choose: 2", "choose: 2.0", "`choose` is not a whole number", "Write digits only"),
    "a number past 2**63": ("choose: 2", "choose: 9223372036854775808", "`choose` is not a whole number", "digits"),
    "a number too large": ("choose: 2", "choose: 9", "`choose` is too large", "Write at most 8."),
    "a negative number": ("choose: 2", "choose: -1", "`choose` is too small", "Write at least 1."),
    "a negative mark": ("floor: 0", "floor: -1", "`floor` is too small", "Write at least 0."),
    "not a number": ("choose: 2", "choose: .nan", "`choose` is not a whole number", "Write digits only"),
    "a date of another form": ("2026-06-30", "30.06.2026", "`law_as_of` is not a date", "YYYY-MM-DD"),
    "a date as a number": ("2026-06-30", "1782777600", "`law_as_of` is not a date", "YYYY-MM-DD"),
    "a list that is a word": ("audience: [all]", "audience: all", "`audience` is not a list", "Write a list"),
    "an empty list": ("audience: [all]", "audience: []", "`audience` has too few entries", "Give at least 1."),
    "a wrong entry": ("jurisdiction: [eu, uk]", "jurisdiction: [eu, mars]", "entry 2 of `jurisdiction`", "`us-ca`"),
    "an empty text": ('text: "Send the offers in small lots."', 'text: "  "', "`text` says nothing", "Write it"),
    "a text that is a list": ("status: draft", "status: [draft]", "`status` is not one of", "Write one of `draft`"),
    "a mapping that is a word": (
        "scoring: {mode: partial, floor: 0}",
        "scoring: partial",
        "`scoring` is not a map",
        "",
    ),
    "another schema": ("schema: 1", "schema: 2", "`schema` is too large", "Write at most 1."),
    "a digest in the file": (
        "    level: apply",
        "    level: apply\n    digest: ab",
        "unknown field `digest`",
        "Remove it",
    ),
    "no type": ("    type: single\n", "", "missing field `type`", "Write `type:` with one of"),
}


@pytest.mark.parametrize("case", BANK)
def test_a_wrong_field_of_a_bank(copy: Copy, case: str) -> None:
    old, new, what, remedy = BANK[case]
    copy.swap(copy.bank, old, new)
    problem = copy.only_problem()
    assert problem.file == str(copy.bank)
    assert what in problem.what
    assert remedy in problem.remedy
    before = copy.bank.read_text(encoding="utf-8").split("\n")
    assert 1 <= problem.line <= len(before)
    assert 1 <= problem.column <= len(before[problem.line - 1]) + 1


def test_the_place_is_exact(copy: Copy) -> None:
    copy.swap(copy.bank, "    level: apply", "    levle: apply")
    problem = copy.only_problem()
    line = copy.bank.read_text(encoding="utf-8").split("\n")[problem.line - 1]
    assert line[problem.column - 1 :] == "levle: apply"


@pytest.mark.parametrize(
    ("name", "text"),
    [("tracks.yaml", "- a\n"), ("facts.yaml", "a\n"), ("refs.yaml", "schema: 1\n"), ("coverage.yaml", "[1]\n")],
)
def test_a_shared_file_of_another_shape(copy: Copy, name: str, text: str) -> None:
    (copy.root.modules / name).write_text(text)
    assert {problem.file for problem in copy.problems()} == {str(copy.root.modules / name)}


@pytest.mark.parametrize("questions", ["", "[]", "none", "[a, b]", "{a: b}"])
def test_questions_that_are_none(copy: Copy, questions: Any) -> None:
    copy.bank.write_text(f"schema: 1\nmodule: M90\nquestions: {questions}\n")
    assert all(problem.file == str(copy.bank) for problem in copy.problems())


def test_an_alias_is_one_problem_not_two(copy: Copy) -> None:
    copy.swap(copy.bank, "choose: 2", "choose: *two")
    assert copy.only_problem().what == "the alias `*two`"
