"""Being tested in plain mode: typed answers, confirmed before they are saved, then explained in words.

Invariant: an explanation is written only after the service has recorded the answer; while it cannot, the same question
stays, and what was typed counts for nothing.
"""

from __future__ import annotations

import uuid

from trainer.assessment.kinds import EVIDENCE, EXPLAINED_AT_ONCE
from trainer.cli import answers, markdown, plain_unclear
from trainer.cli.plain_lesson import LessonReading
from trainer.cli.plain_text import Paper, Talk
from trainer.errors import InputError, RecordsError
from trainer.service.advice import advice
from trainer.service.check_views import Explained, Feedback, LessonFirst, Presented, Result, Verdict
from trainer.service.training import Training
from trainer.service.words import MARKED, partly, points
from trainer.text import plural

_VERDICTS = {Verdict.RIGHT: "Correct.", Verdict.PARTLY: "Partly right.", Verdict.WRONG: "Not quite."}
_ALSO = "Type unclear to tell the authors that you do not follow. Type q to leave: what you answered so far is saved."
_SURE = "How sure are you? Type 1 for not sure, 2 for fairly sure, 3 for sure, or press Enter to say nothing."


class Quiz:
    """One attempt, from the question whose turn it is to its result."""

    def __init__(self, training: Training, talk: Talk, attempt: str) -> None:
        self._training = training
        self._checks = training.checks
        self._talk = talk
        self._attempt = attempt

    def run(self) -> None:
        """Ask until the attempt is finished, then give its result."""
        while (turn := self._checks.question(self._attempt)) is not None:
            if isinstance(turn, LessonFirst):
                self._read(turn)
            else:
                self._ask(turn)
        result = self._checks.result(self._attempt)
        show_result(self._talk, result)
        if result.kind not in EXPLAINED_AT_ONCE and result.positions:
            self._review(result)

    def _review(self, result: Result) -> None:
        """What comes at the end: the explanations, one by one, for who wants them."""
        prompt = f"Type v to go through {plural(len(result.positions), 'explanation')}, or press Enter to go on."
        if self._talk.ask(prompt).casefold() != "v":
            return
        for position in result.positions:
            feedback = self._checks.feedback(self._attempt, position)
            self._talk.say()
            self._talk.say(feedback.label)
            self._talk.show(feedback.stem)
            show_feedback(self._talk, feedback)
            self._talk.ask("Press Enter for the next one.")

    def _ask(self, question: Presented) -> None:
        say = self._talk.say
        say()
        say(question.label)
        if question.rule:
            say(question.rule)
        say()
        self._talk.show(question.asked.stem)
        say()
        answers.of(question.asked).show(self._talk, question.asked)
        say()
        feedback = self._answered(question)
        if feedback is not None:
            show_feedback(self._talk, feedback)
            self._pause(feedback)

    def _read(self, first: LessonFirst) -> None:
        say = self._talk.say
        say()
        say(f"{plural(first.misses, 'critical question')} to make good. You missed one on this: {first.objective}")
        say(f"Read “{first.title}” to its end once more; then a fresh question follows, and if need be a second one.")
        self._talk.ask("Press Enter to read it, or type q to leave; this attempt waits for you.")
        LessonReading(self._training, self._talk, self._training.learn.lesson(first.module, first.lesson)).run()

    def _answered(self, question: Presented) -> Feedback | None:
        """The feedback to an answer that is saved; None where there is none yet, or another question's turn came."""
        given, sure = self._confirmed(question)
        request = uuid.uuid4().hex
        try:
            try:
                return self._checks.answer(self._attempt, question.question, given, request, sure)
            except RecordsError:
                # The first try may have been saved after all; the same id makes the second one harmless.
                return self._checks.answer(self._attempt, question.question, given, request, sure)
        except (RecordsError, InputError) as error:
            self._talk.say(f"Your answer was not saved. {error}")
            return None

    def _confirmed(self, question: Presented) -> tuple[tuple[str, ...], int | None]:
        """The response that the person typed and confirmed, and how sure they are of it."""
        talk, asked = self._talk, question.asked
        form = answers.of(asked)
        prompt = form.prompt(asked)
        typed = talk.ask(prompt)
        while True:
            given, wrong = form.read(typed, asked)
            if typed == "?":
                talk.say(f"{prompt} Press Enter to confirm it. {_ALSO}")
                typed = talk.ask(prompt)
            elif typed.casefold() == plain_unclear.WORD:
                plain_unclear.tell(talk, self._training, question.question)
                typed = talk.ask(prompt)
            elif wrong:
                talk.say(wrong)
                typed = talk.ask(prompt)
            else:
                # Asked before it is confirmed: whoever has confirmed has answered.
                sure = self._confidence() if question.asks_confidence else None
                said = form.said(given, asked)
                typed = talk.ask(f"You chose {said}. Press Enter to confirm, or type another answer.")
                if not typed:
                    return given, sure

    def _confidence(self) -> int | None:
        while True:
            typed = self._talk.ask(_SURE)
            if typed in ("", "1", "2", "3"):
                return int(typed) if typed else None
            self._talk.say("Type 1, 2 or 3, or press Enter. It never decides whether you pass, and is for you only.")

    def _pause(self, feedback: Feedback) -> None:
        prompt = "Press Enter for your result." if feedback.last else "Press Enter for the next question."
        while typed := self._talk.ask(prompt):
            if typed.casefold() == plain_unclear.WORD:
                plain_unclear.tell(self._talk, self._training, feedback.question)
            else:
                self._talk.say("Your answer is saved. Press Enter to go on, or type q to leave.")


def show_feedback(paper: Paper, feedback: Feedback) -> None:
    """What is said of an answer: each part that was chosen or would have been right."""
    paper.say()
    paper.say(_VERDICTS[feedback.verdict])
    group = ""
    for part in feedback.choices:
        if not (part.chosen or part.key):
            continue
        if part.group != group:
            group = part.group
            paper.show(group)
        note = f" ({part.note})" if part.note else ""
        paper.say(f"{_part(part, own=feedback.all_own)} {markdown.inline(part.text)}{note}")
        if part.why:
            paper.show(part.why)
    if feedback.why:
        paper.show(feedback.why)
    if feedback.keys_kept:
        paper.say("What would have been right stays closed for the next attempt.")
    if feedback.refs:
        paper.say(f"See: {'; '.join(feedback.refs)}.")


def show_result(paper: Paper, result: Result) -> None:
    """The result, by objective."""
    say = paper.say
    say()
    passed = ("passed" if result.passed else "not passed") if result.kind in EVIDENCE else "done"
    say(f"Result of {result.heading}: {passed}.")
    percent = f"{points(result.percent)} percent{partly(result)}"
    say(f"You answered {result.right} of {result.total} right. That is {percent}.")
    if result.kind in MARKED:
        say(f"The pass mark is {points(result.pass_mark)} percent.")
    if result.missed_critical and result.kind in EVIDENCE:
        count = plural(result.missed_critical, "critical question")
        say(f"You missed {count}. No other answer makes up for that.")
    say()
    say("By objective:")
    for line in result.objectives:
        met = "Met." if line.met else "Not met yet."
        critical = " This one is critical." if line.critical else ""
        good = f" {plural(line.made_good, 'miss', 'misses')} made good." if line.made_good else ""
        again = f" Read “{line.lesson}” again." if line.lesson and not line.met else ""
        say(f"{line.text}: {points(line.points)} of {line.asked}. {met}{critical}{good}{again}", mark="- ")
    say()
    say(advice(result))
    for lesson in result.lessons_left if result.passed else ():
        say(f"{lesson.id} {lesson.title}, {plural(lesson.minutes, 'minute')}", mark="- ")


def _part(part: Explained, *, own: bool) -> str:
    label = f" {part.label}" if part.label else ""
    how = "right" if part.key else "not right"
    if own:
        return f"{part.label or 'Yours'}, {how}:"
    if part.chosen:
        return f"You chose{label}, which is {how}:"
    return f"{part.label} is right:" if part.label else "Right is:"
