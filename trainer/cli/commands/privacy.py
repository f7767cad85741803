"""``trainer privacy``: what is kept about people, and making it go."""

from __future__ import annotations

from trainer.cli.lazy import Group

TABLE = {"erase": ("privacy_erase", "Erase a person for good.")}

command = Group(
    "privacy",
    help="See what is kept about people and for how long, and erase it.",
    table=TABLE,
    examples=("trainer privacy erase 1002",),
)
