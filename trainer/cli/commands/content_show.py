"""``trainer content show``: one thing, as a learner sees it."""

from __future__ import annotations

import click

from trainer.cli import answers, output
from trainer.cli.context import authoring
from trainer.cli.lazy import Command
from trainer.cli.plain_lesson import show_block
from trainer.cli.plain_text import Paper
from trainer.service.authoring_views import ShownLesson, ShownModule, ShownQuestion
from trainer.text import plural


@click.command(
    "show",
    cls=Command,
    examples=("trainer content show M04", "trainer content show M04.L1", "trainer content show M04-Q001"),
)
@click.argument("name", metavar="ID")
def command(name: str) -> None:
    """Show a module, lesson or question as a learner sees it.

    A question comes without its key and explanations: those are read in its file, or after answering.
    """
    found = authoring().show(name)
    paper = Paper(output.text())
    if isinstance(found, ShownModule):
        _module(paper, found)
    elif isinstance(found, ShownLesson):
        _lesson(paper, found)
    else:
        _question(paper, found)


def _module(paper: Paper, module: ShownModule) -> None:
    paper.say(f"{module.id} {module.title}, version {module.version}")
    paper.say(module.summary)
    paper.say(f"Law as of {module.law_as_of}. Pass mark {module.pass_mark} percent.")
    paper.say(f"Approved by {module.approved_by}." if module.approved_by else "Not approved yet.")
    paper.say("\nYou will be able to:")
    for objective in module.objectives:
        paper.say(f"{objective.text}{' (critical)' if objective.critical else ''}", mark="- ")
    paper.say("\nLessons:")
    for lesson in module.lessons:
        paper.say(f"{lesson.title}, {plural(lesson.minutes, 'minute')}", mark=f"{lesson.id} ")


def _lesson(paper: Paper, lesson: ShownLesson) -> None:
    paper.say(f"{lesson.id} {lesson.title}")
    paper.say(f"About {plural(lesson.minutes, 'minute')}. Law as of {lesson.law_as_of}.")
    for block in lesson.blocks:
        show_block(paper, block)


def _question(paper: Paper, question: ShownQuestion) -> None:
    paper.say(f"{question.id}: {question.objective}{' (retired)' if question.retired else ''}")
    paper.say()
    paper.show(question.asked.stem)
    paper.say()
    form = answers.of(question.asked)
    form.show(paper, question.asked)
    paper.say()
    paper.say(form.prompt(question.asked))
