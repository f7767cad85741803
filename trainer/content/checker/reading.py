"""How hard a text is to read: the school year, the sentences (rubric 4.2.3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from trainer.content.checker.checked import Checked
from trainer.content.checker.finding import Severity
from trainer.content.checker.prose import WORD, grade, sentences
from trainer.content.checker.rule import Found, Rule
from trainer.content.checker.said import said
from trainer.content.checker.wording import choices
from trainer.content.questions import Question

MAX_GRADE = 9.0
"""Flesch-Kincaid; the target is 8."""
MAX_MEAN = 18.0
"""Words a sentence, on average."""
MAX_WORDS = 30
ENOUGH = 100
"""Words from which on a grade says something."""


def spoken(questions: Sequence[Question]) -> list[list[str]]:
    """The words of each sentence that a learner reads in these questions before answering."""
    texts = [text for q in questions for text in (q.stem, *(choice.text for _, choice in choices(q)))]
    return [found for text in texts for sentence in sentences(text) if (found := WORD.findall(sentence))]


def _grade(checked: Checked) -> Iterator[Found]:
    for lesson in checked.lessons():
        read = [passage.words for passage in checked.passages[lesson.id]]
        if sum(map(len, read)) >= ENOUGH and (found := grade(read)) > MAX_GRADE:
            yield Found((lesson.id, "title"), f"{lesson.id} reads at grade {found:.1f}")
    for module, questions in checked.banks():
        read_in_bank = spoken(questions)
        if sum(map(len, read_in_bank)) >= ENOUGH and (found := grade(read_in_bank)) > MAX_GRADE:
            what = f"the questions of {module.id} read at grade {found:.1f}"
            yield Found((questions[0].id,), what)


def _mean(checked: Checked) -> Iterator[Found]:
    for lesson in checked.lessons():
        counts = [len(passage.words) for passage in checked.passages[lesson.id]]
        if sum(counts) >= ENOUGH and (mean := sum(counts) / len(counts)) > MAX_MEAN:
            yield Found((lesson.id, "title"), f"{lesson.id} has {mean:.1f} words a sentence")


def _long(checked: Checked) -> Iterator[Found]:
    for lesson in checked.lessons():
        for passage in checked.passages[lesson.id]:
            if len(passage.words) > MAX_WORDS:
                what = f"a sentence of {len(passage.words)} words: {_start(passage.words)} ..."
                yield Found((lesson.id, "title"), what, phrase=passage.text)
    for question in checked.questions():
        for path, text in said(question):
            # A `spot`'s text is a form or a notice, with its marks in it: no sentences of ours.
            for sentence in sentences(text) if path != ("text",) else ():
                found = WORD.findall(sentence)
                if len(found) > MAX_WORDS:
                    yield Found((question.id, *path), f"a sentence of {len(found)} words: {_start(found)} ...")


def _start(words: Sequence[str]) -> str:
    return " ".join(words[:5])


RULES = (
    Rule(
        id="reading-grade",
        severity=Severity.WARNING,
        says=f"A lesson, and a bank, reads at Flesch-Kincaid grade {MAX_GRADE:.0f} or below.",
        why="Staff with weak English have to pass for what they know, not for how they read.",
        mend="Take shorter words, and cut sentences in two.",
        source="CURRICULUM 4.2.3",
        find=_grade,
    ),
    Rule(
        id="mean-sentence",
        severity=Severity.WARNING,
        says=f"The sentences of a lesson have {MAX_MEAN:.0f} words or fewer on average.",
        why="Long sentences are read twice, or not at all.",
        mend="Cut sentences in two. One thought each.",
        source="CURRICULUM 4.2.3",
        find=_mean,
    ),
    Rule(
        id="long-sentence",
        severity=Severity.WARNING,
        says=f"No sentence of a lesson or a question has more than {MAX_WORDS} words.",
        why="By its end the reader has lost its beginning.",
        mend="Cut it in two, or make it a list.",
        source="CURRICULUM 4.2.3",
        find=_long,
    ),
)
