"""Each rule of the checker finds what is planted for it, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.content.clean_course import Clean, build
from tests.content.seeds import KEEP_LOCK, SEEDS
from trainer.content.checker import RULES, Severity


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
