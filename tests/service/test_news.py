"""Someone who is to attest only what is new is told so by everything that speaks of the check."""

from __future__ import annotations

from pathlib import Path

from tests.service.versions import complete, later, second
from tests.support import Office, fail_check, pass_check
from trainer.service.advice import advice
from trainer.service.training import Training
from trainer.service.views import Step


def test_the_step_that_is_offered_can_be_taken(office: Office, ana: Training, tmp_path: Path) -> None:
    complete(ana, office)
    ana = later(office, second(tmp_path / "2"))
    step = ana.learn.home().next
    assert step.step is Step.ATTEST
    attempt = ana.checks.take(step)
    assert ana.learn.home().next.attempt == attempt
    assert ana.checks.start("M90") == attempt, "it is the one that is going on"
    ana.close()


def test_the_module_says_how_many_questions_there_will_be(office: Office, ana: Training, tmp_path: Path) -> None:
    assert ana.learn.module("M90").questions == 10
    complete(ana, office)
    ana = later(office, second(tmp_path / "2"))
    assert ana.learn.module("M90").questions == ana.learn.changes("M90").questions == 4
    attempt = ana.checks.start("M90")
    turn = ana.checks.question(attempt)
    assert turn is not None
    assert ana.learn.module("M90").questions == 4
    pass_check(ana, office.course)
    assert ana.learn.module("M90").questions == 10, "there is nothing new any more"
    ana.close()


def test_a_check_of_the_whole_that_goes_on_keeps_its_number(office: Office, ana: Training, tmp_path: Path) -> None:
    complete(ana, office)
    ana.checks.start("M90")
    ana = later(office, second(tmp_path / "2"))
    assert ana.learn.module("M90").questions == 10
    ana.close()


def test_the_result_says_what_was_attested_and_what_was_completed(
    office: Office, ana: Training, tmp_path: Path
) -> None:
    complete(ana, office)
    (whole,) = ana.learn.record().attempts
    assert advice(ana.checks.result(whole.id)) == "This module is completed, and it is in your record."
    ana = later(office, second(tmp_path / "2"))
    failed = advice(ana.checks.result(fail_check(ana, office.course)))
    assert failed.startswith("Nothing is lost")
    until = ana.learn.home().modules[0].valid_until
    said = advice(ana.checks.result(pass_check(ana, office.course)))
    assert said == (
        "What is new in this module is attested, and it is in your record. You hold it for as long as before."
    )
    assert ana.learn.home().modules[0].valid_until == until
    ana.close()
