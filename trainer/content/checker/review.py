"""Dates and people: is the law still fresh, did somebody approve and review, and not their own work."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.content.checker.finding import Checked, Finding
from trainer.content.models import Lesson, Module


def stale_law(checked: Checked) -> Iterator[Finding]:
    """``law_as_of`` lies more than 12 months back (rubric 4.1.13)."""
    today = checked.today
    # 29 February has no day a year before it; the 28th is a day stricter, which harms nobody.
    limit = today.replace(year=today.year - 1, day=min(today.day, 28) if today.month == 2 else today.day)
    for thing in checked.dated():
        if thing.law_as_of < limit:
            what = f"{thing.id} states the law as of {thing.law_as_of}, more than 12 months ago"
            yield checked.error("stale-law", (thing.id, "law_as_of"), what, "Check it against the law and date it anew")


def not_approved(checked: Checked) -> Iterator[Finding]:
    """Nobody of the company has approved the module yet."""
    for module in checked.course.modules:
        if not module.approved_by:
            remedy = "Have your privacy lead read it, and put who approved it into `approved_by`"
            yield checked.warning("not-approved", (module.id, "approved_by"), f"{module.id} is not approved", remedy)


def overdue(checked: Checked) -> Iterator[Finding]:
    """``review_due`` has passed."""
    things: list[Module | Lesson] = [*checked.course.modules, *checked.lessons()]
    for thing in things:
        if thing.review_due < checked.today:
            what = f"the review of {thing.id} was due on {thing.review_due}"
            yield checked.warning("review-overdue", (thing.id, "review_due"), what, "Review it and set the next date")


def own_reviewer(checked: Checked) -> Iterator[Finding]:
    """A question was reviewed by its author, which is no review (rubric 4.1.1)."""
    for question in checked.questions():
        if question.reviewer and question.reviewer.casefold() == question.author.casefold():
            what = f"{question.id} was reviewed by its author"
            yield checked.error("own-reviewer", (question.id, "reviewer"), what, "Let somebody else answer it blind")
