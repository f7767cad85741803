"""``trainer evidence``: proof that nothing was changed."""

from __future__ import annotations

from trainer.cli.lazy import Group

TABLE = {
    "verify": ("evidence_verify", "Recompute the whole ledger and hold every record against it."),
    "checkpoint": (
        "evidence_checkpoint",
        "Print a signed checkpoint, to be kept by someone who cannot write here.",
    ),
    "receipt": ("evidence_receipt", "Print the receipt of an entry, by its number or id."),
}

command = Group(
    "evidence",
    help="Prove that nothing was changed: audit, checkpoints, receipts.",
    table=TABLE,
    examples=("trainer evidence verify", "trainer evidence checkpoint > checkpoint.txt"),
)
