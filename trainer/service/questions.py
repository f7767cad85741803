"""How questions fared: the answers of the records, held against the questions of the course."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from trainer.assessment import types
from trainer.content.models import Module
from trainer.content.questions import Question
from trainer.records import items, unclear
from trainer.records.items import Kept
from trainer.reports.items import Folded, ItemRow, lesson_items
from trainer.reports.items import items as rows_of
from trainer.service.desk import Desk


def item_rows(desk: Desk, modules: Sequence[Module]) -> Iterator[ItemRow]:
    """A line for each question, module by module, and for what readers found unclear. Read it inside a snapshot."""
    kept, said = items.folded(desk.store), unclear.counts(desk.store)
    for module in modules:
        questions = desk.course.bodies[module.id].questions
        sittings = items.sittings(desk.store, module.id, {each.id: each.digest for each in questions})
        yield from rows_of(module.id, questions, sittings, _folded(questions, kept), said)
        yield from lesson_items(module.id, module.lessons, said)


def _folded(questions: Sequence[Question], kept: Mapping[str, Sequence[Kept]]) -> dict[str, list[Folded]]:
    """Scored anew: what retention leaves of an answer is the answer and how many gave it."""
    return {
        each.id: [
            Folded(one.chosen, types.of(each).score(each, one.chosen, lenient=False), one.n)
            for one in kept[each.digest]
        ]
        for each in questions
        if each.digest in kept
    }
