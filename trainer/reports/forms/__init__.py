"""The forms in which a report is written: one module a form, imported only when that form is asked for.

Invariant: whatever a person wrote shows as text in every form. It is never a formula, a link, markup or a control
code, and it is cut only where a form has a limit that the form's module states.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO, TextIO, cast

from trainer.reports.about import About
from trainer.reports.forms.chart import Chart, Tally

__all__ = ["BINARY", "FORMS", "Chart", "Tally", "write"]

FORMS = ("table", "csv", "json", "xlsx", "html", "md")
"""As ``--format`` takes them, and as the names of files end."""
BINARY = frozenset({"xlsx"})
"""The forms that want a binary file; all others want text: UTF-8, LF, ``errors="backslashreplace"``."""


def write(
    form: str,
    about: About,
    row_type: type,
    rows: Iterable[Any],
    out: TextIO | BinaryIO,
    *,
    columns: Sequence[str] = (),
    chart: Chart | Tally | None = None,
) -> int:
    """Write a report in one of ``FORMS``; returns how many rows. The rows are read once, none is kept but by a table.

    ``columns`` picks and orders what a table shows; the other forms have all columns. ``chart`` is drawn by HTML and
    stands as counts in XLSX and Markdown. :class:`ValueError` for a form that there is not.
    """
    if form == "xlsx":
        from trainer.reports.forms.as_xlsx import write_xlsx

        return write_xlsx(about, row_type, rows, cast("BinaryIO", out), chart=chart)
    text = cast("TextIO", out)
    if form == "table":
        from trainer.reports.forms.as_table import write_table

        return write_table(row_type, rows, text, columns)
    if form == "csv":
        from trainer.reports.forms.as_csv import write_csv

        return write_csv(row_type, rows, text)
    return _write_document(form, about, row_type, rows, text, chart)


def _write_document(
    form: str, about: About, row_type: type, rows: Iterable[Any], out: TextIO, chart: Chart | Tally | None
) -> int:
    """The forms of text that have room for what the report says of itself."""
    if form == "json":
        from trainer.reports.forms.as_json import write_report

        return write_report(about, row_type, rows, out)
    if form == "html":
        from trainer.reports.forms.as_html import write_html

        return write_html(about, row_type, rows, out, chart=chart)
    if form == "md":
        from trainer.reports.forms.as_md import write_md

        return write_md(about, row_type, rows, out, chart=chart)
    raise ValueError(f"there is no form {form!r}")
