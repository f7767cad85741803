"""``single``: one right answer, and exactly one."""

from __future__ import annotations

from trainer.content.questions import Single
from trainer.content.rules import options
from trainer.content.rules.report import Report


def check(question: Single, report: Report) -> None:
    """Report what is wrong with the options and keys."""
    keys = options.check(question.options, report)
    if keys == 0:
        report(("options",), "no option is right", "Write `key: true` in the right one")
    elif keys > 1:
        remedy = "Leave `key: true` in one option, or write `type: multiple` with `choose`"
        report(("options",), f"{keys} options are right, where `single` has one", remedy)
