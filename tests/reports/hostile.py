"""Rows and names that the tests of all forms write: what a person could have typed, or pasted, or meant."""

from __future__ import annotations

import io
from enum import StrEnum
from typing import Any, NamedTuple

from hypothesis import strategies as st

from trainer.reports.about import About
from trainer.reports.columns import Code, Day, Moment
from trainer.reports.forms import BINARY, write


class Mood(StrEnum):
    """As a status."""

    FINE = "fine"
    NOT_YET = "not_yet"
    LOST = "lost"


class Row(NamedTuple):
    """One column of each kind."""

    person: Code
    name: str
    team: str
    mood: Mood
    due_on: Day
    done_at: Moment
    score: float | None
    attempts: int
    listed: bool
    lessons: tuple[str, ...]
    remark: str | None


ABOUT = About(
    report="completion",
    title="Who has =completed <what>",
    organisation="A|B & Co",
    as_of="2026-11-25",
    generated_at="2026-11-25T18:00:01Z",
    generated_by="login:ana",
    filters=(("team", "=Sales"), ("track", "all-staff")),
    notes=("Nobody is *left out*.",),
)
NASTY = (
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠x", '=HYPERLINK("http://evil.example")',
    "x\r=cmd|' /C calc'!A0", "x\n=1+1", 'a,b"c";d', "http://evil.example/", "www.evil.example", "a@evil.example",
    "xmpp:a@evil.example/x", "@everyone", "#1", "# head", "- item", "1. item", "| a | b |",
    "\\|", "a\\", "`a`@``b", "``", "@" + "`" * 90, "`@", "@`", "@|\\|",
    "*a* _b_ ~~c~~ $x$", "[a](http://evil.example)", "![a](x)", "<http://evil.example>", "[a]: x",
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '"><svg/onload=alert(1)>', "&lt;b&gt; &amp;",
    "<r><t>x</t></r>", "<r></is></c></row></sheetData><r>", "<r>&</r>", "_x000D_", "_x0041_b", "\0\x01\x1b[31m",
    "\u202egpj.exe", "\ufeff", "\ufffe\uffff", "\u2028", "end\r\nBEGIN:VEVENT", "a;b,c:d\\n", "🙂" * 90, "ä" * 300,
    " lead and trail ", "00123", "1e5", "TRUE", "'", "''=1", "",
)  # fmt: skip

texts = st.one_of(
    st.sampled_from(NASTY),
    st.text(max_size=40),
    st.text(alphabet="=+-@\t\r\n\"',;|\\`*_[]()<>#!~&:/.$w0aÄ🙂\u202e", max_size=30),
)
rows = st.builds(
    Row,
    person=st.sampled_from([Code("1001"), Code("00123"), Code("www.a-b.example")]),
    name=texts,
    team=texts,
    mood=st.sampled_from(Mood),
    due_on=st.one_of(st.just(Day("")), st.dates().map(lambda day: Day(day.isoformat()))),
    done_at=st.sampled_from([Moment(""), Moment("2026-11-25T18:00:01Z")]),
    score=st.one_of(st.none(), st.floats(-1e6, 1e6)),
    attempts=st.integers(),
    listed=st.booleans(),
    lessons=st.lists(texts, max_size=2).map(tuple),
    remark=st.one_of(st.none(), texts),
)


def row(name: str = "Ana", team: str = "Sales", mood: Mood = Mood.FINE, **other: Any) -> Row:
    """A row where only what matters is named."""
    usual = Row(
        person=Code("1001"), name=name, team=team, mood=mood, due_on=Day("2026-12-01"), done_at=Moment(""),
        score=87.5, attempts=2, listed=True, lessons=("L1", "L2"), remark=None,
    )  # fmt: skip
    return usual._replace(**other)


def written(form: str, some: list[Row], **more: Any) -> Any:
    """What ``write`` makes of the rows: text, or bytes for a binary form."""
    out: Any = io.BytesIO() if form in BINARY else io.StringIO(newline="")
    assert write(form, more.pop("about", ABOUT), Row, iter(some), out, **more) == len(some)
    return out.getvalue()
