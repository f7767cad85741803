"""The words that content may use: one enum for each vocabulary, the same in files, screens and reports."""

from __future__ import annotations

from enum import StrEnum


class Audience(StrEnum):
    """Who a lesson or question is written for; the words of CURRICULUM section 2."""

    ALL = "all"
    MARKETING = "marketing"
    DATA = "data"
    MANAGERS = "managers"
    FRONT_LINE = "front-line"


class Jurisdiction(StrEnum):
    """Whose law a statement follows."""

    EU = "eu"
    UK = "uk"
    US_CA = "us-ca"


class Level(StrEnum):
    """Bloom's level of what a question asks for."""

    REMEMBER = "remember"
    UNDERSTAND = "understand"
    APPLY = "apply"
    ANALYSE = "analyse"
    EVALUATE = "evaluate"


class RuleType(StrEnum):
    """Where a rule comes from; a learner is never told that a house rule is the statute."""

    LAW = "law"
    HOUSE = "house"
    PRACTICE = "practice"


class FactStatus(StrEnum):
    """How sure a fact is: a disputed one needs the word "reported" or "alleged" in the text."""

    VERIFIED = "verified"
    DISPUTED = "disputed"


class CalloutKind(StrEnum):
    """The boxes that a lesson may hold."""

    LAW = "law"
    HOUSE = "house-rule"
    PRACTICE = "good-practice"
    SERVICE = "good-service"
    """What good personal service looks like: a course that only warns teaches fear."""
    CASE = "case"
    ASK = "ask"
    JOB_AID = "job-aid"

    @property
    def words(self) -> str:
        """What a reader is told of the box."""
        return _BOXES[self]


_BOXES = {
    CalloutKind.LAW: "Law",
    CalloutKind.HOUSE: "House rule",
    CalloutKind.PRACTICE: "Good practice",
    CalloutKind.SERVICE: "Good service",
    CalloutKind.CASE: "Case",
    CalloutKind.ASK: "Ask the privacy lead",
    CalloutKind.JOB_AID: "Job aid",
}
