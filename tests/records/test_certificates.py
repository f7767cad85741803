"""The seal of a certificate: it holds for what was sealed, and for nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.content.codec import canonical
from trainer.errors import EvidenceError
from trainer.records import certificates, receipts
from trainer.records.certificates import CLOSING, FIRST_LINE, OPENING, SLOT, looks_like_one, seal, verify
from trainer.records.merkle import leaf_hash
from trainer.records.notes import Checkpoint, Signer, open_note, parse_checkpoint
from trainer.records.receipts import Receipt

SIGNER = Signer("trainer/test", bytes(range(32)))
OTHER = Signer("trainer/test", bytes(range(1, 33)))
PAGE = f'<!doctype html>\n<html lang="en">\n<p>Ana &amp; Bö</p>\n{SLOT}\n</html>\n'


def receipt_of(entry_id: str = "e1", kind: str = "certification", signer: Signer = SIGNER) -> str:
    """The receipt of the only entry of a ledger; its payload has what HTML has to escape."""
    leaf = canonical({"id": entry_id, "kind": kind, "payload": '{"track":"a<b>&amp;"}', "seq": 1})
    note = signer.sign(Checkpoint("trainer/test", 1, leaf_hash(leaf.encode())).text())
    return Receipt(leaf, (), note).text()


def sealed(page: str = PAGE) -> str:
    return seal(page, receipt_of(), "e1", SIGNER)


def bound(text: str) -> str:
    """The note at the end of a certificate."""
    return FIRST_LINE + text.rpartition(FIRST_LINE)[2].removesuffix(text.rpartition(CLOSING)[2]).removesuffix(CLOSING)


def test_it_holds_and_says_what_was_sealed() -> None:
    found = verify(sealed(), SIGNER.verifier)
    assert (found.entry["id"], found.page) == ("e1", PAGE)
    assert json.loads(str(found.entry["payload"])) == {"track": "a<b>&amp;"}
    assert sealed() == sealed()


def test_the_evidence_reads_as_text_in_a_browser() -> None:
    inside = sealed().partition(OPENING)[2].partition(CLOSING)[0]
    assert "<" not in inside
    assert "trainer receipt v1" in inside


WORDS = st.text(st.characters(exclude_characters="\r", exclude_categories=["Cs"])).filter(lambda t: OPENING not in t)


@given(WORDS, WORDS)
def test_any_page_with_one_slot_can_be_sealed(head: str, tail: str) -> None:
    page = f"{head}{SLOT}{tail}"
    if page.count(OPENING) == 1:
        assert verify(seal(page, receipt_of(), "e1", SIGNER), SIGNER.verifier).page == page


@pytest.mark.parametrize("page", ["no slot", f"{SLOT}{SLOT}", f"{OPENING}x{CLOSING}", f"{OPENING}{SLOT}"])
def test_a_page_without_its_one_slot_is_not_sealed(page: str) -> None:
    with pytest.raises(ValueError, match="one slot"):
        seal(page, receipt_of(), "e1", SIGNER)


@given(st.integers(0, len(sealed()) - 1), st.sampled_from("xA0 \n<&\r\u202e—"))
def test_no_character_can_be_changed_added_or_taken_away(at: int, new: str) -> None:
    text = sealed()
    changed = {text[:at] + new + text[at + 1 :], text[:at] + new + text[at:], text[:at] + text[at + 1 :]} - {text}
    for wrong in changed:
        with pytest.raises(EvidenceError):
            verify(wrong, SIGNER.verifier)


@given(st.integers(0, len(sealed()) - 1))
def test_none_holds_that_is_cut_short(length: int) -> None:
    with pytest.raises(EvidenceError):
        verify(sealed()[:length], SIGNER.verifier)


def again_signed(text: str) -> str:
    line = bound(text).splitlines()[-1]
    return text.replace(f"{line}\n{CLOSING}", f"{line}\n{line}\n{CLOSING}")


def signed_by_a_stranger_too(text: str) -> str:
    line = Signer("someone", bytes(32)).sign("x\n").splitlines()[-1]
    return text.replace(f"\n{CLOSING}", f"\n{line}\n{CLOSING}")


CHANGES: dict[str, Callable[[str], str]] = {
    "a visible word": lambda text: text.replace("Ana", "Eve"),
    "bytes after the end": lambda text: text + "\n",
    "bytes before the beginning": lambda text: "\ufeff" + text,
    "line ends of another system": lambda text: text.replace("\n", "\r\n"),
    "another way to write a character": lambda text: text.replace("&lt;b", "&#60;b"),
    "a script after the evidence": lambda text: text.replace("</html>", "<script>alert(1)</script></html>"),
    "a second slot": lambda text: text.replace("</html>", f"{SLOT}</html>"),
    "the same signature twice": again_signed,
    "a stranger's signature beside ours": signed_by_a_stranger_too,
    "a lone surrogate": lambda text: text.replace("Ana", "\udcff"),
    "nothing left": lambda text: "",
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_found(change: str) -> None:
    wrong = CHANGES[change](sealed())
    assert wrong != sealed()
    with pytest.raises(EvidenceError):
        verify(wrong, SIGNER.verifier)


def test_changed_line_ends_are_told_from_an_altered_word() -> None:
    with pytest.raises(EvidenceError, match=r"line ends .* were changed"):
        verify(sealed().replace("\n", "\r\n"), SIGNER.verifier)
    with pytest.raises(EvidenceError, match="was altered"):
        verify(sealed().replace("Ana", "Eve"), SIGNER.verifier)


def test_another_key_is_said_to_be_another() -> None:
    with pytest.raises(EvidenceError, match="not signed by trainer/test"):
        verify(sealed(), OTHER.verifier)
    renamed = Signer("trainer/other", bytes(range(32))).verifier
    with pytest.raises(EvidenceError, match="not signed by trainer/other"):
        verify(sealed(), renamed)


def test_the_parts_of_two_certificates_make_no_third() -> None:
    mine, theirs = receipt_of("e1"), receipt_of("e2")
    their_page = PAGE.replace("Ana", "Eve")
    mixed = [
        # Each part was signed, but not with the others.
        seal(PAGE, mine, "e2", SIGNER),
        sealed().replace(PAGE.partition(SLOT)[0], their_page.partition(SLOT)[0]),
        seal(PAGE, theirs, "e1", SIGNER),
        seal(PAGE, receipt_of(signer=OTHER), "e1", SIGNER),
        seal(PAGE, mine, "e1", OTHER),
    ]
    for wrong in mixed:
        with pytest.raises(EvidenceError):
            verify(wrong, SIGNER.verifier)


def test_the_receipt_must_be_of_a_certification() -> None:
    text = seal(PAGE, receipt_of(kind="failed_attempt"), "e1", SIGNER)
    with pytest.raises(EvidenceError, match="not of a certification"):
        verify(text, SIGNER.verifier)


def test_a_certificate_s_note_is_no_checkpoint() -> None:
    said = open_note(bound(sealed()), SIGNER.verifier)
    assert said.startswith(FIRST_LINE)
    with pytest.raises(EvidenceError, match="no checkpoint"):
        parse_checkpoint(said)
    with pytest.raises(EvidenceError):
        receipts.verify(Receipt("{}", (), bound(sealed())).text(), SIGNER.verifier)


def test_a_checkpoint_is_no_certificate_s_note() -> None:
    for name in ("trainer/test", FIRST_LINE):
        # Even one whose ledger had the name that begins a certificate.
        checkpoint = SIGNER.sign(Checkpoint(name, 1, bytes(32)).text())
        wrong = sealed().replace(bound(sealed()), checkpoint)
        assert wrong != sealed()
        with pytest.raises(EvidenceError):
            verify(wrong, SIGNER.verifier)


def test_a_receipt_and_a_certificate_are_told_apart() -> None:
    assert looks_like_one(sealed())
    assert looks_like_one(sealed()[:60])
    assert not looks_like_one(receipt_of())
    assert certificates.FIRST_LINE != receipts.FIRST_LINE
