"""Options that give nothing away by their length, and explanations that explain (rubric 4.1.1 and 4.1.4)."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.content.checker.finding import Checked, Finding

MAX_RATIO = 1.35
WHY_LENGTH = range(40, 261)
"""Characters of an explanation."""


def lengths(checked: Checked) -> Iterator[Finding]:
    """The longest option is more than 1.35 times as long as the shortest."""
    for question in checked.questions():
        sizes = [len(option.text) for option in question.options]
        ratio = max(sizes) / min(sizes)
        if ratio > MAX_RATIO:
            what = f"the longest option of {question.id} is {ratio:.2f} times as long as the shortest"
            remedy = f"Keep them within {MAX_RATIO} of each other: from {max(sizes)} characters down to {min(sizes)}"
            at = (question.id, "options", sizes.index(max(sizes)), "text")
            yield checked.error("option-length", at, what, remedy)


def whys(checked: Checked) -> Iterator[Finding]:
    """An explanation that is too short to explain, or too long to read."""
    for question in checked.questions():
        for index, option in enumerate(question.options):
            if len(option.why) not in WHY_LENGTH:
                what = f"the explanation of option {option.id} of {question.id} has {len(option.why)} characters"
                at = (question.id, "options", index, "why")
                yield checked.error("why-length", at, what, "Write 40 to 260: why it is right or wrong")
