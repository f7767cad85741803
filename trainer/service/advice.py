"""What a result means and what to do with it, in plain words, the same in every front end."""

from __future__ import annotations

from trainer.assessment.kinds import EVIDENCE, AttemptKind
from trainer.service.check_views import Result
from trainer.text import plural, safe


def advice(result: Result) -> str:
    """A few sentences."""
    said = _of_kind(result)
    return f"{said} {result.calibration}".strip()


def _of_kind(result: Result) -> str:
    if result.kind not in EVIDENCE:
        return "This was for you: nothing follows from it, and nobody else sees it."
    if result.kind == AttemptKind.TEST_OUT and not result.passed:
        return (
            "It does not show yet that you know all of it. It stands in no report: read the lessons and take the check."
            " You can test out again after 30 days."
        )
    if result.passed:
        return _passed(result)
    return f"Nothing is lost, and no report shows your answers.{_missed(result)}{_again(result)}"


def _passed(result: Result) -> str:
    if result.kind == AttemptKind.CERTIFICATION:
        return "You hold this track, and it is in your record."
    if result.completed and result.attests:
        return "What is new in this module is attested, and it is in your record. You hold it for as long as before."
    if result.completed:
        return "This module is completed, and it is in your record."
    if result.lessons_left:
        left = plural(len(result.lessons_left), "lesson")
        return f"The module counts as completed once you have read {left} to the end. Enter opens the next one."
    return "Passed. The module has changed since, so it does not count as completed yet."


def _missed(result: Result) -> str:
    if not result.missed_critical:
        return ""
    missed = plural(result.missed_critical, "critical question")
    return f" You missed {missed}: those have to be right, whatever the score."


def _again(result: Result) -> str:
    names = dict.fromkeys(f"“{safe(o.lesson)}”" for o in result.objectives if not o.met and o.lesson)
    lessons = f" Read {', '.join(names)}, then try again with other questions." if names else ""
    wait = " After two tries in a row it takes a day before the next." if result.again_from else ""
    return f"{lessons}{wait}"
