"""What not everybody can see: instructions that lean on colour alone (rubric 4.2.9).

Headings in order, tables of at most four columns, no images and no links are the loader's to hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from trainer.content.checker.checked import Checked
from trainer.content.checker.finding import Severity
from trainer.content.checker.rule import Found, Rule
from trainer.content.checker.said import said

_COLOUR = r"(?:red|green|blue|yellow|orange|grey|gray|purple|pink)"
_THING = (
    r"(?:button|box|field|row|line|option|answer|key|link|tab|icon|text|word|tick|cross|part|bar|cell|column|one)s?"
)
_VERB = r"(?:press|click|tap|choose|pick|mark|see|read|find|look at|use)"
_CUE = re.compile(
    rf"(?i)\b{_VERB}\b[^.?!\n]{{0,20}}\b{_COLOUR}\b(?=\W*$|\W+{_THING}\b)|\bthe {_COLOUR} {_THING}\b"
    rf"|\b{_THING}\b[^.?!\n]{{0,20}}\bin {_COLOUR}\b|\bthose in {_COLOUR}\b"
)
"""An instruction, or something on a form, that is told by its colour; red shoes are not."""


def _colours(checked: Checked) -> Iterator[Found]:
    for lesson in checked.lessons():
        for passage in checked.passages[lesson.id]:
            if cue := _CUE.search(passage.text):
                yield Found((lesson.id, "title"), f"{lesson.id} says `{cue[0]}`", phrase=cue[0])
    for question in checked.questions():
        for path, words in said(question):
            if cue := _CUE.search(words):
                yield Found((question.id, *path), f"{question.id} says `{cue[0]}`")


RULES = (
    Rule(
        id="colour-cue",
        severity=Severity.WARNING,
        says="An instruction does not rest on a colour.",
        why="One reader in twelve does not see it, a screen reader says none, and a terminal may show none.",
        mend="Name the thing by its words or its place.",
        source="CURRICULUM 4.2.9",
        find=_colours,
    ),
)
