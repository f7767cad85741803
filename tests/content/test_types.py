"""The own rules of the question types beside ``single`` and ``multiple``: each broken one is one problem, placed."""

from __future__ import annotations

import pytest

from tests.content.copies import Copy
from trainer.content.library import load_course
from trainer.content.questions import Branch, Match, Numeric, Order, Spot, TrueFalseReason

HEAD = """
  - id: M90-X001
    type: {kind}
    objective: M90.O1
    level: apply
    audience: [all]
    refs: ["GDPR 6(1)"]
    jurisdiction: [eu]
    law_as_of: 2026-06-30
    stem: "What is to be done?"
"""
BODIES = {
    "true_false_reason": """
    key: false
    reasons:
      - {id: a, key: true, text: "One.", why: "Because."}
      - {id: b, text: "Two.", why: "Because."}
      - {id: c, text: "Three.", why: "Because."}
""",
    "order": """
    items: [{id: ask, text: "Ask."}, {id: act, text: "Act."}, {id: tell, text: "Tell."}]
    must_precede: [[ask, act], [act, tell]]
    critical_pairs: [[ask, act]]
    why: "Because."
    mistakes: [{pair: [ask, act], why: "Because."}]
""",
    "match": """
    pairs:
      - {id: a, left: "Left a", right: x, why: "Because."}
      - {id: b, left: "Left b", right: y, why: "Because."}
    right_options: {x: "Ex", y: "Why", z: "Zed"}
    mistakes: [{pair: a, right: z, why: "Because."}]
""",
    "branch": """
    start: n1
    debrief: "So."
    nodes:
      n1:
        text: "It begins."
        choices:
          - {id: a, next: n2, score: 1.0, text: "Ask.", why: "Because."}
          - {id: b, next: end, score: 0, critical: true, text: "Hide.", why: "Because."}
      n2:
        text: "It goes on."
        choices:
          - {id: a, next: end, score: 1, text: "Tell.", why: "Because."}
          - {id: b, next: end, score: 0.5, text: "Wait.", why: "Because."}
""",
    "spot": """
    text: "Read [[s1|this]] [[s2|that]]."
    spans:
      s1: {key: true, weight: 2, why: "Because."}
      s2: {why: "Because."}
""",
    "numeric": """
    answer: {value: 72, unit: hours}
    units: [hours, days]
    why: "Because."
    mistakes: [{value: 3, unit: days, why: "Because."}]
""",
}


def write(copy: Copy, kind: str, old: str = "", new: str = "") -> None:
    """Append a question of that type to the bank, with one change."""
    body = BODIES[kind]
    assert old in body
    bank = copy.bank.read_text(encoding="utf-8").rstrip("\n")
    copy.bank.write_text(bank + HEAD.format(kind=kind).rstrip("\n") + body.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("kind", "made"),
    [
        ("true_false_reason", TrueFalseReason), ("order", Order), ("match", Match), ("branch", Branch), ("spot", Spot),
        ("numeric", Numeric),
    ],
)  # fmt: skip
def test_a_sound_question_loads_as_its_type(copy: Copy, kind: str, made: type) -> None:
    write(copy, kind)
    found = load_course([copy.root]).bodies["M90"].questions[-1]
    assert isinstance(found, made)
    assert found.critical


WRONG = {
    "two right reasons": ("true_false_reason", "{id: b, text", "{id: b, key: true, text", "2 reasons are right"),
    "no right reason": ("true_false_reason", "key: true, ", "", "0 reasons are right"),
    "two reasons": ("true_false_reason", '      - {id: c, text: "Three.", why: "Because."}\n', "", "2 reasons, where"),
    "an odd verdict": ("true_false_reason", "key: false", "key: no", "`key` is neither true nor false"),
    "two steps": ("order", ', {id: tell, text: "Tell."}', "", "2 steps, where there must be three"),
    "a circle": ("order", "[act, tell]]", "[act, tell], [tell, ask]]", "they go round in a circle"),
    "an unknown step": ("order", "[act, tell]]", "[act, sing]]", "`act, sing` is no pair of two steps"),
    "a pair of three": ("order", "[act, tell]]", "[act, tell, ask]]", "is no pair of two steps"),
    "a pair of one": ("order", "[act, tell]]", "[act, act]]", "is no pair of two steps"),
    "a pair twice": ("order", "[act, tell]]", "[act, tell], [act, tell]]", "stands twice"),
    "a step left out": ("order", ", [act, tell]]", "]", "no pair says where `tell` belongs"),
    "a critical pair of its own": ("order", "critical_pairs: [[ask, act", "critical_pairs: [[ask, tell", "is no pair"),
    "a mistake turned round": ("order", "{pair: [ask, act]", "{pair: [act, ask]", "is no pair of must_precede"),
    "one right side for two": ("match", "right: y, why", "right: x, why", "`x` belongs to 2 pairs"),
    "an unknown right side": ("match", "right: y, why", "right: q, why", "no right option `q`"),
    "no spare": ("match", ', z: "Zed"', "", "0 spare right options"),
    "three spare": ("match", 'z: "Zed"', 'z: "Zed", u: "You", v: "Vee"', "3 spare right options"),
    "right sides alike": ("match", 'z: "Zed"', 'z: "EX"', "two right options say the same"),
    "a mistake of no pair": ("match", "{pair: a, right: z", "{pair: q, right: z", "no pair `q`"),
    "a mistake that is right": ("match", "{pair: a, right: z", "{pair: a, right: x", "`x` is no wrong right side"),
    "an odd key": ("match", 'z: "Zed"', 'Z!: "Zed"', "the id `Z!`"),
    "no such start": ("branch", "start: n1", "start: n9", "no scene `n9`"),
    "a path into nothing": ("branch", "next: n2", "next: n9", "no scene `n9`"),
    "a circle of scenes": ("branch", "next: end, score: 0.5", "next: n1, score: 0.5", "leads back to itself"),
    "a scene that nobody reaches": ("branch", "next: n2", "next: end", "no path reaches `n2`"),
    "no best path": ("branch", "next: end, score: 1,", "next: end, score: 0.5,", "no path scores 1"),
    "a best choice that is critical": ("branch", "score: 1.0,", "score: 1.0, critical: true,", "is critical"),
    "a score above 1": ("branch", "score: 0.5", "score: 1.5", "`score` is too large"),
    "a score in words": ("branch", "score: 0.5", "score: half", "`score` is not a number"),
    "a choice twice": ("branch", "{id: b, next: end, score: 0,", "{id: a, next: end, score: 0,", "`a` stands twice"),
    "a scene called end": ("branch", "      n2:\n", "      end:\n", "a scene is called `end`"),
    "a phrase that is not there": ("spot", "[[s2|that]]", "that", "the phrase `s2` stands 0 times"),
    "a phrase without span": ("spot", "[[s2|that]]", "[[s2|that]] [[s3|it]]", "the phrase `s3` has no span"),
    "a phrase without words": ("spot", "[[s2|that]]", "[[s2|that]] [[| ]]", "a phrase without id or words"),
    "every phrase a key": ("spot", "s2: {why", "s2: {key: true, why", "every phrase has to be marked"),
    "no phrase a key": ("spot", "key: true, ", "", "no phrase has to be marked"),
    "a weight of nothing": ("spot", "weight: 2", "weight: 0", "`weight` is too small"),
    "one unit": ("numeric", "[hours, days]", "[hours]", "1 unit, where there must be two"),
    "a unit twice": ("numeric", "[hours, days]", "[hours, Hours, days]", "a unit stands twice"),
    "a unit that is not offered": ("numeric", "unit: hours}", "unit: weeks}", "the unit `weeks` is not offered"),
    "a tolerance below 0": ("numeric", "unit: hours}", "unit: hours, tolerance: -1}", "a tolerance below 0"),
    "a mistake that is the answer": ("numeric", "{value: 3, unit: days", "{value: 72, unit: hours", "the right answer"),
    "a number in words": ("numeric", "value: 72", "value: .nan", "`value` is not a number"),
    "a number with a comma": ("numeric", "value: 72", 'value: "1,000"', "`value` is not a number"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_a_broken_rule_says_so_in_its_place(copy: Copy, case: str) -> None:
    kind, old, new, what = WRONG[case]
    write(copy, kind, old, new)
    problems = copy.problems()
    assert any(what in problem.what for problem in problems), [problem.what for problem in problems]
    text = copy.bank.read_text(encoding="utf-8").split("\n")
    start = next(number for number, line in enumerate(text, start=1) if "M90-X001" in line)
    assert all(problem.line >= start for problem in problems), "it points into the question"
    assert all(problem.remedy for problem in problems)
