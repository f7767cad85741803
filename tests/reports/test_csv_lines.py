"""A line that goes out without ``csv`` is the line that ``csv`` would have written."""

from __future__ import annotations

import csv
import io
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from trainer.compliance.status import Status
from trainer.reports.columns import Code, Day
from trainer.reports.forms.as_csv import write_csv


class Row(NamedTuple):
    person: str
    name: str
    module: Code
    status: Status
    on: Day
    score: float | None


class Alone(NamedTuple):
    name: str


_text = st.one_of(
    st.sampled_from(["Ana", "None", "", " x ", "a,b", '"', "a\nb", "%s"]), st.text(',"\n%a N\u2028', max_size=4)
)
_rows = st.lists(
    st.builds(
        Row,
        _text,
        _text,
        st.sampled_from(["M04", ""]),
        st.sampled_from(Status),
        st.sampled_from(["2026-07-01", ""]),
        st.one_of(st.none(), st.floats(0, 100), st.sampled_from([80.0, 1e-7, 66.67])),
    )
)


def by_csv(row_type: type, rows: list[tuple[object, ...]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(row_type.__annotations__)
    writer.writerows(rows)
    return out.getvalue()


@given(_rows)
def test_many_columns(rows: list[Row]) -> None:
    out = io.StringIO()
    assert write_csv(Row, iter(rows), out) == len(rows)
    assert out.getvalue() == by_csv(Row, list(rows))


@given(st.lists(st.builds(Alone, _text)))
def test_one_column(rows: list[Alone]) -> None:
    out = io.StringIO()
    assert write_csv(Alone, iter(rows), out) == len(rows)
    assert out.getvalue() == by_csv(Alone, list(rows))
