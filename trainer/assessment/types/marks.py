"""What several types ask of the ids that were marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from trainer.errors import InputError


def known(given: Sequence[str], there: Iterable[str]) -> tuple[str, ...]:
    """The marks that were given, each once, in the order of what is there."""
    marks, offered = set(given), tuple(there)
    if marks - set(offered):
        raise InputError("That answer is not one of the options.", "Choose from the letters shown.")
    return tuple(name for name in offered if name in marks)
