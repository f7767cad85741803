"""What an attempt is for: the words of the table, and what follows from each."""

from __future__ import annotations

from trainer.assessment.kinds import EVIDENCE, EXPLAINED_AT_ONCE, LENIENT, REMEDIED, AttemptKind


def test_the_words_are_those_of_the_table() -> None:
    assert list(AttemptKind) == ["module_check", "certification", "test_out", "practice", "refresher"]


def test_what_follows_from_an_attempt_is_settled_by_what_it_is_for() -> None:
    follows = {
        str(kind): "".join(
            letter
            for letter, kinds in (("E", EVIDENCE), ("R", REMEDIED), ("X", EXPLAINED_AT_ONCE), ("L", LENIENT))
            if kind in kinds
        )
        for kind in AttemptKind
    }
    assert follows == {
        "module_check": "ERX",
        "certification": "ER",
        "test_out": "E",
        "practice": "XL",
        "refresher": "XL",
    }
