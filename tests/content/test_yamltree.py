"""Strict YAML: what is read, what is refused, and where each problem is said to be."""

from __future__ import annotations

import gc
import tracemalloc

import pytest

from trainer.content.yamltree import Tree, parse
from trainer.errors import Problem


def read(text: str) -> tuple[Tree | None, list[Problem]]:
    problems: list[Problem] = []
    return parse("x.yaml", text, problems), problems


def data(text: str) -> object:
    tree, problems = read(text)
    assert tree is not None
    assert problems == []
    return tree.data


@pytest.mark.parametrize(
    "word", ["No", "12:30", "007", "1.10", ".nan", ".inf", "true", "null", "~", "2026-06-30", "1e3"]
)
def test_a_scalar_stays_the_text_that_was_written(word: str) -> None:
    assert data(f"a: {word}\n") == {"a": word}


def test_an_empty_plain_scalar_is_none_and_a_quoted_one_is_not() -> None:
    assert data('a:\nb: ""\n') == {"a": None, "b": ""}


def test_an_omitted_key_counts_only_when_it_is_empty() -> None:
    problems: list[Problem] = []
    tree = parse("x.yaml", "a:\nb:\nc: 1\n", problems, omit=("a", "c"))
    assert tree is not None
    assert tree.data == {"b": None, "c": "1"}


@pytest.mark.parametrize(
    ("text", "line", "column", "what"),
    [
        ("a: 1\na: 2\n", 2, 1, "`a` stands twice, first on line 1"),
        ("a: &x 1\n", 1, 4, "the anchor `&x`"),
        ("a: 1\nb: *a\n", 2, 4, "the alias `*a`"),
        ("a: !!python/object:os.system 1\n", 1, 4, "the tag `tag:yaml.org,2002:python/object:os.system`"),
        ("a: ! 1\n", 1, 4, "the tag `!`"),
        ("a: 1\n---\nb: 2\n", 2, 1, "a second document begins"),
        ("%YAML 1.1\n---\na: 1\n", 1, 1, "a YAML directive"),
        ("? [a]\n: 1\n", 1, 3, "a key that is not a plain word"),
        ('"": 1\n', 1, 1, "a key that is not a plain word"),
        ("", 1, 1, "the file is empty"),
        ("# only a comment\n", 2, 1, "the file is empty"),
        ("a: b: c\n", 1, 5, "a colon where none is expected"),
        ("a: @b\n", 1, 4, "found character that cannot start any token"),
        ("a:\n\tb: 1\n", 2, 1, "found character that cannot start any token"),
        ('a: "b\n', 2, 1, "found unexpected end of stream"),
        ('a: "x\\e[2J"\n', 1, 4, "an escape character in this text, written as an escape"),
        ('a: "x\\x00"\n', 1, 4, "a NUL character in this text, written as an escape"),
        ('a: "x\\u202ey"\n', 1, 4, "a direction override (U+202E) in this text, written as an escape"),
        ('"\\a": 1\n', 1, 1, "a control character (U+0007) in this text, written as an escape"),
    ],
)
def test_what_is_refused_and_where(text: str, line: int, column: int, what: str) -> None:
    _, problems = read(text)
    assert [(p.line, p.column, p.what) for p in problems] == [(line, column, what)]
    assert problems[0].remedy.endswith(".")


def test_all_problems_of_a_file_come_at_once() -> None:
    _, problems = read("a: &x 1\nb: *x\na: 2\nc: !t 3\n")
    assert [p.line for p in problems] == [1, 2, 3, 4]


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "{"])
def test_fifty_thousand_openings_are_one_clean_problem(opening: str) -> None:
    tree, problems = read(opening * 50_000)
    assert tree is None
    assert len(problems) == 1


def test_twenty_levels_are_enough_and_twenty_one_too_many() -> None:
    assert read("[" * 20 + "]" * 20)[1] == []
    assert read("[" * 21 + "]" * 21)[1][0].what == "nested more than 20 deep"


def test_a_bomb_of_aliases_takes_no_memory() -> None:
    levels = [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    tracemalloc.start()
    _, problems = read("a0: &a0 lol\n" + "\n".join(levels) + "\n")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(problems) == 10 + 9 * 9
    assert peak < 2_000_000


def test_places_of_values_and_keys() -> None:
    tree, _ = read("a:\n  - b: 1\n    c: {d: x}\n")
    assert tree is not None
    assert tree.place(("a", 0, "c", "d")) == (3, 12)
    assert tree.place(("a", 0, "c"), key=True) == (3, 5)
    assert tree.place(("a", 0, "missing")) == (2, 5)
    assert tree.place(("a", 7, "c")) == (2, 3)


def test_front_matter_counts_lines_of_its_file() -> None:
    problems: list[Problem] = []
    parse("x.md", "a: 1\na: 2\n", problems, first_line=2)
    assert problems[0].line == 3
    assert problems[0].what.endswith("first on line 2")


def test_the_collector_is_as_it_was() -> None:
    assert gc.isenabled()
    read("[" * 50)
    assert gc.isenabled()
