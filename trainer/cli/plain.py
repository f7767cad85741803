"""The plain learner: the whole job line by line, for screen readers, dumb terminals and pipes.

Invariant: it decides nothing. What comes next, what is asked and what counts is the service's word, as in the UI.
"""

from __future__ import annotations

from collections.abc import Callable

from trainer.cli import plain_changes
from trainer.cli.plain_lesson import LessonReading
from trainer.cli.plain_notice import tell
from trainer.cli.plain_quiz import Quiz, show_result
from trainer.cli.plain_text import EndOfInput, Leave, Talk
from trainer.errors import Conflict, ExitCode
from trainer.service.changes_words import only_news
from trainer.service.module_views import ModuleView
from trainer.service.training import Training
from trainer.service.views import IDLE, Home, ModuleCard, NextStep, Step
from trainer.service.words import by_when
from trainer.text import plural, safe


class Plain:
    """One sitting of one person."""

    def __init__(self, training: Training, talk: Talk) -> None:
        self._training = training
        self._learn = training.learn
        self._talk = talk

    def run(self, module: str | None = None, *, check: bool = False) -> int:
        """Go on until the person leaves. Leaving, and the end of what is piped in, is no failure: exit code 0."""
        self._learn.begin()
        try:
            if module and check:
                self._check(module)
                self._module(module)
            elif module:
                self._module(module, straight=True)
            self._home()
        except EndOfInput:
            self._talk.say("The input has ended. Everything you answered is saved.")
        except Leave:
            self._talk.say("Goodbye. Everything you answered is saved.")
        return ExitCode.OK

    def _home(self) -> None:
        while True:
            home = self._learn.home()
            self._show_home(home)
            typed = self._choice(home.next, "type a number from the list", len(home.modules) + len(home.more))
            if isinstance(typed, int) and typed < len(home.modules):
                self._module(home.modules[typed].id)
            elif isinstance(typed, int):
                self._take(home.more[typed - len(home.modules)])
            else:
                self._take(home.next)

    def _show_home(self, home: Home) -> None:
        say = self._talk.say
        say()
        say(f"Trainer{' of ' + safe(home.organisation) if home.organisation else ''}. Hello, {safe(home.name)}.")
        for track in home.tracks:
            done = f"{track.done} of {track.parts} done"
            say(f"{track.title}: {done}; {by_when(track.status, track.due_on, None, home.today)}.")
        if not home.tracks:
            say("Nothing is required of you. You may learn whatever is on offer.")
        say()
        say("Modules:")
        for number, card in enumerate(home.modules, start=1):
            say(f"{card.id} {card.title}: {_state(card, home)}.", mark=f"{number}. ")
        for number, step in enumerate(home.more, start=len(home.modules) + 1):
            say(step.label, mark=f"{number}. ")

    def _module(self, name: str, *, straight: bool = False) -> None:
        """A module's lessons and check, until the person goes back; ``straight`` begins with its next step."""
        view = self._learn.module(name)
        if straight and view.card.next.step not in IDLE:
            self._talk.say(f"{view.card.id} {view.card.title}")
            self._take(view.card.next)
        while True:
            view = self._learn.module(name)
            self._show_module(view)
            offers = "type a number from the list, c for the check, h for home"
            if view.last_attempt:
                offers = "type a number from the list, c for the check, r for the last result, h for home"
            typed = self._choice(view.card.next, offers, len(view.lessons) + len(view.beside))
            if isinstance(typed, int) and typed < len(view.lessons):
                self._lesson(view.card.id, view.lessons[typed].id)
            elif isinstance(typed, int):
                self._take(view.beside[typed - len(view.lessons)])
            elif typed == "c":
                self._check(view.card.id)
            elif typed == "r":
                self._last_result(view.last_attempt)
            elif typed == "h" or view.card.next.step in IDLE:
                # With nothing left to do, Enter goes back too.
                return
            else:
                self._take(view.card.next)

    def _show_module(self, view: ModuleView) -> None:
        say, card = self._talk.say, view.card
        say()
        say(f"{card.id} {card.title}. {card.summary}")
        say(f"Where you are: {_state(card, self._learn.home())}.")
        say()
        say("Lessons:")
        for number, lesson in enumerate(view.lessons, start=1):
            read = "read" if lesson.read else "not read yet" if lesson.asked else "not asked of you"
            say(f"{lesson.title}, {plural(lesson.minutes, 'minute')}, {read}", mark=f"{number}. ")
        passed = "passed" if card.passed else "begun" if card.open_attempt else "not passed yet"
        asks = "what is new only" if only_news(view) else plural(view.questions, "question")
        say(f"The check: {asks}, pass mark {view.pass_mark} percent, {passed}", mark="c. ")
        for number, step in enumerate(view.beside, start=len(view.lessons) + 1):
            say(step.label, mark=f"{number}. ")

    def _choice(self, step: NextStep, offers: str, count: int) -> int | str:
        """An index from 0, ``c``, ``r``, ``h``, or empty for Enter; asks again until it is one of these."""
        todo = step.step not in IDLE
        hint = f"Press Enter to go on ({step.label}), or" if todo else f"{step.label.rstrip('.')}. You can"
        prompt = f"{hint} {offers}, or q to leave."
        letters = [letter for letter in ("c", "r", "h") if f"{letter} for" in offers]
        self._talk.say()
        while True:
            typed = self._talk.ask(prompt).casefold()
            if not typed or typed in letters:
                return typed
            if typed.isascii() and typed.isdigit() and len(typed) < 4 and 1 <= int(typed) <= count:
                return int(typed) - 1
            self._talk.say("That is no choice here." if typed != "?" else "Each choice is one line, then Enter.")

    def _take(self, step: NextStep) -> None:
        if step.step == Step.LESSON:
            self._lesson(step.module, step.lesson)
        elif step.step == Step.ATTEST:
            self._changes(step.module)
        elif step.step in IDLE:
            self._talk.say(f"{step.label}.")
        else:
            self._test(lambda: self._training.checks.take(step))

    def _lesson(self, module: str, lesson: str) -> None:
        tell(self._training, self._talk)
        LessonReading(self._training, self._talk, self._learn.lesson(module, lesson)).run()

    def _changes(self, module: str) -> None:
        """What is new, then the questions about it."""
        changes = self._learn.changes(module)
        plain_changes.show(changes, self._talk)
        if plain_changes.go_on(changes, self._talk):
            self._check(module)

    def _last_result(self, attempt: str) -> None:
        try:
            show_result(self._talk, self._training.checks.result(attempt))
        except Conflict as error:
            self._talk.say(str(error))

    def _check(self, module: str) -> None:
        self._test(lambda: self._training.checks.start(module))

    def _test(self, begin: Callable[[], str]) -> None:
        """An attempt; where it may not begin yet, the reason, and on where one was."""
        tell(self._training, self._talk)
        try:
            attempt = begin()
        except Conflict as error:
            self._talk.say(str(error))
            return
        Quiz(self._training, self._talk, attempt).run()


def _state(card: ModuleCard, home: Home) -> str:
    read = f"{card.lessons_read} of {plural(card.lessons, 'lesson')} read"
    return f"{by_when(card.status, card.due_on, card.valid_until, home.today)}, {read}"
