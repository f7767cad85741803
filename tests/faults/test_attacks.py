"""The suite of attacks on the host service as a whole: how many there are, and that each subject is audited.

The attacks themselves are in ``test_attacks_*.py``; each of those ends by auditing the records and reading the log.
"""

from __future__ import annotations

from importlib import import_module
from math import prod
from pathlib import Path
from types import ModuleType

import pytest

AT_LEAST = 60
SUBJECTS = ("answers", "files", "floods", "identity", "keys", "lines", "pace", "process", "rights", "slowly", "socket")
_HONEST = (
    "test_a_reader_of", "test_and_the_records", "test_answer_at_once_where", "test_the_same_account",
    "test_the_service_itself", "test_these_are_all",
)  # fmt: skip
"""Beginnings of the tests beside the attacks: what is honest is served, and what was left behind is sound."""


def attacks_on(subject: str) -> dict[str, int]:
    """The attacks of a subject, and how many cases each has."""
    module = import_module(f"tests.faults.test_attacks_{subject}")
    return {
        name: _cases(module, name) for name in dir(module) if name.startswith("test_") and not name.startswith(_HONEST)
    }


def _cases(module: ModuleType, name: str) -> int:
    marks = getattr(getattr(module, name), "pytestmark", ())
    return prod(len(mark.args[1]) for mark in marks if mark.name == "parametrize")


def test_every_file_of_attacks_is_counted() -> None:
    found = {path.stem.removeprefix("test_attacks_") for path in Path(__file__).parent.glob("test_attacks_*.py")}
    assert found == set(SUBJECTS)


def test_there_are_enough_attacks() -> None:
    """Kinds, each of which stands in many forms."""
    kinds = [name for subject in SUBJECTS for name in attacks_on(subject)]
    assert len(set(kinds)) == len(kinds)
    assert len(kinds) >= AT_LEAST
    assert sum(sum(attacks_on(subject).values()) for subject in SUBJECTS) >= 4 * AT_LEAST


@pytest.mark.parametrize("subject", SUBJECTS)
def test_each_subject_ends_with_an_audit(subject: str) -> None:
    module = import_module(f"tests.faults.test_attacks_{subject}")
    tests = [name for name in vars(module) if name.startswith("test_")]
    assert tests[-1] == "test_and_the_records_are_sound"
