"""What is new in a module, in lines of text; then the questions about it."""

from __future__ import annotations

from trainer.cli.plain_text import Paper, Talk
from trainer.content.difference import Mark, Passage
from trainer.service import changes_words
from trainer.service.changes_views import LessonChange, ModuleChanges

_BRACKETS = "Words that are not the same in both stand in [brackets]."


def show(changes: ModuleChanges, paper: Paper) -> None:
    """What the author says, what is asked, and each lesson as it was and is."""
    paper.say()
    paper.say(f"{changes.module} {changes.title}: what is new in version {changes.now}. You know {changes.before}.")
    for said in changes.said:
        paper.say(said)
    paper.say()
    paper.say("You are asked about this, and nothing else:")
    for objective in changes.objectives:
        paper.say(objective, mark="- ")
    paper.say(changes_words.stays(changes))
    for lesson in changes.lessons:
        _lesson(lesson, paper)


def go_on(changes: ModuleChanges, talk: Talk) -> bool:
    """Whether the person wants to answer now; False to go back."""
    prompt = f"Press Enter to {changes_words.to_do(changes)}, or type b to go back, or q to leave."
    talk.say()
    while (typed := talk.ask(prompt).casefold()) not in ("", "b"):
        talk.say("That is no choice here." if typed != "?" else "Each choice is one line, then Enter.")
    return not typed


def _lesson(lesson: LessonChange, paper: Paper) -> None:
    paper.say()
    paper.say(f"{changes_words.heading(lesson)}.")
    if note := changes_words.note(lesson):
        paper.say(note)
    if any(passage.mark is Mark.CHANGED for passage in lesson.passages):
        paper.say(_BRACKETS)
    for passage in lesson.passages:
        _passage(passage, paper)


def _passage(passage: Passage, paper: Paper) -> None:
    if passage.mark is Mark.CUT:
        paper.say("…")
    elif passage.mark is Mark.KEPT:
        paper.say(f"As before: {passage.now}")
    else:
        if passage.mark is not Mark.ADDED:
            paper.say(_words(passage, Mark.REMOVED), mark="- was: ")
        if passage.mark is not Mark.REMOVED:
            paper.say(_words(passage, Mark.ADDED), mark="+ now: ")


def _words(passage: Passage, side: Mark) -> str:
    """The paragraph as it was or as it is."""
    differs = passage.mark is Mark.CHANGED
    shown = (run for run in passage.runs if run.mark in (Mark.KEPT, side))
    return " ".join(f"[{run.text}]" if differs and run.mark is side else run.text for run in shown)
