"""Receipts that are not what was signed, each refused for what is wrong with it."""

from __future__ import annotations

import base64

import pytest

from trainer.errors import EvidenceError
from trainer.records.merkle import leaf_hash
from trainer.records.notes import MOST_BYTES, Checkpoint, Signer, Verifier, open_note
from trainer.records.receipts import FIRST_LINE, Receipt, verify

SIGNER = Signer("trainer/test", bytes(range(32)))


def signed(*leaves: str) -> str:
    """The checkpoint of a tree with one leaf."""
    return SIGNER.sign(Checkpoint("trainer/test", len(leaves), leaf_hash(leaves[0].encode())).text())


def text(leaf: str = '{"seq":1}', proof: str = "", first: str = FIRST_LINE, empty: str = "") -> str:
    return f"{first}\n{leaf}\n{proof}\n{empty}\n{signed(leaf)}"


def test_a_receipt_of_a_tree_of_one() -> None:
    assert verify(text(), SIGNER.verifier) == {"seq": 1}


@pytest.mark.parametrize(
    "wrong",
    [
        text(first="trainer-receipt/9"),
        text(empty="something"),
        text(proof=base64.b85encode(b"x" * 31).decode()),
        text(proof=base64.b85encode(b"x" * 32).decode() + " "),
        "",
    ],
)
def test_what_is_no_receipt(wrong: str) -> None:
    with pytest.raises(EvidenceError, match="no receipt"):
        Receipt.parse(wrong)


@pytest.mark.parametrize("leaf", ["no json", '{"seq":"1"}', '{"seq":true}', '{"seq":1.0}', "[1]", "{}", "null"])
def test_a_signed_leaf_that_is_no_entry_proves_nothing(leaf: str) -> None:
    with pytest.raises(EvidenceError, match="not in the ledger"):
        verify(text(leaf), SIGNER.verifier)


def test_a_note_may_be_as_long_as_it_may_be_and_no_longer() -> None:
    overhead = len(SIGNER.sign("\n")) - 1
    longest = "x" * (MOST_BYTES - overhead - 1) + "\n"
    assert len(SIGNER.sign(longest)) == MOST_BYTES
    assert open_note(SIGNER.sign(longest), SIGNER.verifier) == longest
    with pytest.raises(EvidenceError, match="no signed note"):
        open_note(SIGNER.sign("x" + longest), SIGNER.verifier)


@pytest.mark.parametrize("key", [b"\x02" + bytes(32), b"\x01" + bytes(31), b"\x01" + bytes(33), b""])
def test_a_key_of_another_kind_or_length_is_no_key(key: bytes) -> None:
    with pytest.raises(EvidenceError, match="That is no verifier key"):
        Verifier.parse(f"name+00000000+{base64.b64encode(key).decode()}")
