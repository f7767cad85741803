"""The items report: how each question fared over people's first attempts, with no person in it.

Invariant: whoever reads it, nothing shown tells of 1 to 4 people how they answered (``suppression``). A share of few
people tells who was wrong as well as a list does: 95 % of 20 is all but one person. So

- a question's figures are shown only if at least five people had all of it right and at least five had not: up to four
  may be anywhere between nobody and four, and "all of them missed it" is never said of anyone;
- the mean is shown only if every score, and so every sum behind it, is nobody's or that of at least five. A mean of 10
  people with five full marks, a half and four quarters has no other explanation.

Answers are counted whole, as they were recorded, so that each person is in one count. Those that fewer than five gave
are put together by their score, and only where ``suppression.mixes`` them; otherwise no answer of the question is
shown. So the mean adds nothing to them. What is of a part of the sittings is shown only if both parts may be.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import fsum
from types import MappingProxyType
from typing import NamedTuple

from trainer.assessment import item_states
from trainer.assessment.item_states import FEWEST_SITTINGS, ItemState
from trainer.assessment.statistics import ItemStatistics, Sitting, fisher_interval, item_statistics
from trainer.content.models import Lesson
from trainer.content.questions import Question
from trainer.reports.columns import Code
from trainer.reports.suppression import SMALLEST, mixes, stands

_FEW = f"Fewer than {SMALLEST} first attempts."
_HARD = f"Fewer than {SMALLEST} had all of it right"
_EASY = f"Fewer than {SMALLEST} missed any of it, so no figures are shown."

NOTES = (
    f"Figures are left out where they would tell how fewer than {SMALLEST} people answered.",
    "Only first attempts count.",
    f"How often readers found it unclear is shown from {SMALLEST} on, in steps of {SMALLEST}; no names are kept.",
)
"""What a reader must know."""


class Folded(NamedTuple):
    """What retention left of some first attempts: so many gave this answer."""

    chosen: tuple[str, ...]
    score: float
    """0 to 1, as the answer was scored."""
    n: int


class ItemRow(NamedTuple):
    """One question, or a lesson that readers found unclear."""

    module: Code
    question: Code
    """Its id, or the lesson's."""
    objective: Code
    """Empty for a lesson."""
    sittings: int | None
    """First attempts that contained it; None for 1 to 4."""
    right: float | None
    """Share, 0 to 1, of those who had all of it right, to three decimals. None where it may not be shown."""
    facility: float | None
    """Mean score, 0 to 1, to three decimals. None where it may not be shown; above ``right`` where part of an answer
    earned marks."""
    item_rest: float | None
    """Corrected item-rest correlation, -1 to 1, to two decimals, over the sittings that retention has left whole.
    None as for ``right``, where these are too few, and where the scores or the rest did not vary."""
    answers: str
    """``b 62 % (right), a 30 %, (other) 8 %``: percent of the sittings, the commonest first. Empty where none may be
    shown, or not every sitting's answer is known."""
    unclear: int | None
    """How often readers said that it is unclear, rounded down to a multiple of five; None below five, and for what
    nobody said so of."""
    state: ItemState
    """Judged by what is shown here, and by nothing else: by ``right`` where the mean is not shown."""
    why: str
    """The reasons, in sentences; empty for a question that is ``ok``."""


_Answers = Counter[tuple[tuple[str, ...] | None, float]]
"""People by answer and its score; of an answer that is not known, None."""


def items(
    module: str,
    questions: Sequence[Question],
    sittings: Sequence[Sitting],
    folded: Mapping[str, Sequence[Folded]],
    unclear: Mapping[str, int] = MappingProxyType({}),
) -> Iterator[ItemRow]:
    """A line for each of these questions of one module, in their order; retired ones only if someone met them.

    ``sittings`` are first attempts whose answers are still there, ``folded`` is what retention left of others, by
    question id. Both must be over everybody, never over one team, and about the question as it is asked today.
    ``unclear`` is how often readers said so, by digest.
    """
    compared = {item.question: item for item in item_statistics(sittings)}
    counted = _counted(sittings)
    for question in questions:
        whole, kept = counted.get(question.id, _Answers()), folded.get(question.id, ())
        answers = whole + _folded(kept)
        if question.retired and not answers:
            continue
        if (instead := _instead(answers)) is not None:
            row = _hidden(module, question, answers.total(), *instead)
        else:
            both = _instead(whole) is None and stands([sum(each.n for each in kept)])
            row = _shown(module, question, answers, compared[question.id] if both else None)
        yield _told(row, unclear.get(question.digest, 0))


def lesson_items(module: str, lessons: Sequence[Lesson], unclear: Mapping[str, int]) -> Iterator[ItemRow]:
    """A line for each lesson that five readers or more found unclear."""
    for lesson in lessons:
        bare = ItemRow(Code(module), Code(lesson.id), Code(""), None, None, None, None, "", None, ItemState.REVIEW, "")
        row = _told(bare, unclear.get(lesson.digest, 0))
        if row.unclear is not None:
            yield row


def _told(row: ItemRow, times: int) -> ItemRow:
    """With how often readers said that it is unclear: by fives, so that no reading of it tells of one person more."""
    if times < SMALLEST:
        return row
    shown = times - times % SMALLEST
    state = ItemState.REVIEW if row.state is ItemState.OK else row.state
    said = f"Readers said at least {shown} times that it is unclear."
    return row._replace(unclear=shown, state=state, why=f"{row.why} {said}".strip())


def _counted(sittings: Sequence[Sitting]) -> dict[str, _Answers]:
    """By question."""
    found: defaultdict[str, _Answers] = defaultdict(_Answers)
    for sitting in sittings:
        for question, score in sitting.scores.items():
            found[question][sitting.chosen.get(question), _exact(score)] += 1
    return found


def _folded(kept: Sequence[Folded]) -> _Answers:
    found = _Answers()
    for each in kept:
        found[each.chosen, _exact(each.score)] += each.n
    return found


def _exact(score: float) -> float:
    """A score is a sum of shares in floats: equal scores are made one."""
    return round(score, 9)


def _by_score(answers: _Answers) -> Counter[float]:
    found: Counter[float] = Counter()
    for (_, score), people in answers.items():
        found[score] += people
    return found


def _instead(answers: _Answers) -> tuple[ItemState, str] | None:
    """What is said in place of figures; None where they may be shown."""
    sittings = answers.total()
    full = _by_score(answers)[1.0]
    if sittings < SMALLEST:
        return ItemState.INSUFFICIENT, _FEW
    if full < SMALLEST:
        if sittings >= FEWEST_SITTINGS:
            return ItemState.REVIEW, f"{_HARD}: check the key and the wording."
        return ItemState.INSUFFICIENT, f"{_HARD}, so no figures are shown."
    return (ItemState.INSUFFICIENT, _EASY) if sittings - full < SMALLEST else None


def _hidden(module: str, question: Question, sittings: int, state: ItemState, why: str) -> ItemRow:
    return ItemRow(
        module=Code(module),
        question=Code(question.id),
        objective=Code(question.objective),
        sittings=sittings if stands([sittings]) else None,
        right=None,
        facility=None,
        item_rest=None,
        answers="",
        unclear=None,
        state=state,
        why=why,
    )


def _shown(module: str, question: Question, answers: _Answers, whole: ItemStatistics | None) -> ItemRow:
    """The line of a question that may be shown. ``whole``: over the sittings that are whole, None where too few are."""
    sittings, scores = answers.total(), _by_score(answers)
    right = round(scores[1.0] / sittings, 3)
    mean = round(fsum(score * people for score, people in scores.items()) / sittings, 3)
    facility = mean if stands(scores.values()) else None
    item_rest = None if whole is None or whole.item_rest is None else round(whole.item_rest, 2)
    judged = _figures(sittings, right if facility is None else facility, item_rest, whole.sittings if whole else 0)
    verdict = item_states.state(judged)
    return ItemRow(
        module=Code(module),
        question=Code(question.id),
        objective=Code(question.objective),
        sittings=sittings,
        right=right,
        facility=facility,
        item_rest=item_rest,
        answers=_in_words(answers),
        unclear=None,
        state=verdict.state,
        why=" ".join(verdict.reasons),
    )


def _figures(sittings: int, facility: float, item_rest: float | None, compared: int) -> ItemStatistics:
    """What is shown, and nothing else, to be judged; ``compared`` is how many sittings ``item_rest`` is over."""
    return ItemStatistics(
        question="",
        sittings=sittings,
        facility=facility,
        standard_deviation=None,
        intended_weight=None,
        effective_weight=None,
        item_rest=item_rest,
        interval=None if item_rest is None else fisher_interval(item_rest, compared),
        discriminative_efficiency=None,
        choices=0,
        options=(),
    )


def _in_words(answers: _Answers) -> str:
    """The answers that five or more gave, and the others by their score; empty where these would not mix."""
    common: list[tuple[int, str, float]] = []
    rare: defaultdict[float, list[int]] = defaultdict(list)
    for (chosen, score), people in answers.items():
        if chosen is None:
            return ""
        if people >= SMALLEST:
            common.append((people, " ".join(chosen) or "(blank)", score))
        else:
            rare[score].append(people)
    if not all(mixes(few) for few in rare.values()):
        return ""
    common.sort(key=lambda each: (-each[0], each[1:]))
    others = [(sum(few), "(other)", score) for score, few in sorted(rare.items(), reverse=True)]
    total = answers.total()
    return ", ".join(f"{name} {round(100 * n / total)} %{_mark(score)}" for n, name, score in [*common, *others])


def _mark(score: float) -> str:
    if score >= 1:
        return " (right)"
    return f" ({round(100 * score)} % of the marks)" if score > 0 else ""
