"""Reading a text: sentences, words, syllables and the grade."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.content.body import LessonText, Prose, Recall, Term
from trainer.content.checker.prose import grade, passages, sentences, syllables

# As a dictionary of English has them; the rule errs by one in about one word of thirty, mostly upwards.
COUNTS = {
    "a": 1, "the": 1, "use": 1, "uses": 2, "used": 1, "asked": 1, "wanted": 2, "table": 2, "tables": 2, "people's": 3,
    "data": 2, "privacy": 3, "customer": 3, "notice": 2, "notices": 3, "boxes": 2, "likes": 1, "changes": 2,
    "change": 1, "video": 3, "usual": 3, "buying": 2, "dial": 2, "social": 2, "question": 2, "marketing": 3,
    "agreement": 3, "whole": 1, "little": 2, "18": 1, "rhythm": 1, "personal": 3, "responsibility": 6,
}  # fmt: skip


@pytest.mark.parametrize("word", COUNTS)
def test_syllables(word: str) -> None:
    assert syllables(word) == COUNTS[word]


@given(st.text())
def test_every_word_has_a_syllable(word: str) -> None:
    assert syllables(word) >= 1


def test_the_grade_is_flesch_and_kincaid() -> None:
    # Two sentences of three words, each of one syllable: 0.39 * 3 + 11.8 * 1 - 15.59.
    assert grade([["the", "cat", "sat"], ["he", "ate", "it"]]) == pytest.approx(-2.62)
    assert grade([]) == 0
    assert grade([["responsibility"]]) == pytest.approx(0.39 + 11.8 * 6 - 15.59)


@pytest.mark.parametrize(
    ("markdown", "found"),
    [
        ("One. Two? Three!", ["One.", "Two?", "Three!"]),
        ("A line\nthat goes on. And more.", ["A line that goes on.", "And more."]),
        ("## A heading\n\nText.", ["Text."]),
        ("- first item\n- second item", ["first item", "second item"]),
        ("- an item\n  that goes on", ["an item that goes on"]),
        ("1. Ask.\n2. Wait.", ["Ask.", "Wait."]),
        ("| a | b |\n|---|---|\n| c d | e |", ["a", "b", "c d", "e"]),
        ('He asks, "Why?" She smiles.', ['He asks, "Why?', "She smiles."]),
        ("**Free.** Can they say no?", ["Free.", "Can they say no?"]),
        ("Mr. Novak writes. He waits.", ["Mr. Novak writes.", "He waits."]),
        ("It costs 2.50 at most.", ["It costs 2.50 at most."]),
        ("", []),
    ],
)
def test_sentences(markdown: str, found: list[str]) -> None:
    assert [" ".join(sentence.split()) for sentence in sentences(markdown)] == found


@given(st.lists(st.text(alphabet="abc", min_size=1, max_size=5), min_size=1, max_size=12))
def test_no_word_is_lost_or_made(words: list[str]) -> None:
    text = ". ".join(words)
    assert [word for sentence in sentences(text) for word in sentence.replace(".", " ").split()] == words


def test_a_meaning_is_read_apart() -> None:
    text = LessonText(
        blocks=(
            Prose(markdown="We need *consent* (a real yes) from her."),
            Recall(question="Why?", answer="Because. It is hers."),
        ),
        glossary=(Term(term="consent", meaning="a real yes"),),
    )
    assert [passage.text for passage in passages(text)] == [
        "We need consent from her.", "a real yes.", "Why?", "Because.", "It is hers.",
    ]  # fmt: skip
