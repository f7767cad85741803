"""Wrapping, ASCII where there is no more, and reading what was typed."""

from __future__ import annotations

import io

import pytest

from tests.support import tiny_course
from trainer.cli.plain_text import EndOfInput, Leave, Paper, Talk, head_of
from trainer.content.body import Callout, Recall
from trainer.content.vocabulary import CalloutKind


class Ascii(io.StringIO):
    encoding = "ascii"


def talk(typed: str, width: int = 80) -> tuple[Talk, io.StringIO]:
    out = io.StringIO()
    return Talk(io.StringIO(typed), out, width=width), out


@pytest.mark.parametrize("width", [20, 40, 80])
def test_nothing_is_wider_than_the_terminal(width: int) -> None:
    out = io.StringIO()
    paper = Paper(out, width=width)
    for text in tiny_course().bodies["M90"].texts.values():
        for block in text.blocks:
            paper.say(head_of(block))
            paper.show(block.answer if isinstance(block, Recall) else block.markdown)
    paper.say("x" * 300, mark="12. ")
    assert max(map(len, out.getvalue().splitlines())) <= width


def test_the_width_is_the_terminals_and_has_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    for columns, width in (("40", 40), ("3", 20), ("500", 100), ("", 80), ("odd", 80)):
        monkeypatch.setenv("COLUMNS", columns)
        assert Paper(io.StringIO()).width == width


def test_lines_after_the_first_stand_below_its_text() -> None:
    out = io.StringIO()
    Paper(out, width=20).say("one two three four five", indent=2, mark="- ")
    assert out.getvalue() == "  - one two three\n    four five\n"


def test_ascii_where_the_encoding_has_no_more() -> None:
    out = Ascii()
    Paper(out, width=80).say("“Six” – it’s €390… § 5 • a\N{NO-BREAK SPACE}b")
    assert out.getvalue() == '"Six" - it\'s EUR 390... section 5 - a b\n'


def test_nothing_acts_on_the_terminal() -> None:
    out = io.StringIO()
    Paper(out).show("a\x1b[2Jb \u202egnp.exe \x07")
    assert "\x1b" not in out.getvalue()
    assert "\u202e" not in out.getvalue()
    assert "\x07" not in out.getvalue()


def test_what_was_typed_is_trimmed() -> None:
    assert talk("  B \r\n")[0].ask("Type.") == "B"


@pytest.mark.parametrize("typed", ["q\n", " Q \n", "quit\n", "exit\n"])
def test_q_leaves(typed: str) -> None:
    with pytest.raises(Leave):
        talk(typed)[0].ask("Type.")


def test_the_end_of_input_is_told_apart() -> None:
    with pytest.raises(EndOfInput):
        talk("")[0].ask("Type.")
    assert talk("last")[0].ask("Type.") == "last"


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        (CalloutKind.LAW, "Law:"),
        (CalloutKind.HOUSE, "House rule:"),
        (CalloutKind.PRACTICE, "Good practice:"),
        (CalloutKind.CASE, "Case:"),
        (CalloutKind.ASK, "Ask the privacy lead:"),
        (CalloutKind.JOB_AID, "Job aid:"),
    ],
)
def test_callouts_are_announced_in_words(kind: CalloutKind, word: str) -> None:
    assert head_of(Callout(callout=kind, title="", markdown="x")) == word
    assert head_of(Callout(callout=kind, title="Four *words*", markdown="x")) == f"{word} Four words"
