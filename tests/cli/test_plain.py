"""The plain learner: a whole module by typed lines, and leaving and coming back at any place."""

from __future__ import annotations

import io
import re
import string
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Cli, Shell
from tests.support import Office, StoppedClock, everyone, keys_of, on_turn, options_of, tell, tiny_course
from trainer.cli.plain import Plain
from trainer.cli.plain_text import Talk
from trainer.errors import RecordsError
from trainer.records import attempts
from trainer.records.store import open_store
from trainer.service.check_views import Feedback
from trainer.service.training import Training, in_process
from trainer.service.views import BLOCK
from trainer.settings import Settings

LETTERS = string.ascii_lowercase


class Typist:
    """A person who reads what was written since they last typed, and types what ``reply`` makes of it."""

    def __init__(self, out: io.StringIO, reply: Callable[[str], str]) -> None:
        self.out, self.reply, self.seen = out, reply, 0

    def isatty(self) -> bool:
        return False

    def readline(self) -> str:
        shown = self.out.getvalue()[self.seen :]
        self.seen = len(self.out.getvalue())
        typed = self.reply(shown)
        return typed + "\n" if typed != "EOF" else ""


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / "plain.db", StoppedClock(), tiny_course())


@pytest.fixture
def training(office: Office) -> Iterator[Training]:
    made = office.training()
    tell(made)
    yield made
    made.close()


def sit(
    training: Training, reply: Callable[[str], str], module: str | None = None, *, check: bool = False
) -> tuple[int, str]:
    """One sitting; returns its exit code and everything that was written."""
    out = io.StringIO()
    code = Plain(training, Talk(Typist(out, reply), out, width=200)).run(module, check=check)
    return code, out.getvalue()


def letters(shown: str, *, right: bool = True) -> str:
    """What to type to the question that is shown: its options are found by their text."""
    offered = re.findall(r"^([a-h])\) (.*)$", shown, re.MULTILINE)
    course = tiny_course()
    options = {o.text: (q.id, o.id) for body in course.bodies.values() for q in body.questions for o in options_of(q)}
    keys = keys_of(course)
    fit = [(options[text][1] in keys[options[text][0]]) == right for _, text in offered]
    return " ".join(letter for (letter, _), good in zip(offered, fit, strict=True) if good)


def answering(right: bool = True, stop_after: int = 99) -> Callable[[str], str]:
    """Answers each question, presses Enter everywhere else, and leaves after so many prompts of the kind."""
    count = 0

    def reply(shown: str) -> str:
        nonlocal count
        if re.search(r"^a\) ", shown, re.MULTILINE) and "Type" in shown.splitlines()[-1]:
            count += 1
            need = int(found[1]) if (found := re.search(r"Type (\d+) letters", shown)) else 1
            return "q" if count > stop_after else " ".join(letters(shown, right=right).split()[:need])
        return "q" if shown.rstrip().endswith("or q to leave.") else ""

    return reply


def test_a_whole_module_by_enter_and_letters(training: Training) -> None:
    count = 0

    def reply(shown: str) -> str:
        nonlocal count
        count += 1
        assert count < 200
        if re.search(r"^a\) ", shown, re.MULTILINE):
            return letters(shown)
        return "q" if "You are up to date" in shown or "Nothing to do" in shown else ""

    code, shown = sit(training, reply, "M90")
    assert code == 0
    assert "Lesson 1 of 2: A reason first" in shown
    assert "Think first, then press Enter to see the answer.\nAnswer:\nNo. Each use needs a reason of its own." in shown
    assert "House rule: One tap" in shown
    assert "- Sign: box; Real yes: empty at first; False yes: ticked already." in shown
    assert shown.count("Correct.") == 10
    assert "passed.\nYou answered 10 of 10 right. That is 100 percent." in shown
    assert "This module is completed, and it is in your record." in shown
    assert training.learn.module("M90").card.passed


def test_a_failed_check_says_what_to_read_again(training: Training) -> None:
    code, shown = sit(training, answering(right=False), "M90", check=True)
    assert code == 0
    assert "Correct." not in shown
    assert shown.count("Not quite.") == 10
    assert "not passed." in shown
    assert "No other answer makes up for that." in shown
    assert "- Choose a reason before using data: 0 of" in shown
    assert "Not met yet. This one is critical. Read “A reason first” again." in " ".join(shown.split())


def test_feedback_explains_the_chosen_and_the_right_option_only(training: Training) -> None:
    whys = {o.why: o for body in tiny_course().bodies.values() for q in body.questions for o in options_of(q)}
    _, shown = sit(training, answering(right=False, stop_after=1), "M90", check=True)
    told = [option for why, option in whys.items() if why in shown]
    assert any(option.key for option in told)
    assert any(not option.key for option in told)
    assert len(told) <= 4
    assert "which is not right:" in shown
    assert "See: GDPR" in shown


def test_leaving_in_the_middle_and_coming_back_to_the_same_question(office: Office, training: Training) -> None:
    _, first = sit(training, answering(stop_after=3), "M90", check=True)
    assert "Goodbye. Everything you answered is saved." in first
    again = office.training()
    _, second = sit(again, answering(stop_after=0), "M90")
    again.close()
    asked = first[first.index("Question 4 of 10") : first.index("Goodbye")]
    assert asked.strip() in second
    assert "Question 3 of 10" not in second


def test_the_end_of_input_is_no_failure(training: Training) -> None:
    code, shown = sit(training, lambda shown: "EOF", "M90", check=True)
    assert code == 0
    assert shown.endswith("The input has ended. Everything you answered is saved.\n")


def test_an_answer_can_be_changed_until_it_is_confirmed(training: Training) -> None:
    script = iter(["?", "z", "", "a b c", "a", "b", "", "q"])
    attempt = training.checks.start("M90")
    while (question := on_turn(training, attempt)).asked.choose != 1:
        some = [choice.id for choice in question.asked.choices[: question.asked.choose]]
        training.checks.answer(attempt, question.question, some, f"r{question.position}")
    _, shown = sit(training, lambda _: next(script), "M90", check=True)
    assert "Type a letter, a to c." in shown
    assert "That is no answer here. Type a, b or c, or ? for help." in shown
    assert "Nothing was chosen." in shown
    assert "You typed 3 letters; this question needs 1." in shown
    assert "You chose a. Press Enter to confirm, or type another answer." in shown
    assert "You chose b. Press Enter to confirm, or type another answer." in shown
    feedback = training.checks.feedback(attempt, question.position)
    assert [c.id for c in feedback.choices if c.chosen] == [question.asked.choices[1].id]


class Flaky:
    """Lets the first so many saves fail, as a full disk would; keeps the request ids."""

    def __init__(self, training: Training, failures: int, monkeypatch: pytest.MonkeyPatch) -> None:
        self.failures, self.requests = failures, list[str]()
        self.answer = training.checks.answer
        monkeypatch.setattr(training.checks, "answer", self)

    def __call__(
        self, attempt: str, question: str, chosen: list[str], request_id: str, sure: int | None
    ) -> Feedback | None:
        self.requests.append(request_id)
        if len(self.requests) <= self.failures:
            raise RecordsError("The disk is full.", "Free some space.")
        return self.answer(attempt, question, chosen, request_id, sure)


def test_a_save_that_fails_once_is_tried_again_with_its_id(training: Training, monkeypatch: pytest.MonkeyPatch) -> None:
    flaky = Flaky(training, 1, monkeypatch)
    _, shown = sit(training, answering(stop_after=1), "M90", check=True)
    assert len(flaky.requests) == 2
    assert len(set(flaky.requests)) == 1
    assert "Correct." in shown
    assert "not saved" not in shown


def test_a_save_that_fails_is_said_and_the_question_stays(training: Training, monkeypatch: pytest.MonkeyPatch) -> None:
    flaky = Flaky(training, 2, monkeypatch)
    _, shown = sit(training, answering(stop_after=2), "M90", check=True)
    assert "Your answer was not saved. The disk is full. Free some space." in shown
    assert shown.count("Question 1 of 10") == 2
    assert shown.index("not saved") < shown.index("Correct.")
    assert len(set(flaky.requests)) == 2


def test_reading_goes_on_where_it_stopped(training: Training) -> None:
    script = iter(["", "", "q"])
    sit(training, lambda _: next(script), "M90")
    assert training.learn.lesson("M90", "M90.L1").place == 2 * BLOCK
    script = iter(["b", "?", "q"])
    _, shown = sit(training, lambda _: next(script), "M90")
    assert "You go on where you stopped, at part 3 of " in shown
    assert "type b for the part before" in shown
    assert training.learn.lesson("M90", "M90.L1").place == BLOCK


def test_a_place_that_cannot_be_kept_does_not_stop_the_reading(
    training: Training, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RecordsError("The disk is full.")

    monkeypatch.setattr(training.learn, "keep_place", fail)
    monkeypatch.setattr(training.learn, "finish_lesson", fail)
    script = iter([""] * 30 + ["q"])
    _, shown = sit(training, lambda shown: "q" if "could not be saved" in shown else next(script), "M90")
    assert shown.count("Your place cannot be saved.") == 1
    assert "That you read it could not be saved. The disk is full." in shown


def test_home_lists_modules_and_says_what_to_type(training: Training) -> None:
    script = iter(["?", "7", "x", "1", "9", "2", "q"])
    _, shown = sit(training, lambda _: next(script))
    assert "Hello, ana." in shown
    assert "1. M90 A tiny module: on offer, 0 of 2 lessons read." in shown
    assert "Press Enter to go on (Read “A reason first” (2 min)), or type a number from the list" in shown
    assert "That is no choice here." in shown
    assert "c. The check: 10 questions, pass mark 80 percent, not passed yet" in shown
    assert "Lesson 2 of 2: A real yes, and stop" in shown


def test_back_home_from_a_module(training: Training) -> None:
    script = iter(["1", "h", "q"])
    _, shown = sit(training, lambda _: next(script))
    assert shown.count("Hello, ana.") == 2


def test_a_newcomer_is_told_before_anything_is_recorded(office: Office) -> None:
    training = office.training("newcomer")
    script = iter(["what", "q"])
    _, shown = sit(training, lambda _: next(script), "M90", check=True)
    assert "What Trainer keeps about you, and why" in shown
    assert "That is neither ok nor q." in shown
    assert everyone(training) == []
    script = iter(["ok", "q", "q"])
    _, shown = sit(training, lambda _: next(script), "M90", check=True)
    assert "Question 1 of 10" in shown
    _, shown = sit(training, lambda _: "q", "M90", check=True)
    assert "What Trainer keeps" not in shown
    training.close()


def test_names_that_do_not_exist(cli: Cli) -> None:
    ran = cli("learn", "M91", "--plain")
    assert ran.code == 2
    assert "The modules are: M90 tiny-test-module." in ran.err


def test_check_needs_plain_and_a_module(cli: Cli) -> None:
    assert cli("learn", "--check").code == 2
    assert cli("learn", "M90", "--check").code == 2
    assert cli("learn", "--plain", "--check").code == 2


def test_bytes_that_are_no_text_are_a_wrong_answer(cli: Cli) -> None:
    ran = cli("learn", "M90", "--plain", "--check", stdin=b"ok\n\xff\xfe\n\x00\nq\n")
    assert ran.code == 0
    assert ran.out.count("That is no answer here.") == 2


def test_a_script_takes_the_check_on_standard_input(staffed: Cli, shell: Shell, db: Path) -> None:
    assert staffed("assign", "tiny", "--everyone").code == 0
    made = in_process(database=db, load=tiny_course, settings=Settings())
    tell(made)
    begun = attempts.get(open_store(db, create=False), made.checks.start("M90"))
    made.close()
    assert begun is not None
    keys = keys_of(tiny_course())
    answers = [" ".join(LETTERS[item.options.index(key)] for key in keys[item.question]) for item in begun.form.items]
    # Letters, Enter to confirm, Enter for what comes next.
    typed = "".join(f"{answer}\n\n\n" for answer in answers)
    ran = shell("learn", "M90", "--plain", "--check", stdin=typed.encode())
    assert (ran.code, ran.err) == (0, "")
    assert "You answered 10 of 10 right." in ran.out
    assert shell("learn", "M90", "--plain", stdin=b"\n" * 40 + b"q\n").code == 0
    rows = staffed("report", "completion", "--format", "json").json["rows"]
    row = next(row for row in rows if row["person"] == "1003")
    assert (row["status"], row["score"], row["attestation"]) == ("current", 100.0, "self-attested")
