"""``trainer content new``: something to write over that passes the check."""

from __future__ import annotations

from trainer.cli.lazy import Group

TABLE = {
    "module": ("content_new_module", "Write a new module: its manifest, one lesson and a bank of six questions."),
    "question": ("content_new_question", "Add a question to the end of a module's bank."),
}

command = Group(
    "new",
    help="Write a module or question that loads and passes the check, to write over.",
    table=TABLE,
    examples=("trainer content new module our-rules", "trainer content new question M04 --type spot"),
)
