"""``trainer content``: for whoever writes lessons and questions, and whoever reads them."""

from __future__ import annotations

from trainer.cli.lazy import Group

TABLE = {
    "check": ("content_check", "Check content, and say what to mend and where."),
    "explain": (
        "content_explain",
        "Say what a rule of 'content check' asks, why it matters, and how to mend a finding.",
    ),
    "report": ("content_report", "Describe each question bank on one page, in words."),
    "new": ("content_new", "Write a module or question that loads and passes the check, to write over."),
    "list": ("content_list", "List the modules and tracks."),
    "show": ("content_show", "Show a module, lesson or question as a learner sees it."),
    "schema": ("content_schema", "Print the JSON Schema of a content file."),
    "diff": ("content_diff", "Say what a learner would have to attest again, and what changed."),
    "preview": ("content_preview", "Open a draft as a learner sees it: lessons, questions, feedback."),
    "approve": ("content_approve", "Approve a module as it is in use: you answer for what it teaches."),
    "release": ("content_release", "Release a module's version into content.lock."),
}

command = Group(
    "content",
    help="Check, read and release lessons and questions.",
    table=TABLE,
    examples=("trainer content check", "trainer content show M04.L1"),
)
