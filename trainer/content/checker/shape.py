"""A lesson's shape: story, idea, worked example, wrong example, do and don't, two recall questions, job aid (4.2.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from trainer.content.body import Block, Callout, LessonText, Prose
from trainer.content.checker.checked import Checked
from trainer.content.checker.finding import Severity
from trainer.content.checker.prose import WORD
from trainer.content.checker.rule import Found, Rule
from trainer.content.vocabulary import CalloutKind, RuleType

SECTIONS = ("The idea", "A worked example", "What goes wrong", "Do and don't", "Check yourself")
STORY = 40
"""Words of the story with which a lesson opens."""
_HEADING = re.compile(r"(?m)^## (.+)$")
_LABELS = {
    RuleType.LAW: (CalloutKind.LAW,),
    RuleType.HOUSE: (CalloutKind.HOUSE,),
    RuleType.PRACTICE: (CalloutKind.PRACTICE, CalloutKind.SERVICE),
}


def _shape(checked: Checked) -> Iterator[Found]:
    for lesson, text in checked.texts():
        for what, remedy in _faults(text):
            yield Found((lesson.id, "title"), f"{lesson.id} {what}", remedy)


def _faults(text: LessonText) -> Iterator[tuple[str, str]]:
    if len(WORD.findall(_opening(text.blocks))) < STORY:
        yield "does not open with a story", f"Tell one in {STORY} words or more, before the first heading"
    prose = "\n".join(block.markdown for block in text.blocks if isinstance(block, Prose))
    headings = [heading.strip() for heading in _HEADING.findall(prose)]
    if [heading for heading in headings if heading in SECTIONS] != list(SECTIONS):
        yield f"has the sections {', '.join(headings) or 'none'}", f"Write {', '.join(SECTIONS)}, in this order"
    for heading in _empty(text.blocks):
        yield f"has nothing under {heading}", "Write it, or take the heading out"
    if not all(re.search(rf"\*\*{word}\*\*\s*\n\s*[-*] ", prose) for word in ("Do", "Don't")):
        yield "does not say what to do and what not to do", "Write a list under **Do** and one under **Don't**"
    if not any(isinstance(block, Callout) and block.callout is CalloutKind.ASK for block in text.blocks):
        yield "does not say when to ask the privacy lead", "Add a box `> [!ask] Ask the privacy lead when ...`"
    last = text.blocks[-1] if text.blocks else None
    if not (isinstance(last, Callout) and last.callout is CalloutKind.JOB_AID):
        yield "does not end in a job aid", "End with a box `> [!job-aid]`: one line to keep"


def _empty(blocks: Sequence[Block]) -> Iterator[str]:
    """The headings under which no text and no box stands."""
    open_one = ""
    for block in blocks:
        if not isinstance(block, Prose):
            open_one = ""
            continue
        before, *parts = _HEADING.split(block.markdown)
        if before.strip():
            open_one = ""
        for heading, below in zip(parts[::2], parts[1::2], strict=True):
            if open_one:
                yield open_one
            open_one = "" if below.strip() else heading.strip()
    if open_one:
        yield open_one


def _opening(blocks: Sequence[Block]) -> str:
    """The prose before the first heading."""
    said: list[str] = []
    for block in blocks:
        if isinstance(block, Prose):
            before, *rest = _HEADING.split(block.markdown)
            said.append(before)
            if rest:
                break
    return "\n".join(said)


def _labels(checked: Checked) -> Iterator[Found]:
    for lesson, text in checked.texts():
        boxes = {block.callout for block in text.blocks if isinstance(block, Callout)}
        for rule, kinds in _LABELS.items():
            shown = next((kind for kind in kinds if kind in boxes), None)
            if shown and rule not in lesson.rule_type:
                what = f"{lesson.id} has a box `{shown}`, and its rule_type does not say `{rule}`"
                yield Found((lesson.id, "rule_type"), what)
            elif not shown and rule in lesson.rule_type:
                what = f"{lesson.id} says rule_type `{rule}`, and no box of it is labelled `{kinds[0]}`"
                yield Found((lesson.id, "rule_type"), what)


def _no_good_service(checked: Checked) -> Iterator[Found]:
    for module in checked.course.modules:
        blocks = [block for text in checked.course.bodies[module.id].texts.values() for block in text.blocks]
        if not any(isinstance(block, Callout) and block.callout is CalloutKind.SERVICE for block in blocks):
            yield Found((module.id, "title"), f"{module.id} does not show what good personal service looks like")


RULES = (
    Rule(
        id="lesson-shape",
        severity=Severity.ERROR,
        says=f"A lesson opens with a story, has the sections {', '.join(SECTIONS)}, says when to ask the privacy lead,"
        " and ends in a job aid.",
        why="One shape lets a reader find the example or the rule again, and no lesson is all warning or all theory.",
        mend="Add the part that is missing.",
        source="CURRICULUM 4.2.4",
        find=_shape,
    ),
    Rule(
        id="rule-label",
        severity=Severity.WARNING,
        says="`rule_type` names law, house or practice exactly where the lesson has a box of that kind.",
        why="A learner must not be told that a house rule is the statute.",
        mend="Put the rule into a box `[!law]`, `[!house-rule]` or `[!good-practice]`, or correct rule_type.",
        source="CURRICULUM 0.2 and 4.2.8",
        find=_labels,
    ),
    Rule(
        id="no-good-service",
        severity=Severity.WARNING,
        says="A module has a box `[!good-service]`: what good personal service looks like.",
        why="A course that only warns teaches fear, and staff then do nothing for the customer.",
        mend="Add one good example, best in the customer's own words.",
        source="CURRICULUM 4.2.7",
        find=_no_good_service,
    ),
)
