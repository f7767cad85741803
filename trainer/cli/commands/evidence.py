"""``trainer evidence``: proof that nothing was changed."""

from __future__ import annotations

from trainer.cli.lazy import Group

TABLE = {
    "verify": ("evidence_verify", "Audit the records, or check a receipt offline."),
    "checkpoint": ("evidence_checkpoint", "Sign the ledger as it is, or compare it with an older checkpoint."),
    "receipt": ("evidence_receipt", "Write the receipt of one entry."),
}

command = Group(
    "evidence",
    help="Prove that nothing was changed: audit, checkpoints, receipts.",
    table=TABLE,
    examples=("trainer evidence verify", "trainer evidence checkpoint > checkpoint.txt"),
)
