"""Options, lettered in their shown order: what several types have in common."""

from __future__ import annotations

import string
from collections.abc import Collection, Iterable, Sequence

from trainer.content.types.common import Option
from trainer.service.check_views import Choice, Explained

LETTERS = string.ascii_lowercase


def in_order(options: Iterable[Option], order: Sequence[str]) -> list[Option]:
    """The options as the form shows them."""
    by_id = {option.id: option for option in options}
    return [by_id[name] for name in order]


def offered(options: Iterable[Option], order: Sequence[str]) -> tuple[Choice, ...]:
    """The options as they are offered."""
    return tuple(Choice(id=option.id, text=option.text) for option in in_order(options, order))


def explained(options: Iterable[Option], order: Sequence[str], given: Collection[str]) -> tuple[Explained, ...]:
    """The options as they are explained."""
    return tuple(
        Explained(id=o.id, label=letter, text=o.text, why=o.why, key=o.key, chosen=o.id in given)
        for letter, o in zip(LETTERS, in_order(options, order), strict=False)
    )
