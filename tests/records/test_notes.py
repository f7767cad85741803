"""Signed notes and checkpoints, byte for byte as their published examples."""

from __future__ import annotations

import pytest

from trainer.errors import EvidenceError
from trainer.records.notes import Checkpoint, Signer, Verifier, open_note, parse_checkpoint

# The example of the signed note's reference implementation (Go's sumdb/note).
SECRET = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
PUBLIC = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
BLOB = "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
SIGNED = f"{TEXT}\n— PeterNeumann {BLOB}\n"
# The example of C2SP tlog-checkpoint.
CHECKPOINT = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"


def test_the_published_note() -> None:
    signer = Signer.parse(SECRET)
    assert str(signer.verifier) == PUBLIC
    assert signer.sign(TEXT) == SIGNED
    assert open_note(SIGNED, Verifier.parse(PUBLIC)) == TEXT
    assert signer.secret() == SECRET


def test_the_published_checkpoint() -> None:
    found = parse_checkpoint(CHECKPOINT)
    assert (found.origin, found.size) == ("example.com/behind-the-sofa", 20852163)
    assert found.text() == CHECKPOINT
    assert parse_checkpoint(CHECKPOINT + "an extension\n") == found


@pytest.mark.parametrize("at", range(0, len(SIGNED), 3))
def test_no_letter_of_a_note_can_change(at: int) -> None:
    other = "x" if SIGNED[at] != "x" else "y"
    with pytest.raises(EvidenceError):
        open_note(SIGNED[:at] + other + SIGNED[at + 1 :], Verifier.parse(PUBLIC))


@pytest.mark.parametrize(
    "note",
    [
        "",
        "\n",
        TEXT,
        SIGNED[:-1],
        SIGNED + "\n",
        SIGNED.replace("\n\n", "\n"),
        "\n" + SIGNED[len(TEXT) :],
        "\t" + SIGNED,
    ],
)
def test_what_is_no_note_is_refused(note: str) -> None:
    with pytest.raises(EvidenceError):
        open_note(note, Verifier.parse(PUBLIC))


def test_a_signature_by_another_key_is_passed_over_and_one_alone_proves_nothing() -> None:
    other = Signer("someone", bytes(32))
    line = other.sign(TEXT).rpartition("\n\n")[2]
    assert open_note(SIGNED + line, Verifier.parse(PUBLIC)) == TEXT
    with pytest.raises(EvidenceError, match="not signed by PeterNeumann"):
        open_note(other.sign(TEXT), Verifier.parse(PUBLIC))


@pytest.mark.parametrize(
    "key", ["", "x", PUBLIC.replace("c74f", "c74e"), PUBLIC[:-1], PUBLIC.replace("Peter", "Pater")]
)
def test_a_damaged_key_is_refused(key: str) -> None:
    with pytest.raises(EvidenceError):
        Verifier.parse(key)
    with pytest.raises(EvidenceError):
        Signer.parse(key)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a\n",
        "a\n01\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "a\n1\nAAAA\n",
        "\n1\n" + CHECKPOINT[-45:],
        "a\n-1\n",
    ],
)
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(EvidenceError):
        parse_checkpoint(text)


def test_a_tree_head_survives() -> None:
    head = Checkpoint("trainer/x", 0, bytes(32))
    assert parse_checkpoint(head.text()) == head


def test_a_signing_key_whose_id_was_damaged_is_refused() -> None:
    with pytest.raises(EvidenceError, match="does not agree with its own key id"):
        Signer.parse(SECRET.replace("c74f", "c74e"))
    with pytest.raises(EvidenceError, match="does not agree with its own key id"):
        Signer.parse(SECRET.replace("Peter", "Pater"))


@pytest.mark.parametrize("sign", ["\x1f", "\x00", "\t", "\r"])
def test_no_control_character_stands_in_a_note(sign: str) -> None:
    signer = Signer.parse(SECRET)
    with pytest.raises(EvidenceError, match="no signed note"):
        open_note(signer.sign(f"a{sign}b\n"), signer.verifier)


@pytest.mark.parametrize("sign", ["\x1f", " ", "\u2003", "+"])
def test_no_white_space_and_no_plus_stands_in_a_name(sign: str) -> None:
    signer = Signer.parse(SECRET)
    with pytest.raises(EvidenceError, match="no verifier key"):
        Verifier.parse(str(Verifier(f"a{sign}b", signer.verifier.public)))


def test_a_space_and_what_is_above_it_may_stand_in_a_note() -> None:
    signer = Signer.parse(SECRET)
    assert open_note(signer.sign("a \x7f\u00e9\n"), signer.verifier) == "a \x7f\u00e9\n"
