"""The privacy notice, written from the inventory: what a learner is told before anything is recorded about them.

It is acknowledged, never consented to: no consent is needed for it, and one that is given to an employer is rarely
free (GDPR Recital 43). Its parts are those that Articles 13 and 14 ask for, in few words (Article 12(1)).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from trainer.content.codec import canonical
from trainer.records.inventory_people import ABOUT_PEOPLE
from trainer.records.inventory_shape import Table
from trainer.service.inventory import basis_of, period_of
from trainer.settings import Settings

TITLE = "What Trainer keeps about you, and why"
_PLUMBING = "Row numbers, random numbers and fingerprints hold all this together."
NOT_KEPT = "How long a question took you, your keystrokes, your device, your address on the network."


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of the notice."""

    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """The notice as it is shown."""

    title: str
    parts: tuple[Part, ...]
    digest: str
    """SHA-256, hex, over title and parts: what is acknowledged is what was shown."""


def notice(settings: Settings) -> Notice:
    """The notice of this company, as its settings are."""
    parts = (
        _in_short(settings),
        *(_kept(table) for table in ABOUT_PEOPLE),
        Part(title="How long", text=_grouped(lambda table: period_of(table, settings))),
        Part(title="On which basis", text=_grouped(lambda table: basis_of(table, settings))),
        *_rest(settings),
    )
    said = [TITLE, *([part.title, part.text] for part in parts)]
    return Notice(title=TITLE, parts=parts, digest=hashlib.sha256(canonical(said).encode()).hexdigest())


def contact(settings: Settings) -> str:
    """Whom a learner asks; never empty."""
    return settings.privacy_contact or "your privacy lead"


def _in_short(settings: Settings) -> Part:
    company = settings.organisation or "Your company"
    return Part(
        title="In short",
        text=f"{company} keeps who you are, what you read, how you did and what you completed, to know and to show"
        " that you were trained. Others see whether you passed, some also how well; no report shows what you answered."
        " Nothing is sent anywhere. You are told this; you are not asked to consent to it.",
    )


def _kept(table: Table) -> Part:
    kept = ", ".join(table.columns.values())
    return Part(title=table.title, text=f"{kept[0].upper()}{kept[1:]}. {table.purpose[0].upper()}{table.purpose[1:]}.")


def _grouped(said: Callable[[Table], str]) -> str:
    """Each answer once, with the parts that it is true of; the commonest last, for all the others."""
    titles: dict[str, list[str]] = {}
    for table in ABOUT_PEOPLE:
        titles.setdefault(said(table), []).append(table.title)
    *few, most = sorted(titles.items(), key=lambda item: len(item[1]))
    lines = [f"{', '.join(names)}: {answer}." for answer, names in few]
    return "\n".join([*lines, f"All the rest: {most[0]}."])


def _rest(settings: Settings) -> tuple[Part, ...]:
    company, asked = settings.organisation or "your company", contact(settings)
    bosses = "Your manager, and theirs, see your status and dates."
    if settings.managers_see_scores:
        bosses = "Your manager, and theirs, see the same of you."
    return (
        Part(
            title="Where it comes from, and who sees it",
            text="Your details come from the company's roster. What is asked of you, exceptions and corrections come"
            " from whoever decided them. What you achieved elsewhere comes from an older system's record, if one was"
            " imported. The rest comes from what you do here. You see all of it."
            f" Whoever keeps these records sees status, dates, scores and attempts, and so do auditors. {bosses}"
            f" Each time your details leave in a report or an export, you can see who did it and when. {_PLUMBING}",
        ),
        Part(
            title="After you are erased",
            text="Your results stay without your name, so that past totals and the proof that nothing was changed still"
            " hold. They remain tied to each other, not to you. A backup that is restored does not bring you back.",
        ),
        Part(
            title="What it decides",
            text="Nothing is decided about you here but pass or fail, by the rule that each check shows you. Whether"
            " you must learn, and must pass before you work with customer data, is the company's decision.",
        ),
        Part(title="Not kept", text=NOT_KEPT),
        Part(
            title="Your rights",
            text="To see it: 'My record', or 'trainer privacy export'. To have it corrected, erased or restricted, to"
            f" object, or to ask anything: {asked}, for {company}. You may also complain to your data protection"
            " authority.",
        ),
    )
