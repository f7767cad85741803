"""Nobody is asked about a lesson that is for others, in any test there is."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.service.examined import examined_course, learn, rows
from tests.support import Office, StoppedClock
from trainer.content.audience import asked_of
from trainer.content.models import Course, Part
from trainer.content.vocabulary import Audience
from trainer.service.asked import Asked

AUDIENCES = st.lists(st.sampled_from(Audience), min_size=1, max_size=3, unique=True).map(tuple)


@given(st.lists(AUDIENCES, max_size=5), st.lists(AUDIENCES, max_size=3))
def test_a_question_needs_a_reader(questions: list[tuple[Audience, ...]], lessons: list[tuple[Audience, ...]]) -> None:
    module = examined_course().modules[0]
    some = examined_course().bodies["M90"].questions[0]
    asked = [replace(some, id=f"M90-Q{n:03}", audience=each) for n, each in enumerate(questions)]
    read = [replace(module.lessons[0], audience=each) for each in lessons]
    found = asked_of(asked, read)
    for question in asked:
        fits = any(set(question.audience) & set(lesson.audience) for lesson in read)
        assert (question in found) == (Audience.ALL in question.audience or fits)
    assert [q.id for q in found] == sorted(q.id for q in found)


def course(*parts: Part) -> Course:
    """The second lesson, and every fourth question, are for marketing; the track is of these parts."""
    made = examined_course()
    (module,) = made.modules
    first, second = module.lessons
    body = made.bodies["M90"]
    questions = tuple(
        replace(question, audience=(Audience.MARKETING,)) if n % 4 == 3 else question
        for n, question in enumerate(body.questions)
    )
    lessons = (replace(first, audience=(Audience.ALL,)), replace(second, audience=(Audience.MARKETING,)))
    (track,) = made.tracks
    return replace(
        made,
        modules=(replace(module, lessons=lessons),),
        bodies={"M90": replace(body, questions=questions)},
        tracks=(replace(track, modules=parts),),
    )


def drawn(office: Office) -> list[set[str]]:
    """The questions of each form, spares among them."""
    forms = [json.loads(str(form)) for (form,) in rows(office, "SELECT form FROM attempt ORDER BY n")]
    return [{item["question"] for item in (*form["items"], *form.get("spares", ()))} for form in forms]


@pytest.mark.parametrize("test", ["practise M90", "certify tiny", "refresh"])
@pytest.mark.parametrize("core", [True, False])
def test_every_kind_of_test(tmp_path: Path, core: bool, test: str) -> None:
    part = Part(module="M90", lessons=("M90.L1",)) if core else Part(module="M90")
    office = Office(tmp_path / "t.db", StoppedClock(), course(part))
    with closing(office.training("ana")) as ana:
        ana.people.import_csv("p.csv", b"id,login,name\n1,ana,Ana\n")
        ana.compliance.assign("tiny", Asked(everyone=True))
        learn(ana)
        name, *about = test.split()
        getattr(ana.checks, name)(*about)
    for_marketing = {q.id for q in office.course.bodies["M90"].questions if Audience.MARKETING in q.audience}
    met = [form & for_marketing for form in drawn(office)]
    assert len(met) == 2, "the module check, and this one"
    # Forty questions, a quarter of them for marketing: a check of ten without any is rare, one of thirty impossible.
    assert not any(met) if core else any(met) or len(met[-1]) < 6
