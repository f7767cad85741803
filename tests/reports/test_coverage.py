"""The coverage report: every code, objective and reference has a line, and its numbers are those of the course."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.support import TINY, tiny_course
from trainer.content.library import load
from trainer.content.models import Course
from trainer.content.refs import Article, Refs
from trainer.content.source import ContentRoot
from trainer.reports.coverage import CoverageRow, Kind, State, coverage

CLAIMS = {"T02": "Customers want their data kept safe.", "T01": "Customers like to be known.", "T99": "Nobody says it."}
REFS = Refs(
    articles={
        "61": Article(title="Mutual assistance"),
        "7": Article(title="Conditions for consent"),
        "6": Article(title="Lawfulness of processing", parts=("1", "1(a)")),
    },
    recitals=173,
    others={"ePrivacy 13(2)": "E-mail to own customers", "ePrivacy 13": "Unsolicited communications"},
)


def lines(course: Course, kind: Kind) -> list[CoverageRow]:
    return [row for row in coverage(course, CLAIMS, REFS) if row.kind is kind]


def with_questions(**counts: int) -> Course:
    """The tiny course with so many questions an objective (``O1``), each citing article 6(1)(a)."""
    course = tiny_course()
    (body,) = course.bodies.values()
    made = [
        replace(
            body.questions[0],
            objective=f"M90.{name}",
            refs=("GDPR 6(1)(a)", "GDPR Rec 40"),
            retired=False,
            confirmed=(f"M90.{name}", *CLAIMS),
            author="Writer",
            reviewer="Reviewer",
            status="reviewed",
        )
        for name, count in counts.items()
        for _ in range(count)
    ]
    return replace(course, bodies={"M90": replace(body, questions=tuple(made))})


def with_lessons(*, refs: tuple[str, ...], covers: tuple[str, ...] = (), objectives: tuple[str, ...] = ()) -> Course:
    """The tiny course without questions, with two lessons that say they are about these."""
    course = with_questions()
    (module,) = course.modules
    lessons = tuple(
        replace(
            x,
            refs=refs,
            covers=covers,
            objectives=objectives,
            confirmed=(*objectives, *covers),
            author="Writer",
            reviewer="Reviewer",
        )
        for x in module.lessons[:2]
    )
    return replace(course, modules=(replace(module, lessons=lessons),))


def test_codes_stand_in_the_order_of_the_brief_and_count_the_questions_of_their_objectives() -> None:
    rows = lines(with_questions(O1=1, O2=2, O3=4), Kind.CODE)
    assert [(row.id, row.text, row.assessed) for row in rows] == [
        ("T02", CLAIMS["T02"], 6),
        ("T01", CLAIMS["T01"], 1),
        ("T99", CLAIMS["T99"], 0),
    ]


def test_objectives_stand_in_the_order_of_the_modules() -> None:
    rows = lines(with_questions(O3=2), Kind.OBJECTIVE)
    assert [(row.id, row.assessed) for row in rows] == [("M90.O1", 0), ("M90.O2", 0), ("M90.O3", 2)]
    assert rows[0].text == "Choose a reason before using data"


def test_references_stand_by_number_and_a_part_counts_for_its_article_alone() -> None:
    rows = lines(with_questions(O1=3), Kind.REFERENCE)
    assert [(row.id, row.assessed) for row in rows] == [
        ("GDPR 6", 3),
        ("GDPR 7", 0),
        ("GDPR 61", 0),
        ("ePrivacy 13(2)", 0),
        ("ePrivacy 13", 0),
    ]


@pytest.mark.parametrize(
    ("cited", "taught"),
    [
        ("GDPR 6", {"GDPR 6"}),
        ("GDPR 6(1)(a)", {"GDPR 6"}),
        ("GDPR 61", {"GDPR 61"}),
        ("GDPR Rec 6", set()),
        ("ePrivacy 13", {"ePrivacy 13"}),
        ("ePrivacy 13(2)", {"ePrivacy 13", "ePrivacy 13(2)"}),
    ],
)
def test_what_a_citation_teaches(cited: str, taught: set[str]) -> None:
    rows = lines(with_lessons(refs=(cited,)), Kind.REFERENCE)
    assert {row.id for row in rows if row.taught} == taught
    assert {row.taught for row in rows if row.taught} <= {"M90.L1, M90.L2"}


def test_each_state_there_is() -> None:
    taught = with_lessons(refs=(), covers=("T99", "T01"), objectives=("M90.O2",))
    assert {row.id: row.state for row in lines(taught, Kind.CODE)} == {
        "T99": State.TAUGHT, "T01": State.TAUGHT, "T02": State.NEITHER,
    }  # fmt: skip
    both = replace(taught, bodies=with_questions(O1=1, O2=1).bodies)
    assert {row.id: row.state for row in lines(both, Kind.CODE)} == {
        "T99": State.TAUGHT, "T01": State.BOTH, "T02": State.ASSESSED,
    }  # fmt: skip
    assert {row.id: row.state for row in lines(both, Kind.OBJECTIVE)} == {
        "M90.O1": State.ASSESSED, "M90.O2": State.BOTH, "M90.O3": State.NEITHER,
    }  # fmt: skip


def test_a_tag_that_no_reviewer_confirmed_counts_for_nothing() -> None:
    taught = with_lessons(refs=(), covers=("T01",), objectives=("M90.O2",))
    (module,) = taught.modules
    unread = replace(module, lessons=tuple(replace(lesson, confirmed=()) for lesson in module.lessons))
    (body,) = with_questions(O1=2, O2=1).bodies.values()
    tagged = replace(body, questions=tuple(replace(question, confirmed=()) for question in body.questions))
    rows = [*coverage(replace(taught, modules=(unread,), bodies={"M90": tagged}), CLAIMS, REFS)]
    assert {row.state for row in rows if row.kind is not Kind.REFERENCE} == {State.NEITHER}


def test_a_retired_question_assesses_nothing() -> None:
    course = with_questions(O1=2)
    (body,) = course.bodies.values()
    retired = replace(body, questions=(body.questions[0], replace(body.questions[1], retired=True)))
    assert [row.assessed for row in lines(replace(course, bodies={"M90": retired}), Kind.OBJECTIVE)] == [1, 0, 0]


def test_an_empty_course_is_all_gaps() -> None:
    rows = list(coverage(Course(), CLAIMS, REFS))
    assert [row.kind for row in rows] == [Kind.CODE] * 3 + [Kind.REFERENCE] * 5
    assert {row.state for row in rows} == {State.NEITHER}


def test_the_files_that_the_checker_reads_are_what_it_takes() -> None:
    loaded = load([ContentRoot(TINY / "modules", TINY / "question_banks")])
    rows = {row.id: row for row in coverage(loaded.course, loaded.shared.coverage, loaded.shared.refs)}
    assert list(rows) == ["T01", "T02", "M90.O1", "M90.O2", "M90.O3", "GDPR 6", "GDPR 7", "ePrivacy 13(2)"]
    assert rows["GDPR 6"].taught
    assert rows["GDPR 7"].assessed > 0
