"""Markdown in words."""

from __future__ import annotations

import pytest

from trainer.cli.markdown import Piece, inline, pieces


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("**bold** and *italic* and __both__ and _under_", "bold and italic and both and under"),
        ("***very***", "very"),
        ("a `**code**` b", "a **code** b"),
        ("2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name"),
        (r"\*not bold\*", "*not bold*"),
        ("**over\ntwo lines**", "over\ntwo lines"),
    ],
)
def test_inline(source: str, words: str) -> None:
    assert inline(source) == words


def test_paragraphs_headings_and_rules() -> None:
    assert pieces("## The idea\n\nOne\ntwo.\n\n---\nThree.") == [Piece("The idea"), Piece("One two."), Piece("Three.")]


def test_lists_keep_their_marks_and_depth() -> None:
    source = "Look:\n\n- one\n  goes on\n- two\n  1. deep\n\n3) later"
    assert pieces(source) == [
        Piece("Look:"),
        Piece("one goes on", mark="- ", gap=True),
        Piece("two", mark="- ", gap=False),
        Piece("deep", mark="1. ", indent=2, gap=False),
        Piece("later", mark="3) ", gap=True),
    ]


def test_a_table_is_read_row_by_row() -> None:
    source = "| Sign | Real | False |\n|---|:-:|---|\n| box | **empty** | ticked |\n| a \\| b | | no |"
    assert [piece.text for piece in pieces(source)] == [
        "Sign: box; Real: empty; False: ticked.",
        "Sign: a | b; False: no.",
    ]


def test_quotes_and_code() -> None:
    assert pieces("> said\n> so") == [Piece("said so")]
    assert pieces("```\nx = 1\n  y\n```")[1] == Piece("y", indent=6, gap=False)
    assert [piece.text for piece in pieces("```\nnever closed")] == ["never closed"]


def test_hard_breaks_stay() -> None:
    assert pieces("one  \ntwo\\\nthree") == [Piece("one\ntwo\nthree")]


@pytest.mark.parametrize("source", ["", "\n\n", "|", "||", "|---|", ">", "- ", "#", "**", "`", "1.", "\\"])
def test_odd_pieces_are_no_crash(source: str) -> None:
    pieces(source)
