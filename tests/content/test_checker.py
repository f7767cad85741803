"""The author's checker: each rule finds its own, at the right place, and only that."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.content.clean_course import build
from tests.content.copies import Copy
from trainer.content.checker import Finding, Severity, check
from trainer.content.checker.lessons import words
from trainer.content.library import load
from trainer.content.source import ContentRoot

TODAY = dt.date(2026, 7, 1)


def findings(copy: Copy, rule: str, today: dt.date = TODAY) -> list[Finding]:
    return [finding for finding in check(load([copy.root]), today) if finding.rule == rule]


def line(finding: Finding) -> str:
    return Path(finding.file).read_text(encoding="utf-8").split("\n")[finding.line - 1][finding.column - 1 :]


RULE_CASES: dict[str, tuple[Callable[[Copy], Path], str, str, str]] = {
    "stale-law": (lambda c: c.lesson, "law_as_of: 2026-06-30", "law_as_of: 2025-06-30", "2025-06-30"),
    "review-overdue": (lambda c: c.lesson, "review_due: 2099-06-30", "review_due: 2026-06-30", "2026-06-30"),
    "own-reviewer": (lambda c: c.bank, "reviewer:", "reviewer: trainer Project, test writer", "trainer Project, test"),
    "unknown-ref": (lambda c: c.bank, '"GDPR 7(2)"', '"GDPR 7(9)"', '"GDPR 7(9)", "GDPR Rec 47"]'),
    "unknown-claim": (lambda c: c.lesson, "covers: [T01]", "covers: [T99]", "T99]"),
    "option-length": (lambda c: c.bank, "Name the reason for this use.", "Name the reason for this use, and do so now.",
                      '"Name the reason for this use, and do so now."'),
    "why-length": (lambda c: c.bank, "Each use needs a reason before it begins.", "Short.", '"Short."'),
    "minutes": (lambda c: c.lesson, "minutes: 2", "minutes: 9", "9"),
}  # fmt: skip


@pytest.mark.parametrize("rule", RULE_CASES)
def test_a_rule_finds_its_own(copy: Copy, rule: str) -> None:
    where, old, new, at = RULE_CASES[rule]
    assert findings(copy, rule) == []
    copy.swap(where(copy), old, new)
    (finding,) = findings(copy, rule)
    assert line(finding).startswith(at)
    assert finding.remedy.endswith(".")


def test_pools_count_only_what_can_be_asked(copy: Copy) -> None:
    short = {finding.what.split()[0]: finding.what for finding in findings(copy, "small-pool")}
    assert short["M90.O1"] == "M90.O1 has 4 questions, a critical objective needs 8"
    assert short["M90.O2"] == "M90.O2 has 4 questions, an objective needs 6"
    copy.swap(copy.bank, "    type: single", "    type: single\n    retired: true")
    assert "M90.O1 has 3 questions" in findings(copy, "small-pool")[0].what


def test_approval_is_a_note_until_it_is_given(copy: Copy) -> None:
    (finding,) = findings(copy, "not-approved")
    assert finding.severity is Severity.NOTE
    assert Path(finding.file).read_text(encoding="utf-8").split("\n")[finding.line - 1] == "approved_by:"
    copy.swap(copy.module / "module.yaml", "approved_by:", "approved_by: Privacy lead")
    assert findings(copy, "not-approved") == []


def test_law_is_stale_after_twelve_months_to_the_day(copy: Copy) -> None:
    assert findings(copy, "stale-law", dt.date(2027, 6, 30)) == []
    assert len(findings(copy, "stale-law", dt.date(2027, 7, 1))) == 1 + 2 + 12
    early = findings(copy, "stale-law", dt.date(2024, 2, 29))
    assert all(finding.what.endswith("a day to come") for finding in early)
    assert len(early) == 1 + 2 + 12


def test_short_lessons(copy: Copy) -> None:
    assert [finding.severity for finding in findings(copy, "lesson-length")] == [Severity.ERROR] * 2
    copy.swap(copy.lesson, "Ask for", "word " * 200 + "Ask for")
    assert len(findings(copy, "lesson-length")) == 1


def test_words_are_those_a_reader_reads(tiny_root: ContentRoot) -> None:
    course = load([tiny_root]).course
    lesson = course.modules[0].lessons[1]
    assert words(lesson, course.bodies["M90"].texts[lesson.id]) == 81


def test_an_unreleased_module_is_an_error_at_its_own_lock(copy: Copy) -> None:
    (finding,) = findings(copy, "unreleased")
    assert finding.file == str(copy.root.modules / "content.lock")


def test_errors_come_first_and_read_well(copy: Copy) -> None:
    found = check(load([copy.root]), TODAY)
    order = [(Severity.ERROR, Severity.WARNING, Severity.NOTE).index(finding.severity) for finding in found]
    assert order == sorted(order)
    assert len(set(order)) == 3
    lock = next(finding for finding in found if finding.rule == "unreleased")
    assert str(lock).startswith(f"{copy.root.modules / 'content.lock'}:1:1: warning: ")
    assert str(lock).endswith("[unreleased]")


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("In 2019 a phone firm was fined 9.55 million euros.", ["2019", "9.55 million"]),
        ("A bank had to pay a fine of 20,000 pounds.", ["20,000 pounds"]),
        ("A shop was fined once.", []),
        ("She was fined for parking, and she paid in 3 days.", []),
    ],
)
def test_a_case_outside_its_box_has_its_figures_from_facts(tmp_path: Path, said: str, found: list[str]) -> None:
    clean = build(tmp_path)
    clean.say(said)
    whats = [finding.what for finding in clean.findings() if finding.rule == "bare-fact"]
    assert whats == [f"`{each}` is written by hand" for each in found]


def test_a_modules_minutes_are_those_of_its_lessons(tmp_path: Path) -> None:
    clean = build(tmp_path)
    clean.put(clean.manifest, "minutes: 3", "minutes: 500")
    (finding,) = [finding for finding in clean.findings() if finding.rule == "minutes"]
    assert "M50 says 500 minutes; its text takes about 1." in finding.what


def test_a_box_is_called_as_it_is_written(tmp_path: Path) -> None:
    clean = build(tmp_path)
    clean.put(clean.lesson, "rule_type: [law, practice]", "rule_type: [law]")
    (finding,) = [finding for finding in clean.findings() if finding.rule == "rule-label"]
    assert "`good-service`" in finding.what
