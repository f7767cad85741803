"""People and firms in questions: varied, and invented (rubric 4.1.14)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from trainer.content.checker.checked import Checked
from trainer.content.checker.finding import Severity
from trainer.content.checker.rule import Found, Rule
from trainer.content.checker.said import said
from trainer.content.questions import Question

MOST = 3
"""Questions of a bank in which one name may stand."""
_NAME = re.compile(r"(?<![.!?:\"“'(] )(?<!^)(?<![\w\"“'(.-])[A-Z][a-zà-ÿ]+\b")
_FIRST = re.compile(r"(?:^|(?<=[.!?] ))[A-Z][a-zà-ÿ]+\b")
_VERBS = frozenset(("Choose", "Mark", "Match", "Name", "Pick", "Put", "Read", "Select", "Sort", "Spot", "Tick"))
"""With which a question is put; one of them is a name elsewhere."""
_SMALL = re.compile(r"\b[a-z][a-zà-ÿ]+\b")
_NO_NAMES = frozenset((
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "Christmas", "Easter",
    "English", "French", "German", "Spanish", "Italian", "Dutch", "Europe", "European", "Article", "Articles",
    "Recital", "Act", "Mr", "Mrs", "Ms", "Dr", "Settings", "Box", "Wi", "PDF",
))  # fmt: skip


def names(questions: Sequence[Question]) -> dict[str, list[Question]]:
    """Each name to the questions in whose stem it stands.

    A capital within a sentence; or at its beginning, where the bank never writes the word small.
    """
    small = {word for question in questions for _, text in said(question) for word in _SMALL.findall(text)}
    found: dict[str, list[Question]] = defaultdict(list)
    for question in questions:
        first = {word for word in _FIRST.findall(question.stem) if word.lower() not in small} - _VERBS
        for name in (first | set(_NAME.findall(question.stem))) - _NO_NAMES:
            found[name].append(question)
    return found


def _repeated(checked: Checked) -> Iterator[Found]:
    for _, questions in checked.banks():
        for name, holders in sorted(names(questions).items()):
            if len(holders) > MOST:
                what = f"the name {name} stands in {len(holders)} questions of the bank"
                yield Found((holders[-1].id, "stem"), what)


FIRMS = (
    "Airbnb", "Booking.com", "Cambridge Analytica", "Clearview", "Deliveroo", "eBay", "Facebook", "Google", "Ikea",
    "Instagram", "LinkedIn", "Lidl", "Microsoft", "Netflix", "PayPal", "Ryanair", "Snapchat", "Spotify", "Strava",
    "Tesco", "TikTok", "Uber", "WhatsApp", "YouTube", "Zalando",
)  # fmt: skip
"""Firms that everyone knows, beside those of facts.yaml; names that are words too, such as Apple, are not here."""


def parties(checked: Checked) -> dict[str, str]:
    """Each real firm or person that facts.yaml names as ``party``, to the fact's id; and ``FIRMS``, to ``""``."""
    named = {
        fact.values["party"]: name
        for name, fact in checked.shared.facts.items()
        if not fact.values.get("party", "the ").startswith("the ")
    }
    return dict.fromkeys(FIRMS, "") | named


def _real(checked: Checked) -> Iterator[Found]:
    any_of = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, parties(checked)))})(?!\w)")
    for question in checked.questions():
        for path, words in said(question):
            for party in dict.fromkeys(any_of.findall(words)):
                yield Found((question.id, *path), f"{question.id} is about {party}, a real firm or person")


RULES = (
    Rule(
        id="repeated-name",
        severity=Severity.WARNING,
        says=f"A name stands in at most {MOST} questions of a bank.",
        why="A person who turns up again and again becomes a type: the one who is always wrong, or always right.",
        mend="Give people other names, of varied origins and in varied roles.",
        source="CURRICULUM 4.1.14",
        find=_repeated,
    ),
    Rule(
        id="real-firm",
        severity=Severity.WARNING,
        says="A question is about invented people and firms.",
        why="A real case carries facts that have to be kept true; a question is answered in the rule, not in the news.",
        mend="Invent a firm. Tell the real case in a lesson, from facts.yaml.",
        source="CURRICULUM 4.1.14",
        find=_real,
    ),
)
