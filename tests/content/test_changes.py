"""What a new major version changed, as its author names it: read strictly, in the digest, coached where missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.content.copies import Copy
from tests.content.test_checker import findings
from trainer.content.checker import Severity
from trainer.content.index import cached_course
from trainer.content.library import load_course

TWO = """version: "2.0"
changes:
  - major: 2
    objectives: [M90.O1]
    said: The reason comes before the use, not after it.
"""
ANOTHER = "  - {major: %s, objectives: [M90.O2], said: Another thing.}\n"


def newer(copy: Copy, changes: str = TWO) -> None:
    copy.swap(copy.module / "module.yaml", 'version: "1.0"\n', changes)


def test_a_new_major_version_names_what_it_changed(copy: Copy) -> None:
    newer(copy)
    (module,) = load_course([copy.root]).modules
    (change,) = module.changes
    assert (change.major, change.objectives) == (2, ("M90.O1",))
    assert change.said == "The reason comes before the use, not after it."


def test_a_version_may_say_that_it_asks_nothing(copy: Copy) -> None:
    newer(copy, TWO.replace("[M90.O1]", "[]"))
    assert load_course([copy.root]).modules[0].changes[0].objectives == ()


def test_the_compiled_copy_has_them_too(copy: Copy, tmp_path: Path) -> None:
    newer(copy)
    first = cached_course([copy.root], tmp_path / "cache")
    assert cached_course([copy.root], tmp_path / "cache") == first
    assert first.modules[0].changes


def test_what_holders_are_asked_is_part_of_the_digest(copy: Copy) -> None:
    plain = load_course([copy.root]).modules[0].digest
    newer(copy, 'version: "2.0"\n')
    unnamed = load_course([copy.root]).modules[0].digest
    copy.swap(copy.module / "module.yaml", 'version: "2.0"\n', TWO)
    assert plain == unnamed != load_course([copy.root]).modules[0].digest


WRONG = {
    "an objective that is not there": (TWO.replace("M90.O1", "M90.O9"), "no objective `M90.O9` in M90"),
    "an objective twice": (TWO.replace("[M90.O1]", "[M90.O1, M90.O1]"), "`M90.O1` is named twice"),
    "a version twice": (TWO + ANOTHER % 2, "version 2 stands twice in `changes`"),
    "a version that is not there yet": (TWO + ANOTHER % 3, "version 3 of M90, which is at 2.0"),
    "a version that changed nothing": (TWO.replace("major: 2", "major: 1"), "is too small"),
    "a first version with changes": (TWO.replace("2.0", "1.3"), "version 2 of M90, which is at 1.3"),
    "no words for those who hold it": (TWO.rpartition("    said")[0], "`said`"),
    "an unknown field": (TWO + "    why: Because.\n", "unknown field `why`"),
}


@pytest.mark.parametrize("case", WRONG)
def test_each_mistake_is_one_problem_at_its_place(copy: Copy, case: str) -> None:
    written, said = WRONG[case]
    newer(copy, written)
    problem = copy.only_problem()
    assert said in str(problem)
    assert problem.file.endswith("module.yaml")
    assert problem.line > 1
    assert problem.remedy


def test_the_checker_says_what_it_means_to_name_nothing(copy: Copy) -> None:
    assert findings(copy, "unnamed-changes") == []
    newer(copy, 'version: "2.0"\n')
    (finding,) = findings(copy, "unnamed-changes")
    assert finding.severity == Severity.WARNING
    assert "everybody who holds it does the whole module again" in finding.what
    assert (copy.module / "module.yaml").read_text().split("\n")[finding.line - 1].startswith("version:")
    copy.swap(copy.module / "module.yaml", 'version: "2.0"\n', TWO)
    assert findings(copy, "unnamed-changes") == []


def test_only_the_newest_version_has_to_be_named(copy: Copy) -> None:
    newer(copy, TWO.replace("2.0", "3.0"))
    (finding,) = findings(copy, "unnamed-changes")
    assert "version 3" in finding.what
