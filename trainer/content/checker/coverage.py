"""The course brief's claims and the objectives: each is taught and assessed, and a reviewer has confirmed it."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.content.checker.checked import Checked
from trainer.content.checker.finding import Severity
from trainer.content.checker.rule import At, Found, Rule
from trainer.content.confirmed import assessed, assessing, taught, teaching
from trainer.content.models import Lesson, Objective
from trainer.content.questions import Question


def _unknown(checked: Checked) -> Iterator[Found]:
    for thing in _claiming(checked):
        for index, code in enumerate(thing.covers):
            if code not in checked.shared.coverage:
                what = f"the code `{code}` is not in coverage.yaml"
                yield Found((thing.id, "covers", index), what, "Correct the code, or remove it")


def _gaps(checked: Checked) -> Iterator[Found]:
    by_lesson, by_question = _by_lesson(checked), _by_question(checked)
    for name, at in _wanted(checked):
        if name not in by_lesson:
            yield Found(at, f"no lesson teaches {name}")
        if name not in by_question:
            yield Found(at, f"no question assesses {name}")


def _unconfirmed_coverage(checked: Checked) -> Iterator[Found]:
    lessons, questions = taught(checked.course), assessed(checked.course)
    by_lesson, by_question = _by_lesson(checked), _by_question(checked)
    for name, at in _wanted(checked):
        if name in by_lesson and name not in lessons:
            yield Found(at, f"no reviewer confirmed a lesson that teaches {name}")
        if name in by_question and name not in questions:
            yield Found(at, f"no reviewer confirmed a question that assesses {name}")


def _by_lesson(checked: Checked) -> set[str]:
    return {name for lesson in checked.lessons() for name in teaching(lesson)}


def _by_question(checked: Checked) -> set[str]:
    covers = _covers(checked)
    return {name for question in checked.questions() for name in assessing(question, covers)}


def _wanted(checked: Checked) -> Iterator[tuple[str, At]]:
    """Each objective, and each code of coverage.yaml that some lesson or objective takes on, with its place."""
    yield from ((objective.id, (objective.id,)) for objective in _objectives(checked))
    claimed = _claimed(checked)
    for code in checked.shared.coverage:
        if code in claimed:
            yield code, ("coverage.yaml", "claims", code)


def _untouched(checked: Checked) -> Iterator[Found]:
    claimed = _claimed(checked)
    left = [code for code in checked.shared.coverage if code not in claimed]
    if left:
        yield Found(("coverage.yaml", "claims", left[0]), f"no module is about {', '.join(left)}")


def _covers(checked: Checked) -> dict[str, tuple[str, ...]]:
    return {objective.id: objective.covers for objective in _objectives(checked)}


def _claiming(checked: Checked) -> list[Objective | Lesson]:
    return [*_objectives(checked), *checked.lessons()]


def _claimed(checked: Checked) -> set[str]:
    return {code for thing in _claiming(checked) for code in thing.covers}


def _objectives(checked: Checked) -> list[Objective]:
    return [objective for module in checked.course.modules for objective in module.objectives]


def _unconfirmed(checked: Checked) -> Iterator[Found]:
    for lesson in checked.lessons():
        for field, names in (("objectives", lesson.objectives), ("covers", lesson.covers)):
            for index, name in enumerate(names):
                if lesson.reviewer and name not in lesson.confirmed:
                    what = f"the reviewer of {lesson.id} did not confirm that it teaches {name}"
                    yield Found((lesson.id, field, index), what)
    for question in checked.questions():
        if question.reviewer and question.objective not in question.confirmed:
            what = f"the reviewer of {question.id} did not confirm that it assesses {question.objective}"
            yield Found((question.id, "objective"), what)


def _strange(checked: Checked) -> Iterator[Found]:
    covers = _covers(checked)
    for thing in (*checked.lessons(), *checked.questions()):
        claims = assessing(thing, covers) if isinstance(thing, Question) else teaching(thing)
        for index, name in enumerate(thing.confirmed):
            if name not in claims:
                what = f"{thing.id} confirms {name}, which it does not claim"
                yield Found((thing.id, "confirmed", index), what, f"Claim it, or write one of {', '.join(claims)}")


RULES = (
    Rule(
        id="unknown-claim",
        severity=Severity.ERROR,
        says="A code in `covers` stands in coverage.yaml.",
        why="A code that is not there counts for nothing, and the claim that was meant stays without a lesson.",
        mend="Correct the code, or add the claim to coverage.yaml.",
        source="CURRICULUM 4.2.6",
        find=_unknown,
    ),
    Rule(
        id="coverage-gap",
        severity=Severity.ERROR,
        says="Each objective, and each claim that a module takes on, has a lesson and a question.",
        why="What is taught and never asked is not known to be learned; what is asked and never taught is not fair.",
        mend="Write the lesson or the question, or take the claim off.",
        source="CURRICULUM 4.2.6",
        find=_gaps,
    ),
    Rule(
        id="unconfirmed-coverage",
        severity=Severity.WARNING,
        says="Each objective, and each claim that a module takes on, is confirmed as taught and as assessed.",
        why="A tag is a wish. The coverage report counts what a reviewer found in the text.",
        mend="Have the reviewer of a lesson or question that does it add it to `confirmed`, or write one that does.",
        source="CURRICULUM 4.2.6",
        find=_unconfirmed_coverage,
    ),
    Rule(
        id="untouched-claim",
        severity=Severity.NOTE,
        says="Each claim of coverage.yaml belongs to some module.",
        why="The course brief promises it. It is a note, since a course may be built module by module.",
        mend="Name the code in `covers` of the lesson and the objective that are to deal with it.",
        source="CURRICULUM section 1",
        find=_untouched,
    ),
    Rule(
        id="unconfirmed",
        severity=Severity.WARNING,
        says="The reviewer of a lesson or question lists in `confirmed` what its text really teaches or assesses.",
        why="A tag is a wish. The coverage report counts what somebody found in the text.",
        mend="Let the reviewer compare tag and text: confirm it, mend the text, or take the tag off.",
        source="CURRICULUM 4.2.6",
        find=_unconfirmed,
    ),
    Rule(
        id="strange-confirmation",
        severity=Severity.ERROR,
        says="`confirmed` names only what the lesson or question claims: its objectives and codes.",
        why="It would count for nothing, or stand for a slip of the pen.",
        mend="Claim it in `objectives` or `covers` (of a question: in its objective's `covers`), or remove it.",
        source="CURRICULUM 4.2.6",
        find=_strange,
    ),
)
