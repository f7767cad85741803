"""What the inventory says of each table that is about no person."""

from __future__ import annotations

from collections.abc import Mapping

from trainer.records.inventory_shape import Basis, Table, Until


def _program(name: str, purpose: str, columns: Mapping[str, str]) -> Table:
    basis, until = Basis.NONE, Until.PROGRAM
    return Table(name=name, title="", purpose=purpose, basis=basis, until=until, columns={}, plumbing=columns)


ABOUT_NOBODY = (
    _program(
        "in_force",
        "to know which version of a track or module counts",
        {
            "kind": "track or content",
            "name": "its id",
            "digest": "its fingerprint",
            "body": "its definition",
            "entry": "the entry that put it in force",
        },
    ),
    _program(
        "body",
        "to show a question again as it was",
        {"digest": "a question's fingerprint", "body": "the question"},
    ),
    _program(
        "lesson_text",
        "to show what a new version of a lesson changed",
        {
            "digest": "a lesson's fingerprint",
            "lesson": "its id",
            "title": "its title",
            "body": "its text, as it was put in force",
        },
    ),
    _program(
        "item_count",
        "to see which questions are too hard or too easy",
        {
            "digest": "a question's fingerprint",
            "first": "whether in first attempts",
            "chosen": "an answer",
            "n": "how often it was given",
        },
    ),
    _program(
        "unclear",
        "to show authors what readers found unclear, from five times on",
        {"digest": "fingerprint of a lesson or question", "n": "how often somebody said so"},
    ),
    _program(
        "node",
        "to prove an entry quickly",
        {"level": "level in the tree", "n": "place in the level", "hash": "hash of the subtree"},
    ),
    _program(
        "head",
        "to notice a missing last entry",
        {"one": "always 1", "size": "how many entries there are"},
    ),
    _program(
        "checkpoint",
        "to hold the records against what was once signed",
        {"size": "how many entries were signed", "note": "the signed note", "signed_at": "when"},
    ),
    _program(
        "entry_kind",
        "to know which kinds of entry there are",
        {"kind": "the kind"},
    ),
    _program(
        "upkeep",
        "to know the age of the last backup, and whether an erasure is unfinished",
        {"what": "backup or scrub", "at": "when"},
    ),
    _program(
        "_sqlite_migrations",
        "to know how far the schema is",
        {
            "id": "number",
            "migration_set": "whose migrations",
            "name": "the migration",
            "applied_at": "when it was applied",
        },
    ),
    _program(
        "file",
        "to sign checkpoints and receipts",
        {"key": "the signing key, in a file beside the database"},
    ),
)
