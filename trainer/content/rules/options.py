"""What every type with options asks of them: two at least, ids unique, each text different."""

from __future__ import annotations

import re
from collections.abc import Sequence

from trainer.content.questions import Option
from trainer.content.rules.report import Report

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,15}")


def check(options: Sequence[Option], report: Report) -> int:
    """Report what is wrong with the options; how many of them are keys."""
    if len(options) < 2:
        report(("options",), f"{len(options)} option, where there must be two or more", "Add another option")
    ids: set[str] = set()
    texts: set[str] = set()
    for index, option in enumerate(options):
        if not _ID.fullmatch(option.id):
            report(("options", index, "id"), f"the option id `{option.id}`", "Use a letter, such as `a`")
        if option.id in ids:
            report(("options", index, "id"), f"the option id `{option.id}` stands twice", "Give each its own letter")
        if option.text.casefold() in texts:
            report(("options", index, "text"), "two options say the same", "Write two different answers")
        ids.add(option.id)
        texts.add(option.text.casefold())
    return sum(option.key for option in options)
