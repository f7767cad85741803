"""``multiple``: as many right answers as ``choose`` says, two or more, and at least one wrong one."""

from __future__ import annotations

from trainer.content.questions import Multiple
from trainer.content.rules import options
from trainer.content.rules.report import Report


def check(question: Multiple, report: Report) -> None:
    """Report what is wrong with the options and keys."""
    keys = options.check(question.options, report)
    if keys != question.choose:
        report(("choose",), f"`choose` is {question.choose}, yet {keys} options are right", f"Write `choose: {keys}`")
    elif keys < 2:
        report(("choose",), "one right answer in a question of type multiple", "Write `type: single`, without `choose`")
    elif keys == len(question.options):
        report(("options",), "every option is right", "Add an option that is wrong")
