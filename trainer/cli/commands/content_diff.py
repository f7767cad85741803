"""``trainer content diff``: what a change of the content would ask of people."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import click

from trainer.cli import output
from trainer.cli.context import authoring
from trainer.cli.lazy import Command
from trainer.cli.plain_text import Paper
from trainer.service.content_difference import Asks, ModuleDifference
from trainer.text import plural


@click.command(
    "diff",
    cls=Command,
    examples=("trainer content diff ../content-of-last-year .", "trainer content diff old new --format json"),
)
@click.argument("old")
@click.argument("new")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(old: str, new: str, form: str) -> None:
    """Say what a learner would have to attest again, and what changed.

    OLD and NEW are folders with 'modules' and 'question_banks', such as two checkouts.
    """
    found = authoring(Path(new)).compared_with(authoring(Path(old)))
    if form == "json":
        output.write_object({"modules": [dataclasses.asdict(each) for each in found]})
        return
    paper = Paper(output.text())
    if not found:
        paper.say("Nothing that a learner can meet has changed.")
    for each in found:
        _show(paper, each)


def _show(paper: Paper, each: ModuleDifference) -> None:
    versions = " to ".join(version for version in (each.before, each.now) if version)
    paper.say(f"{each.module} {each.title}, {versions}")
    paper.say(f"It asks of whoever holds it: {each.asks}.", mark="  ")
    for objective in each.objectives:
        paper.say(objective, mark="  - ")
    for said in each.said:
        paper.say(said, mark="  ")
    if each.asks == Asks.REFUSED:
        paper.say("Raise `version` in its module.yaml: one version has one content for ever.", mark="  ")
    for lesson in each.lessons:
        paper.say(
            f"{lesson.id} {lesson.title}: {plural(lesson.added, 'paragraph')} added, {lesson.removed} removed,"
            f" {lesson.changed} changed.",
            mark="  ",
        )
    for word, names in dataclasses.asdict(each.questions).items():
        if names:
            paper.say(f"Questions {word}: {', '.join(names)}.", mark="  ")
    if each.questions.removed:
        paper.say("A question is retired, never removed: records point at it.", mark="  ")
