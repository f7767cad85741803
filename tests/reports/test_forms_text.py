"""CSV, JSON, table and Markdown: rows come back as they were, and hostile text stays text."""

from __future__ import annotations

import csv
import importlib
import io
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.reports.hostile import ABOUT, NASTY, Mood, Row, row, rows, texts, written
from trainer.reports.forms import BINARY, FORMS, Tally, write
from trainer.reports.forms.as_md import cell, escaped
from trainer.reports.forms.csvw import csv_metadata
from trainer.reports.forms.heads import spool
from trainer.reports.forms.schema import schema
from trainer.reports.forms.shape import columns_of, shown
from trainer.reports.writers import write_csv, write_json, write_table
from trainer.text import csv_cell, safe

jsonschema: Any = importlib.import_module("jsonschema")
markdown_it: Any = importlib.import_module("markdown_it")

NAMES = list(Row._fields)
some_rows = st.lists(rows, max_size=4)
nasty = [row(name, team=name, lessons=(name, "x"), remark=name) for name in NASTY]


@dataclass(frozen=True, slots=True)
class Old:
    """As rows were before they were tuples."""

    name: str
    mood: Mood
    score: float | None


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


@given(some_rows)
@example(nasty)
def test_csv_comes_back_cell_by_cell(some: list[Row]) -> None:
    lists = NAMES.index("lessons")
    expected = []
    for item in some:
        cells = ["" if value is None else str(value) for value in item]
        cells[lists] = "; ".join(item.lessons)
        for at in (NAMES.index("name"), NAMES.index("team"), lists, NAMES.index("remark")):
            cells[at] = csv_cell(cells[at])
        expected.append(cells)
    assert read(written("csv", some)) == [NAMES, *expected]


@given(some_rows)
@example(nasty)
def test_no_reader_of_csv_finds_a_formula_whatever_it_takes_for_a_line_end(some: list[Row]) -> None:
    """Outside quotes there is no CR, and each line ends in LF alone; inside them the first character is no sign."""
    text = written("csv", some)
    outside = "".join(text.split('"')[::2])
    assert "\r" not in outside
    for line in read(text)[1:]:
        for name in ("name", "team", "lessons", "remark"):
            assert line[NAMES.index(name)][:1] not in {*"=+-@\t\r＝＋－＠"}


def test_csv_keeps_the_order_of_rows_that_take_different_ways() -> None:
    some = [row(f"{sign}{number}") for number, sign in enumerate(["", "=", "", "x\r", "", "-", ""] * 50)]
    found = [line[1].lstrip("'=-x\r") for line in read(written("csv", some))[1:]]
    assert found == [str(number) for number in range(len(some))]


def test_csv_streams() -> None:
    """No more rows are in hand than the one that is being written."""
    out, seen = io.StringIO(), []

    def some() -> Any:
        for number in range(100):
            seen.append(out.getvalue().count("\n"))
            yield row(f"n{number}")

    write("csv", ABOUT, Row, some(), out)
    assert seen == list(range(1, 101))


def test_rows_may_be_dataclasses_and_of_one_column() -> None:
    class One(NamedTuple):
        name: str

    out = io.StringIO()
    assert write_csv(Old, [Old("=x", Mood.FINE, None)], out) == 1
    assert out.getvalue() == "name,mood,score\n'=x,fine,\n"
    out = io.StringIO()
    assert write_csv(One, [One("=x"), One("")], out) == 2
    assert read(out.getvalue()) == [["name"], ["'=x"], [""]]
    out = io.StringIO()
    assert write_json({"a": 1}, [Old("=x", Mood.FINE, None)], out) == 1
    assert json.loads(out.getvalue()) == {
        "schema": 1, "a": 1, "rows": [{"name": "=x", "mood": "fine", "score": None}],
    }  # fmt: skip


def test_an_annotation_that_no_form_knows_is_found_at_once() -> None:
    class Odd(NamedTuple):
        name: bytes

    with pytest.raises(TypeError, match="'name'"):
        columns_of(Odd)


def test_csv_metadata_describes_the_file_beside_it() -> None:
    found = csv_metadata(ABOUT, Row, "who has é.csv", 3)
    assert found["@context"][0] == "http://www.w3.org/ns/csvw"
    assert found["url"] == "who%20has%20%C3%A9.csv"
    columns = found["tableSchema"]["columns"]
    assert [column["name"] for column in columns] == NAMES
    by_name = {column["name"]: column for column in columns}
    assert by_name["mood"]["datatype"] == {"base": "string", "format": "fine|not_yet|lost"}
    assert (by_name["due_on"]["datatype"], by_name["done_at"]["datatype"]) == ("date", "dateTime")
    assert (by_name["attempts"].get("required"), by_name["score"].get("required")) == (True, None)
    said = json.dumps(found)
    for part in ("2026-11-25T18:00:01Z", "login:ana", '"=Sales"', "3 rows", "Nobody is *left out*."):
        assert part in said


@given(some_rows)
@example(nasty)
@example([])
def test_every_json_validates_against_its_schema_and_is_raw(some: list[Row]) -> None:
    document = json.loads(written("json", some))
    valid(document)
    assert document["row_count"] == len(some)
    assert document["filters"] == dict(ABOUT.filters)
    assert [item["name"] for item in document["rows"]] == [item.name for item in some]
    assert [tuple(item["lessons"]) for item in document["rows"]] == [item.lessons for item in some]


def valid(document: Any) -> None:
    told = schema("completion", Row)
    jsonschema.Draft202012Validator.check_schema(told)
    jsonschema.Draft202012Validator(told, format_checker=jsonschema.FormatChecker()).validate(document)


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("mood", "merry"), ("due_on", "1.12.2026"), ("due_on", "2026-13-01"), ("due_on", None),
        ("done_at", "2026-12-01"), ("score", "87.5"), ("attempts", 1.5), ("attempts", None), ("listed", "yes"),
        ("lessons", "L1"), ("remark", 1), ("name", None), ("more", ""),
    ],
)  # fmt: skip
def test_a_wrong_cell_does_not_validate(name: str, wrong: object) -> None:
    document = json.loads(written("json", [row()]))
    valid(document)
    document["rows"][0][name] = wrong
    with pytest.raises(jsonschema.ValidationError):
        valid(document)


@pytest.mark.parametrize("name", ["schema", "report", "as_of", "generated_at", "rows", "row_count", "notes"])
def test_a_document_without_a_part_or_of_another_report_does_not_validate(name: str) -> None:
    document = json.loads(written("json", []))
    with pytest.raises(jsonschema.ValidationError):
        valid({key: value for key, value in document.items() if key != name})
    with pytest.raises(jsonschema.ValidationError):
        valid({**document, name: "other"})


def test_json_refuses_what_json_cannot_say() -> None:
    with pytest.raises(ValueError, match="JSON"):
        written("json", [row(score=float("nan"))])


@given(some_rows, st.lists(st.sampled_from(NAMES), min_size=1, max_size=3))
def test_a_table_has_a_line_for_each_row_and_no_control_code(some: list[Row], columns: list[str]) -> None:
    lines = written("table", some, columns=columns).split("\n")
    assert len(lines) == len(some) + 2
    assert all(line == safe(line, 10**6) for line in lines)
    assert lines[0].split("  ")[0] == columns[0].replace("_", " ")


def test_a_table_as_commands_have_it() -> None:
    out = io.StringIO()
    assert write_table(Old, [Old("Ana\nB", Mood.NOT_YET, 1.5)], out, ["mood", "name"]) == 1
    assert out.getvalue() == "mood     name\nnot_yet  Ana B\n"


def tokens(text: str) -> list[Any]:
    parser = markdown_it.MarkdownIt("gfm-like", {"linkify": True, "html": True})
    found = parser.parse(text)
    return [*found, *(child for token in found for child in token.children or ())]


@given(texts)
@example("@" + " ".join("`" * n for n in range(1, 75)))
def test_markdown_shows_the_text_and_makes_nothing_of_it(value: str) -> None:
    wanted = safe(value, 3000).strip()
    for text in (f"- Name: {escaped(value)}\n", f"# x {escaped(value)}\n", f"| a |\n| --- |\n| {cell(value)} |\n"):
        found = tokens(text)
        kinds = {token.type for token in found if token.type not in PLAIN}
        assert kinds <= {"text", "code_inline"}, kinds
        said = "".join(token.content for token in found if token.type in {"text", "code_inline"})
        # A list item and a heading begin with a word of ours, a table with its head.
        assert said.removeprefix("Name:").removeprefix("x").removeprefix("a").strip() == wanted


PLAIN = {
    f"{name}_{end}"
    for name in ("bullet_list", "list_item", "paragraph", "heading", "table", "thead", "tbody", "tr", "th", "td")
    for end in ("open", "close")
} | {"inline"}


@given(some_rows)
@example(nasty)
def test_markdown_is_one_table_with_every_cell(some: list[Row]) -> None:
    text = written("md", some)
    found = markdown_it.MarkdownIt("gfm-like").parse(text)
    assert sum(token.type == "tr_open" for token in found) == len(some) + 1
    cells = [found[at + 1] for at, token in enumerate(found) if token.type == "td_open"]
    assert len(cells) == len(some) * len(NAMES)
    shown_cells = ["".join(child.content for child in token.children).strip() for token in cells]
    assert shown_cells == [safe(shown(value), 3000).strip() for item in some for value in item]
    for label in ("2026-11-25T18\\:00\\:01Z", "login\\:ana", "team\\: \\=Sales", f"- Rows: {len(some)}\n"):
        assert label in text


def test_markdown_has_the_counts_of_the_chart() -> None:
    text = written("md", [row(), row(mood=Mood.LOST)], chart=Tally(title="By team", by="team", of="mood"))
    assert "## By team\n\n|  | fine | lost | all |\n| --- | ---: | ---: | ---: |\n| Sales | 1 | 1 | 2 |\n" in text


def test_github_sees_no_address_where_a_backslash_is_not_enough() -> None:
    """It joins the pieces of text before it looks for addresses, so only code keeps one from being a link."""
    assert escaped("ask a@evil.example") == "` ask a@evil.example `"
    assert escaped("`@") == "`` `@ ``"


def test_a_spool_that_grows_beyond_memory_comes_back_whole() -> None:
    with spool() as waiting:
        for _ in range(20):
            waiting.write("ä" * 2**19)
        waiting.seek(0)
        assert len(waiting.read()) == 20 * 2**19


def test_a_form_drags_in_only_itself() -> None:
    code = (
        "import io, sys\nfrom trainer.reports.forms import write\nfrom trainer.reports.about import About\n"
        "from typing import NamedTuple\nclass Row(NamedTuple):\n    name: str\n"
        "about = About(report='r', title='', organisation='', as_of='', generated_at='', generated_by='')\n"
        "write('csv', about, Row, [Row('a')], io.StringIO())\n"
        "print(*(m for m in sys.modules if m in ('xlsxwriter', 'icalendar', 'html', 'json') or '.as_' in m))"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["trainer.reports.forms.as_csv"]


def test_there_is_no_other_form() -> None:
    assert set(FORMS) > BINARY
    with pytest.raises(ValueError, match="pdf"):
        write("pdf", ABOUT, Row, [], io.StringIO())
