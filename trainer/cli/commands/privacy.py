"""``trainer privacy``: what is kept about people, and making it go."""

from __future__ import annotations

from trainer.cli.lazy import Group

TABLE = {
    "notice": ("privacy_notice", "Say what is kept about you, why, and how long."),
    "inventory": ("privacy_inventory", "List every column that is kept, with purpose, basis and period."),
    "export": ("privacy_export", "Write out everything that is kept about you."),
    "retention": ("privacy_retention", "Let go of what has been kept long enough."),
    "erase": ("privacy_erase", "Erase a person for good."),
}

command = Group(
    "privacy",
    help="See what is kept about people and for how long, and erase it.",
    table=TABLE,
    examples=(
        "trainer privacy notice",
        "trainer privacy inventory",
        "trainer privacy erase 1002",
    ),
)
