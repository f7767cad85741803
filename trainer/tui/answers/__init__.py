"""How each question type is answered on the screen: one file a type, listed here once, imported when first asked.

Each file has one ``Answer``. What it makes of keys and clicks is its own; what comes out is the response in its normal
form, and it comes out at Enter only.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING

from trainer.service.check_views import Asked

if TYPE_CHECKING:
    from trainer.tui.answers.answer import Answer

_TYPES: Mapping[str, str] = {
    "single": "Single",
    "multiple": "Multiple",
    "true_false_reason": "TrueFalseReason",
    "order": "Order",
    "match": "Match",
    "branch": "Branch",
    "spot": "Spot",
    "numeric": "Numeric",
}


def widget(asked: Asked) -> Answer:
    """A fresh widget for what is asked; nothing is chosen in it yet."""
    made: Answer = getattr(import_module(f"{__name__}.{asked.type}"), _TYPES[asked.type])(asked)
    return made
