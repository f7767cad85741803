"""People files: every problem at once, with its line, and nothing imported."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.errors import RosterError
from trainer.records.people import RosterRow
from trainer.service.roster_file import read


def problems(data: bytes, *, ignore_extra: bool = False) -> list[str]:
    with pytest.raises(RosterError) as caught:
        read("p.csv", data, ignore_extra=ignore_extra)
    assert all(problem.remedy for problem in caught.value.problems)
    return [f"{p.line}: {p.what}" for p in caught.value.problems]


def test_values_are_text_as_they_were_written() -> None:
    rows = read(
        "p.csv", "ID,Name,Roles\r\n00123,Zoë,manager; auditor\r\n\r\n1e5,=1+1,\r\n".encode(), ignore_extra=False
    )
    assert [(r.id, r.name) for r in rows] == [("00123", "Zoë"), ("1e5", "=1+1")]
    assert rows[0].roles == ("manager", "auditor")


def test_a_byte_order_mark_and_quoted_line_ends_and_any_column_order() -> None:
    rows = read("p.csv", b'\xef\xbb\xbfname,id\n"Lee, Ann",7\n', ignore_extra=False)
    assert rows == [RosterRow(id="7", name="Lee, Ann")]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "1: there is no column id"),
        (b"id,login\n1,a\n", "1: there is no column name"),
        (b"id,name,shoe\n1,A,43\n", "1: unknown column shoe"),
        (b"id,name,name\n1,A,B\n", "1: the column name stands twice"),
        (b"id,name\n1,A,B\n", "2: this row has 3 cells, the header has 2"),
        (b"id,name\n1\n", "2: this row has 1 cells, the header has 2"),
        (b'id,name\n1,"A\n', "2: not well-formed CSV"),
        ("id,name\n1,Zoë\n".encode("cp1252"), "2: this byte is not UTF-8"),
        (b"id,name\n1,A\n1,B\n", "3: the id 1 is also on line 2"),
        ("id,name\nab,A\nＡＢ,B\n".encode(), "3: the id ＡＢ is also on line 2"),
        (b"id,name,login\n1,A,x\n2,B,X\n", "3: the login X is also on line 2"),
        (b"id,name\n,A\n", "2: id is empty"),
        (b"id,name\n1,\n", "2: name is empty"),
        (b"id,name\n1,A\x1b[31m\n", "2: name holds the control character U+001B"),
        ("id,name\n1,A\u202eB\n".encode(), "2: name holds the control character U+202E"),
        (b"id,name\n1,A\x00B\n", "2: name holds the control character U+0000"),
        (b"id,name\n1," + b"A" * 20_000 + b"\n", "2: name has 20000 characters"),
        (b"id,name,roles\n1,A,king\n", "2: unknown role king"),
        (b"id,name,start_date\n1,A,1/2/2026\n", "2: '1/2/2026' is no date"),
        (b"id,name,start_date\n1,A,20260102\n", "2: '20260102' is no date"),
        (b"id,name\nlogin:x,A\n", "2: an id may not begin with login:"),
    ],
)
def test_each_mistake_is_said_with_its_line(data: bytes, said: str) -> None:
    assert any(found.startswith(said) for found in problems(data)), problems(data)


def test_all_mistakes_come_at_once() -> None:
    assert len(problems(b"id,name,roles\n1,,king\n1,B,\n,C,\n")) == 4


def test_extra_columns_may_be_ignored_on_request() -> None:
    assert read("p.csv", b"id,shoe,name\n1,43,A\n", ignore_extra=True) == [RosterRow(id="1", name="A")]


@given(st.binary(max_size=300))
def test_any_bytes_are_people_or_problems(data: bytes) -> None:
    with suppress(RosterError):
        assert all(row.id and row.name for row in read("p.csv", b"id,name\n" + data, ignore_extra=False))
