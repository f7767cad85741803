"""Each rule of the checker finds what is planted for it, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.content.clean_course import Clean, build
from tests.content.seeds import KEEP_LOCK, SEEDS
from trainer.content.checker import RULES, Severity
from trainer.content.confirmed import assessed, taught
from trainer.content.library import load


@pytest.fixture
def clean(tmp_path: Path) -> Clean:
    return build(tmp_path / "content")


def test_the_clean_course_breaks_no_rule(clean: Clean) -> None:
    assert clean.findings() == ()


def test_every_rule_has_a_seed() -> None:
    assert set(SEEDS) == set(RULES)


@pytest.mark.parametrize("rule", SEEDS)
def test_a_seed_is_found_and_nothing_else(clean: Clean, rule: str) -> None:
    SEEDS[rule](clean)
    found = clean.findings(released=rule not in KEEP_LOCK)
    standing = [finding for finding in found if not finding.allowed]
    assert {finding.rule for finding in standing} == {rule}, "\n".join(map(str, standing))
    for finding in standing:
        assert finding.severity is RULES[rule].severity
        assert finding.why == RULES[rule].why
        assert finding.remedy.endswith(".")
        lines = Path(finding.file).read_text(encoding="utf-8").split("\n") if Path(finding.file).exists() else [""]
        assert 1 <= finding.line <= len(lines)


@pytest.mark.parametrize("rule", [name for name, rule in RULES.items() if rule.allowable])
def test_a_reason_leaves_a_finding_as_it_is(clean: Clean, rule: str) -> None:
    SEEDS[rule](clean)
    for finding in clean.findings(released=rule not in KEEP_LOCK):
        if finding.rule == rule:
            _allow(Path(finding.file), finding.line, rule)
            break
    after = clean.findings(released=rule not in KEEP_LOCK)
    allowed = [finding for finding in after if finding.allowed]
    assert rule in {finding.rule for finding in allowed}
    assert {finding.allowed for finding in allowed if finding.rule == rule} == {"this is a trial"}


def _allow(file: Path, line: int, rule: str) -> None:
    """Write the comment where an author would: in the front matter, in the question, or above the line."""
    lines = file.read_text(encoding="utf-8").split("\n")
    comment = f"# allow: {rule} because this is a trial"
    if file.suffix == ".md":
        lines.insert(1, comment)
    elif file.parent.name == "question_banks":
        start = max(n for n, text in enumerate(lines[:line]) if text.startswith("  - id: "))
        lines.insert(start + 1, f"    {comment}")
    else:
        lines[line - 1] += f"  {comment}"
    file.write_text("\n".join(lines), encoding="utf-8")


def test_warnings_are_errors_where_it_is_strict(clean: Clean) -> None:
    SEEDS["long-sentence"](clean)
    (finding,) = clean.findings()
    assert finding.severity is Severity.WARNING
    assert finding.strict().severity is Severity.ERROR
    SEEDS["not-approved"](clean)
    assert {each.strict().severity for each in clean.findings()} == {Severity.ERROR, Severity.NOTE}


def test_a_rule_says_everything_of_itself() -> None:
    for name, rule in RULES.items():
        assert rule.id == name
        for said in (rule.says, rule.why, rule.mend):
            assert said[0].isupper() or said[0] == "`"
            assert said.endswith(".")
        assert rule.source


WAYS = {
    "in the question": ("    level: apply\n", "    level: apply  # allow: why-length because it says it all\n", True),
    "above the question": ("  - id: M50-Q002", "  # allow: why-length because it says it all\n  - id: M50-Q002", True),
    "in another question": ("  - id: M50-Q003", "  - id: M50-Q003  # allow: why-length because it is so", False),
    "in a text that is shown": (
        "a garden centre.",
        "a garden centre. # allow: why-length because it says it all",
        False,
    ),
    "with a reason that is none": (
        "    level: apply\n",
        "    level: apply  # allow: why-length because \u00a0\n",
        False,
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_where_a_comment_holds(clean: Clean, way: str) -> None:
    old, new, holds = WAYS[way]
    SEEDS["why-length"](clean)
    before, mark, after = clean.bank.read_text(encoding="utf-8").partition("  - id: M50-Q002")
    clean.bank.write_text(before + (mark + after).replace(old, new, 1), encoding="utf-8")
    found = {finding.rule: finding.allowed for finding in clean.findings() if finding.rule == "why-length"}
    assert bool(found["why-length"]) == holds


@pytest.mark.parametrize("reviewer", ['"-"', "writer", '"W riter"', '"\u200bWriter"', '"."'])
def test_a_confirmation_needs_a_reviewer(clean: Clean, reviewer: str) -> None:
    course = load([clean.root]).course
    assert set(taught(course)) == {"M50.O1", "T20"}
    for path in (clean.lesson, clean.bank):
        text = path.read_text(encoding="utf-8").replace("reviewer: Reviewer", f"reviewer: {reviewer}")
        path.write_text(text, encoding="utf-8")
    course = load([clean.root]).course
    assert taught(course) == {}
    assert not assessed(course)


def test_a_remedy_that_is_followed_mends(clean: Clean) -> None:
    for rule, field in (("minutes", "minutes: 9"), ("long-key", "")):
        SEEDS[rule](clean)
        (finding,) = clean.findings()
        number = int(re.findall(r"\d+", finding.remedy)[-1])
        if field:
            clean.put(clean.lesson, field, f"minutes: {number}")
        else:
            key = re.search(r'text: "(That she does not know it as yet.*?)"', clean.bank.read_text(encoding="utf-8"))
            assert key
            clean.put(clean.bank, key[1], key[1][: number - 1] + ".")
        assert clean.findings() == ()


def test_a_long_line_takes_no_minutes(clean: Clean) -> None:
    # Each of these once took from half a minute to hours.
    for text in ("## a" + " " * 20_000 + "b", "e.g. " * 40_000, "*" + "consent " * 20_000, "a" * 50_000):
        clean.put(clean.lesson, "## A worked example", f"{text}\n\n## A worked example")
    assert {"long-sentence", "unexplained-term"} <= {finding.rule for finding in clean.findings()}
