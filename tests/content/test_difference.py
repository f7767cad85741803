"""What changed between two texts: nothing is lost, nothing is made up, and long quiet stretches are left out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from trainer.content.body import Callout, Prose, Recall
from trainer.content.difference import CUT, Mark, Passage, compare, shortened
from trainer.content.paragraphs import paragraphs
from trainer.content.vocabulary import CalloutKind

WORDS = st.lists(st.sampled_from(["ask", "first", "then", "act", "tell", "", "stop"]), min_size=1).map(" ".join)
ANYTHING = st.lists(st.one_of(WORDS, st.text(max_size=30)), max_size=12)


def before(passages: tuple[Passage, ...]) -> list[str]:
    return [each.before for each in passages if each.mark is not Mark.ADDED]


def now(passages: tuple[Passage, ...]) -> list[str]:
    return [each.now for each in passages if each.mark is not Mark.REMOVED]


@given(ANYTHING, ANYTHING)
def test_kept_and_removed_is_the_old_text_and_kept_and_added_the_new_one(old: list[str], new: list[str]) -> None:
    found = compare(old, new)
    assert before(found) == old
    assert now(found) == new


@given(ANYTHING, ANYTHING)
def test_each_paragraph_has_the_marks_it_says(old: list[str], new: list[str]) -> None:
    for each in compare(old, new):
        marks = {run.mark for run in each.runs}
        if each.mark is Mark.CHANGED:
            assert marks & {Mark.REMOVED, Mark.ADDED}
            assert each.before != each.now
        else:
            assert marks == {each.mark}
        neighbours = list(zip(each.runs, each.runs[1:], strict=False))
        assert all(one.mark is not two.mark for one, two in neighbours)


@given(ANYTHING)
def test_a_text_that_did_not_change_shows_no_change(text: list[str]) -> None:
    assert {each.mark for each in compare(text, text)} <= {Mark.KEPT}
    assert shortened(compare(text, text)) in ((), (CUT,))


@given(ANYTHING, ANYTHING)
def test_what_is_left_out_changed_nothing(old: list[str], new: list[str]) -> None:
    whole = compare(old, new)
    short = shortened(whole)
    changes = [each for each in whole if each.mark is not Mark.KEPT]
    assert [each for each in short if each.mark not in (Mark.KEPT, Mark.CUT)] == changes
    for at, each in enumerate(short):
        beside = short[max(at - 1, 0) : at] + short[at + 1 : at + 2]
        if each.mark is Mark.KEPT:
            assert any(near.mark not in (Mark.KEPT, Mark.CUT) for near in beside)
        if each is CUT:
            assert all(near.mark is Mark.KEPT for near in beside)


def test_a_word_that_changed_is_told_within_its_paragraph() -> None:
    (found,) = compare(["Answer within three days of it."], ["Answer within two days of it."])
    assert found.mark is Mark.CHANGED
    assert [(run.mark.value, run.text) for run in found.runs] == [
        ("kept", "Answer within"), ("removed", "three"), ("added", "two"), ("kept", "days of it."),
    ]  # fmt: skip


def test_a_paragraph_that_nobody_reads_to_its_end_is_not_compared_word_by_word() -> None:
    old, new = ["a b " * 5000 + "c"], ["b a " * 5000 + "d"]
    found = compare(old, new)
    assert [each.mark.value for each in found] == ["removed", "added"]
    assert (before(found), now(found)) == (old, new)


def test_another_paragraph_is_another_one() -> None:
    found = compare(["Ask first.", "Stop here."], ["Tell the privacy lead what happened.", "Stop here."])
    assert [each.mark.value for each in found] == ["removed", "added", "kept"]


def test_long_quiet_stretches_keep_one_paragraph_beside_a_change() -> None:
    old = [f"Paragraph {n} of it" for n in range(9)]
    new = [*old[:4], "Quite another text altogether", *old[4:]]
    marks = [each.mark.value for each in shortened(compare(old, new))]
    assert marks == ["cut", "kept", "added", "kept", "cut"]


def test_how_lines_are_wrapped_and_marked_makes_no_difference() -> None:
    one = Prose(markdown="Ask **before**\nyou start.\n\n## What to do\n- Name the use\n  in a sentence.\n- Stop.")
    two = Prose(markdown="Ask before you\nstart.\n\n## What to do\n\n- Name the use in a sentence.\n- *Stop*.")
    said = ("Ask before you start.", "What to do", "- Name the use in a sentence.", "- Stop.")
    assert paragraphs([one]) == paragraphs([two]) == said


def test_boxes_tables_and_recall_questions_are_paragraphs_in_words() -> None:
    blocks = (
        Prose(markdown="| Sign | Real yes |\n|---|---|\n| box | `empty` at first |"),
        Callout(callout=CalloutKind.HOUSE, title="One tap", markdown="Saying stop takes one tap."),
        Callout(callout=CalloutKind.LAW, title="", markdown="Six reasons."),
        Recall(question="When?", answer="Before."),
    )
    assert paragraphs(blocks) == (
        "Sign; Real yes", "box; empty at first", "House rule: One tap", "Saying stop takes one tap.", "Law:",
        "Six reasons.", "Question to yourself: When?", "Before.",
    )  # fmt: skip
