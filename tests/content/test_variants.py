"""What authors really write where a rule is broken, and what only looks like it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.content.clean_course import SYLLABLES, build, single

SAID = {
    "Fields in red are mandatory.": "colour-cue",
    "The green box is the safe one.": "colour-cue",
    "Answers in green are right.": "colour-cue",
    "She picks the red wine.": "",
    "Choose the red shoes or leave.": "",
    "See (Recital 600) for more.": "unknown-ref",
    "It says so (Article 12(9)).": "unknown-ref",
    "It says so (Art. 104).": "unknown-ref",
    "It says so (Article 12(1)).": "",
    "Another law says so (Article 5(3) of the ePrivacy Directive).": "",
    "TikTok did this.": "bare-fact",
    "A bank was fined €20 million for it.": "bare-fact",
    "The tick in the box cost a euro.": "",
    "Ask your DPO.": "unexplained-term",
    "The game controller is broken.": "",
}
OPTIONS = {
    "Both of the above fit her case, she says": "whole-option",
    "Neither of these": "whole-option",
    "A and C are both right here": "whole-option",
    "Neither of the others": "whole-option",
    "Right.": "whole-option",
    "Ask both of them whether they like it so": "",
    "He says: “We always do it so, dear guest.”": "giveaway",
}
ASKED = {
    "Which of them should she not tell him? Choose ONE.": "negative-stem",
    "What shouldn’t she tell him?": "negative-stem",
    "Mark each phrase that does not belong into her answer.": "negative-stem",
    "Choose the answer that she should not give. Two are left over.": "negative-stem",
    'What does she say to "Do not keep it"?': "",
    "Whether or not he comes back, what does she say?": "",
    "What does she say if he does not agree?": "",
}


@pytest.mark.parametrize("text", SAID)
def test_in_a_lesson(tmp_path: Path, text: str) -> None:
    clean = build(tmp_path)
    clean.say(text)
    assert {finding.rule for finding in clean.findings()} == ({SAID[text]} if SAID[text] else set())


@pytest.mark.parametrize("text", OPTIONS)
def test_in_an_option(tmp_path: Path, text: str) -> None:
    clean = build(tmp_path)
    clean.put(clean.bank, "We take great care of each of our customers.", text)
    lengths = {"option-length", "long-key"}
    assert {finding.rule for finding in clean.findings()} - lengths == ({OPTIONS[text]} if OPTIONS[text] else set())


@pytest.mark.parametrize("text", ASKED)
def test_in_what_is_asked(tmp_path: Path, text: str) -> None:
    clean = build(tmp_path)
    clean.put(clean.bank, "What should she tell him?", text)
    found = {finding.rule for finding in clean.findings()} & {"negative-stem"}
    assert found == ({ASKED[text]} if ASKED[text] else set())


def test_a_firm_in_an_explanation(tmp_path: Path) -> None:
    clean = build(tmp_path)
    clean.put(clean.bank, "It says what the picture is for,", "Facebook says what the picture is for,")
    assert {finding.rule for finding in clean.findings()} == {"real-firm"}


def test_a_heading_with_nothing_under_it(tmp_path: Path) -> None:
    clean = build(tmp_path)
    text = clean.lesson.read_text(encoding="utf-8")
    before, _, after = text.partition("## What goes wrong")
    rest = after.partition("## Do and don't")[2]
    clean.lesson.write_text(f"{before}## What goes wrong\n\n## Do and don't{rest}", encoding="utf-8")
    assert "M50.L1 has nothing under What goes wrong" in [finding.what for finding in clean.findings()]


def test_a_name_that_only_begins_sentences_is_counted(tmp_path: Path) -> None:
    clean = build(tmp_path)
    text = clean.bank.read_text(encoding="utf-8")
    for n in range(4):
        words = " ".join(SYLLABLES[10 * n : 10 * n + 12])
        text += single(200 + n, stem=f"Goran asks it. {words.capitalize()} do what now, at noon and then?")
    clean.bank.write_text(text, encoding="utf-8")
    assert {finding.rule for finding in clean.findings()} == {"repeated-name"}
