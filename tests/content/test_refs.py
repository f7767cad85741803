"""Legal citations: what may be cited and in what form."""

from __future__ import annotations

from pathlib import Path

import pytest

from trainer.content.refs import Refs
from trainer.content.shapes import Shapes
from trainer.content.yamltree import parse

SHIPPED = Path(__file__).parents[2] / "modules" / "refs.yaml"


@pytest.fixture(scope="module")
def refs() -> Refs:
    problems: list[object] = []
    tree = parse(SHIPPED, SHIPPED.read_text(encoding="utf-8"), [])
    assert tree is not None
    file = Shapes().refs.read(tree, [])
    assert file is not None
    assert problems == []
    return file.refs()


@pytest.mark.parametrize(
    "citation",
    [
        "GDPR 6(1)(f)", "GDPR 6(1)", "GDPR 12", "GDPR 16", "GDPR 4(11)", "GDPR Rec 1", "GDPR Rec 47", "GDPR Rec 173",
        "GDPR 21(2)-(4)", "GDPR 7(1)-(4)", "GDPR 33(1)-(5)", "GDPR 5(1)(a)-(f)", "GDPR 83(2)(k)", "ePrivacy 13(2)",
        "EDPB 05/2020", "CJEU C-252/21", "CJEU C-413/23 P",
    ],
)  # fmt: skip
def test_what_may_be_cited(refs: Refs, citation: str) -> None:
    assert citation in refs


@pytest.mark.parametrize(
    "citation",
    [
        "", "GDPR", "GDPR 0", "GDPR 100", "GDPR 6(9)", "GDPR 6(1)(z)", "GDPR 6(f)", "GDPR Rec 0", "GDPR Rec 174",
        "GDPR Rec 047", "GDPR 7(4)-(1)", "GDPR 7(1)-(9)", "GDPR 7-(4)", "GDPR 7(1)-(1)", "gdpr 6(1)", "GDPR 6 (1)",
        "GDPR 6(1)\n", "ePrivacy 99", "EDPB 5/2020", "GDPR ٦",
    ],
)  # fmt: skip
def test_what_may_not_be_cited(refs: Refs, citation: str) -> None:
    assert citation not in refs


def test_other_things_are_no_citation(refs: Refs) -> None:
    assert 6 not in refs
    assert "GDPR 6" not in Refs()


def test_titles(refs: Refs) -> None:
    assert refs.title("GDPR 6(1)(f)") == "Lawfulness of processing"
    assert refs.title("CJEU C-252/21") == "Meta v Bundeskartellamt, 4 July 2023"
    assert refs.title("GDPR Rec 47") == ""
    assert refs.title("GDPR 6(9)") == ""


def test_an_overlay_adds_and_wins() -> None:
    mine = Refs(others={"House 1": "ours", "EDPB 1": "new"}, recitals=2)
    merged = Refs(others={"EDPB 1": "old"}, recitals=5).merged(mine)
    assert merged.others == {"EDPB 1": "new", "House 1": "ours"}
    assert merged.recitals == 5
