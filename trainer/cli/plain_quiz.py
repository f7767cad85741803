"""Taking a check in plain mode: typed letters, confirmed before they are saved, then explained in words.

Invariant: an explanation is written only after the service has recorded the answer; while it cannot, the same question
stays, and what was typed counts for nothing.
"""

from __future__ import annotations

import re
import string
import uuid
from collections.abc import Sequence

from trainer.cli import markdown
from trainer.cli.plain_text import Paper, Talk
from trainer.errors import InputError, RecordsError
from trainer.service.check_views import Choice, Explained, Feedback, Presented, Result, Verdict
from trainer.service.training import Training
from trainer.service.words import points
from trainer.text import plural

_VERDICTS = {Verdict.RIGHT: "Correct.", Verdict.PARTLY: "Partly right.", Verdict.WRONG: "Not quite."}
_SEPARATORS = re.compile(r"[\s,;.)&+]+|\band\b")


class Quiz:
    """One attempt, from the question whose turn it is to its result."""

    def __init__(self, training: Training, talk: Talk, attempt: str) -> None:
        self._checks = training.checks
        self._talk = talk
        self._attempt = attempt

    def run(self) -> None:
        """Ask until the attempt is finished, then give its result."""
        while (question := self._checks.question(self._attempt)) is not None:
            self._show(question)
            feedback = self._answered(question)
            if feedback is not None:
                self._explain(feedback)
                self._pause(feedback)
        show_result(self._talk, self._checks.result(self._attempt))

    def _show(self, question: Presented) -> None:
        say = self._talk.say
        say()
        say(f"Question {question.position} of {question.total}")
        say()
        self._talk.show(question.stem)
        say()
        show_choices(self._talk, question.choices)
        say()

    def _answered(self, question: Presented) -> Feedback | None:
        """The feedback to an answer that is saved; None where another question's turn has come meanwhile."""
        chosen = self._confirmed(question)
        request = uuid.uuid4().hex
        try:
            try:
                return self._checks.answer(self._attempt, question.question, chosen, request)
            except RecordsError:
                # The first try may have been saved after all; the same id makes the second one harmless.
                return self._checks.answer(self._attempt, question.question, chosen, request)
        except (RecordsError, InputError) as error:
            self._talk.say(f"Your answer was not saved. {error}")
            return None

    def _confirmed(self, question: Presented) -> list[str]:
        """The ids of the options that the person chose and confirmed."""
        talk = self._talk
        shown = question.choices
        last = string.ascii_lowercase[len(shown) - 1]
        prompt = f"Type a letter, a to {last}."
        if question.choose > 1:
            prompt = f"Type {question.choose} letters, a to {last}, such as: a {last}."
        typed = talk.ask(prompt)
        while True:
            letters, wrong = read_letters(typed, len(shown), question.choose)
            if typed == "?":
                talk.say(f"{prompt} Press Enter to confirm it. Type q to leave: what you answered so far is saved.")
                typed = talk.ask(prompt)
            elif wrong:
                talk.say(wrong)
                typed = talk.ask(prompt)
            else:
                said = " and ".join(letters)
                typed = talk.ask(f"You chose {said}. Press Enter to confirm, or type another answer.")
                if not typed:
                    return [shown[string.ascii_lowercase.index(letter)].id for letter in letters]

    def _explain(self, feedback: Feedback) -> None:
        talk = self._talk
        talk.say()
        talk.say(_VERDICTS[feedback.verdict])
        for letter, option in zip(string.ascii_lowercase, feedback.choices, strict=False):
            if option.chosen or option.key:
                talk.say(f"{_part(letter, option)} {markdown.inline(option.text)}")
                talk.show(option.why)
        if feedback.refs:
            talk.say(f"See: {'; '.join(feedback.refs)}.")

    def _pause(self, feedback: Feedback) -> None:
        prompt = "Press Enter for your result." if feedback.last else "Press Enter for the next question."
        while self._talk.ask(prompt):
            self._talk.say("Your answer is saved. Press Enter to go on, or type q to leave.")


def show_choices(paper: Paper, choices: Sequence[Choice]) -> None:
    """The options, lettered by their place."""
    for letter, choice in zip(string.ascii_lowercase, choices, strict=False):
        paper.say(markdown.inline(choice.text), mark=f"{letter}) ")


def read_letters(typed: str, offered: int, choose: int) -> tuple[list[str], str]:
    """The letters in ``b``, ``b d``, ``b,d`` or ``bd``, in order; or none, and what to type instead."""
    offer = string.ascii_lowercase[:offered]
    letters = sorted(set(_SEPARATORS.sub("", typed.casefold())))
    known = ", ".join(offer[:-1]) + f" or {offer[-1]}"
    if not letters:
        return [], f"Nothing was chosen. Type {known}."
    if any(letter not in offer for letter in letters):
        return [], f"That is no answer here. Type {known}, or ? for help."
    if len(letters) != choose:
        return [], f"You typed {plural(len(letters), 'letter')}; this question needs {choose}."
    return letters, ""


def show_result(paper: Paper, result: Result) -> None:
    """The result, by objective."""
    say = paper.say
    say()
    say(f"Result of the check of {result.module} {result.module_title}: {'passed' if result.passed else 'not passed'}.")
    say(f"You answered {result.right} of {result.total} right. That is {points(result.percent)} percent.")
    say(f"The pass mark is {result.pass_mark} percent.")
    if result.missed_critical:
        count = plural(result.missed_critical, "critical question")
        say(f"You missed {count}. No other answer makes up for that.")
    say()
    say("By objective:")
    for line in result.objectives:
        met = "Met." if line.met else "Not met yet."
        critical = " This one is critical." if line.critical else ""
        again = f" Read “{line.lesson}” again." if line.lesson and not line.met else ""
        say(f"{line.text}: {points(line.points)} of {line.asked}. {met}{critical}{again}", mark="- ")
    say()
    if result.completed:
        say(f"You have completed {result.module}.")
    elif result.passed and result.lessons_left:
        say("The module counts as completed once you have read:")
        for lesson in result.lessons_left:
            say(f"{lesson.id} {lesson.title}, {plural(lesson.minutes, 'minute')}", mark="- ")


def _part(letter: str, option: Explained) -> str:
    if option.chosen:
        return f"You chose {letter}, which is {'right' if option.key else 'not right'}:"
    return f"{letter} is right:"
