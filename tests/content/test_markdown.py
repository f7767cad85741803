"""A lesson's forms, and the exact place of what is not one."""

from __future__ import annotations

import pytest

from tests.content.copies import Copy
from trainer.content.body import Callout, LessonText, Prose, Recall, Term
from trainer.content.library import load_course
from trainer.content.source import ContentRoot
from trainer.content.vocabulary import CalloutKind

FACTS = "{{shop-fine.party}} sent offers without a reason and paid {{shop-fine.fine}} on {{shop-fine.announced}}."
WRONG = {
    "an unknown fact": ("Ask for the reason", "x {{no-fact.fine}}", 3, "the fact `no-fact` is not in facts.yaml"),
    "an unknown value": ("Ask for the reason", "{{shop-fine.sum}}", 1, "the fact `shop-fine` has no value `sum`"),
    "a broken fact": ("Ask for the reason", "ab {{shop-fine fine}}", 4, "an unknown form in braces"),
    "raw HTML": ("Ask for the reason", "a <b>b", 3, "raw HTML"),
    "a comment": ("Ask for the reason", "a <!-- x", 3, "raw HTML"),
    "an image": ("Ask for the reason", "a ![b](c.png)", 3, "an image"),
    "a link": ("Ask for the reason", "a [b](https.html)", 3, "a link"),
    "a web address": ("Ask for the reason", "a https://example.org", 3, "a web address"),
    "a link's target": ("Ask for the reason", "\n[b]: c", 1, "a link's target"),
    "another title": ("# A reason first", "# A reason", 1, "the title line differs from `title`"),
    "no title": ("# A reason first\n", "", 1, "no title line"),
    "a second title": ("## What to do", "# What to do", 1, "a second title line"),
    "a step left out": ("## What to do", "### What to do", 1, "a heading that leaves out a step"),
    "an unknown callout": ("> [!law]", "> [!laws]", 3, "unknown callout `laws`"),
    "an empty callout": ("> [!law]\n> Each use needs one of six reasons.", "> [!law]", 3, "nothing below `[!law]`"),
    "an empty answer": ("\n> No. Each use needs a reason of its own.", "", 3, "nothing below `[!recall]`"),
    "a recall of no question": ("[!recall] When do you look for the reason?", "[!recall]", 3, "a recall without its"),
    "a heading in a quote": ("> Each use needs", "> ## Each use needs", 3, "a heading in a quote"),
    "text at a quote": ("## What to do\n\n", "## What to do\n\n> x\n", 1, "text that touches a quote"),
    "one recall": ("> [!recall] When do you", "> [!law] When do you", 1, "1 recall questions, where a lesson has two"),
    "two meanings": ("Ask for", '[lawful basis](term: "x")', 1, "the term `lawful basis` has two meanings"),
    "five columns": ("Ask for the reason", "\n| a | b | c | d | e |\n", 1, "a table of more than 4 columns"),
    "an unused fact": (FACTS, "x", 9, "the fact `shop-fine` is listed but not used"),
    "an unlisted objective": ("objectives: [M90.O1]", "objectives: [M90.O7]", 14, "no objective `M90.O7`"),
    "another module's id": ("id: M90.L1", "id: M91.L1", 5, "the lesson id `M91.L1` in module M90"),
    "no front matter": ("---\nid", "id", 1, "no front matter"),
    "an open front matter": ("\n---\n# A", "\n# A", 1, "the front matter does not end"),
}  # fmt: skip


def lesson(root: ContentRoot, index: int = 0) -> LessonText:
    return load_course([root]).bodies["M90"].texts[f"M90.L{index + 1}"]


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_form_is_placed(copy: Copy, case: str) -> None:
    old, new, column, what = WRONG[case]
    copy.swap(copy.lesson, old, new)
    problem = copy.only_problem()
    assert what in problem.what
    assert problem.column == column
    assert problem.file == str(copy.lesson)


def test_the_line_is_the_files_own(copy: Copy) -> None:
    copy.swap(copy.lesson, "{{shop-fine.fine}}", "{{shop-fine.fin}}")
    problem = copy.only_problem()
    line = copy.lesson.read_text(encoding="utf-8").split("\n")[problem.line - 1]
    assert line[problem.column - 1 :].startswith("{{shop-fine.fin}}")


def test_an_unlisted_fact_is_placed_in_the_text(copy: Copy) -> None:
    copy.swap(copy.lesson, "facts: [shop-fine]", "facts: []")
    assert all("is not listed in the front matter" in problem.what for problem in copy.problems())
    assert len(copy.problems()) == 3


def test_the_blocks_in_their_order(tiny_root: ContentRoot) -> None:
    blocks = lesson(tiny_root).blocks
    assert [type(block) for block in blocks] == [Prose, Callout, Prose, Callout, Recall, Recall]
    first = blocks[0]
    assert isinstance(first, Prose)
    assert first.markdown.startswith("Every use of customer data needs a *lawful basis* (the reason in law that lets")
    assert blocks[1] == Callout(
        callout=CalloutKind.CASE,
        title="A shop that did not ask",
        markdown="Example Shop sent offers without a reason and paid €1,000 on 2 March 2026.",
    )
    assert blocks[5] == Recall(question="When do you look for the reason?", answer="Before the use begins.")


def test_the_glossary_and_a_second_use_of_a_term(copy: Copy) -> None:
    term = '[lawful basis](term: "the reason in law that lets you use personal data")'
    copy.swap(copy.lesson, "Ask for the reason", f"A {term} again. Ask for it")
    found = lesson(copy.root)
    assert found.glossary == (Term(term="lawful basis", meaning="the reason in law that lets you use personal data"),)
    assert isinstance(found.blocks[0], Prose)
    assert "A lawful basis again" in found.blocks[0].markdown


def test_a_term_may_run_over_a_line_and_a_quote(copy: Copy) -> None:
    copy.swap(copy.lesson, "> Each use needs", '> Each [second\n> term](term: "its\n> meaning") needs')
    callout = lesson(copy.root).blocks[3]
    assert isinstance(callout, Callout)
    assert (
        callout.markdown == "Each *second term* (its meaning) one of six reasons."
        or "(its meaning)" in callout.markdown
    )


def test_code_is_left_alone(copy: Copy) -> None:
    copy.swap(copy.lesson, "Ask for the reason", "Write `<b>` and `{{x}}`. Ask for the reason")
    assert isinstance(block := lesson(copy.root).blocks[0], Prose)
    assert "`<b>` and `{{x}}`" in block.markdown


def test_a_quote_without_a_marker_stays_a_quote(copy: Copy) -> None:
    copy.swap(copy.lesson, "## What to do\n", "## What to do\n\n> Said by a customer.\n")
    texts = [block.markdown for block in lesson(copy.root).blocks if isinstance(block, Prose)]
    assert "> Said by a customer." in texts


def test_four_columns_are_a_table(tiny_root: ContentRoot) -> None:
    assert isinstance(block := lesson(tiny_root, 1).blocks[0], Prose)
    assert "| Sign | Real yes | False yes |" in block.markdown


@pytest.mark.parametrize(
    ("kind", "title", "head"),
    [
        (CalloutKind.LAW, "", "Law"),
        (CalloutKind.LAW, "What the GDPR says", "Law: What the GDPR says"),
        (CalloutKind.ASK, "Ask the privacy lead when ...", "Ask the privacy lead when ..."),
        (CalloutKind.SERVICE, "", "Good service"),
    ],
)
def test_a_box_says_its_kind_once(kind: CalloutKind, title: str, head: str) -> None:
    assert Callout(callout=kind, title=title, markdown="Text.").head == head


def test_every_box_has_words() -> None:
    assert all(kind.words for kind in CalloutKind)
