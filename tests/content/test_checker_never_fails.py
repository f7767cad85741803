"""Whatever an author writes, the checker says something and never breaks down."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.content.clean_course import TODAY, Clean, build
from trainer.content.checker import RULES, check_roots

_TEXTS = st.one_of(
    st.text(min_size=1, max_size=60),
    st.sampled_from(["*", "?", "...", "# allow:", "{{x.y}}", "1.", "- ", "| a |", "e.g.", "\u202e"]),
    st.text(alphabet="aeiou yd.?!*`>#-|\"'", min_size=1, max_size=80),
)
_PLACES = (
    ("bank", 'text: "That she does not know it yet, and that she will ask and tell him."', "text: {}"),
    ("bank", 'why: "It says what the picture is for, in words that she knows."', "why: {}"),
    ("bank", "reviewer: Reviewer", "reviewer: {}"),
    ("lesson", 'A true answer in plain words, or "I will find out".', "{}"),
    ("lesson", "title: An honest answer", "title: {}"),
    ("manifest", "title: Seeded", "title: {}"),
    ("manifest", 'version: "1.0"', "version: {}"),
)


def _stem(clean: Clean, text: str) -> None:
    bank = clean.bank.read_text(encoding="utf-8")
    start, end = bank.index("    stem: >-"), bank.index("    options:")
    clean.bank.write_text(f"{bank[:start]}    stem: {json.dumps(text)}\n{bank[end:]}", encoding="utf-8")


@settings(max_examples=60)
@given(st.sampled_from(_PLACES), _TEXTS, _TEXTS)
def test_it_never_fails(place: tuple[str, str, str], text: str, stem: str) -> None:
    with TemporaryDirectory() as folder:
        clean = build(Path(folder))
        where, old, new = place
        path: Path = getattr(clean, where)
        written = text if new == "{}" else json.dumps(text)
        path.write_text(path.read_text(encoding="utf-8").replace(old, new.format(written), 1), encoding="utf-8")
        _stem(clean, stem)
        for finding in check_roots([clean.root], TODAY):
            assert finding.rule in RULES
            assert finding.line >= 1
            assert finding.column >= 1
            assert str(finding)
