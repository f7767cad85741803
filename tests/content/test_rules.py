"""The own rules of each question type, and of a bank as a whole."""

from __future__ import annotations

import pytest

from tests.content.copies import Copy

WRONG = {
    "no key": ('{id: a, key: true, text: "Name', '{id: a, text: "Name', "no option is right"),
    "two keys": ('{id: b, text: "Send', '{id: b, key: true, text: "Send', "2 options are right, where `single` has"),
    "choose too many": ("choose: 2", "choose: 3", "`choose` is 3, yet 2 options are right"),
    "an option id twice": ('{id: b, text: "Send', '{id: a, text: "Send', "the option id `a` stands twice"),
    "an odd option id": ('{id: b, text: "Send', '{id: B!, text: "Send', "the option id `B!`"),
    "two equal texts": ("Send the offers in small lots.", "Name the reason for this use.", "two options say the same"),
    "an unknown objective": ("objective: M90.O2", "objective: M90.O8", "no objective `M90.O8` in module.yaml"),
    "critical against it": ("critical: true", "critical: false", "`critical` disagrees with the objective M90.O1"),
    "another module": ("    type: single", "    module: M04\n    type: single", "the question names `M04`"),
    "an odd id": ("id: M90-Q002", "id: M90-Q", "the question id `M90-Q` in M90"),
    "an id twice": ("id: M90-Q002", "id: M90-Q001", "the id `M90-Q001` is used already"),
    "another bank": ("module: M90", "module: M91", "the bank names `M91`, its module is M90"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_a_broken_rule_is_one_problem(copy: Copy, case: str) -> None:
    old, new, what = WRONG[case]
    copy.swap(copy.bank, old, new)
    assert what in copy.only_problem().what


def test_one_option_is_too_few(copy: Copy) -> None:
    text = copy.bank.read_text(encoding="utf-8")
    start = text.index("      - {id: b")
    end = text.index("  - id: M90-Q002")
    copy.bank.write_text(text[:start] + text[end:], encoding="utf-8")
    assert copy.only_problem().what == "1 option, where there must be two or more"


def test_every_option_right_is_no_choice(copy: Copy) -> None:
    text = copy.bank.read_text(encoding="utf-8")
    start = text.index("    choose: 2")
    multiple = text[start:].replace("- {id: c, text", "- {id: c, key: true, text", 1)
    multiple = multiple.replace("- {id: d, text", "- {id: d, key: true, text", 1).replace("choose: 2", "choose: 4", 1)
    copy.bank.write_text(text[:start] + multiple, encoding="utf-8")
    assert copy.only_problem().what == "every option is right"


def test_a_multiple_of_one_key_is_a_single(copy: Copy) -> None:
    text = copy.bank.read_text(encoding="utf-8")
    start = text.index("    choose: 2")
    multiple = (
        text[start:].replace("- {id: b, key: true, text", "- {id: b, text", 1).replace("choose: 2", "choose: 1", 1)
    )
    copy.bank.write_text(text[:start] + multiple, encoding="utf-8")
    assert copy.only_problem().what == "one right answer in a question of type multiple"


def test_nine_options_are_too_many(copy: Copy) -> None:
    more = "".join(f'      - {{id: x{n}, text: "Answer {n}.", why: "It is wrong."}}\n' for n in range(6))
    copy.swap(copy.bank, "  - id: M90-Q002", more + "  - id: M90-Q002")
    assert copy.only_problem().what == "`options` has too many entries"


def test_an_objective_without_a_question_that_can_be_asked(copy: Copy) -> None:
    text = copy.bank.read_text(encoding="utf-8")
    copy.bank.write_text(
        text.replace("objective: M90.O3\n", "objective: M90.O3\n    retired: true\n"), encoding="utf-8"
    )
    assert copy.only_problem().what == "no question for the objective M90.O3"
