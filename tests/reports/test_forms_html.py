"""The HTML page: self-contained, whole, readable by ear, and hostile text stays text. The chart and what it counts."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.reports.hostile import NASTY, Mood, Row, row, rows, written
from trainer.reports import page
from trainer.reports.forms.chart import Chart, Counting, Tally
from trainer.reports.forms.shape import shown
from trainer.reports.forms.svg import FILLS, draw
from trainer.text import safe

TALLY = Tally(title="By <team>", by="team", of="mood")
VOID = {"meta", "br", "rect", "path"}
ALLOWED = {
    "html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "p", "dl", "dt", "dd", "div", "figure",
    "table", "caption", "thead", "tbody", "tr", "th", "td", "svg", "desc", "g", "text", "rect", "path",
}  # fmt: skip
nasty = [row(name, team=name, lessons=(name, "x"), remark=name) for name in NASTY]


class Page(HTMLParser):
    """Reads a page: its tags are closed in order, its tables as cells."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.cells: list[str] = []
        self.text = ""
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
        if tag in {"td", "th"}:
            self.cells.append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data
        if self.open and self.open[-1] in {"td", "th"}:
            self.cells[-1] += data


@given(st.lists(rows, max_size=4))
@example(nasty)
@example([])
def test_the_page_runs_and_loads_nothing_and_skips_nothing(some: list[Row]) -> None:
    text = written("html", some, chart=TALLY)
    found = Page(text)
    assert {tag for tag, _ in found.tags} <= ALLOWED
    names = {name for _, attributes in found.tags for name in attributes}
    assert not {name for name in names if name.startswith("on")} | (names & {"src", "href", "style", "srcset", "data"})
    style = "".join(re.findall("<style>(.*?)</style>", text, re.DOTALL))
    assert "url(" not in style + "".join(str(attributes) for _, attributes in found.tags)
    assert "@import" not in style
    cells = found.cells[-len(some) * len(Row._fields) :] if some else []
    assert cells == [safe(shown(value), 4000) for item in some for value in item]


def test_the_page_says_what_it_is_and_can_be_heard() -> None:
    found = Page(written("html", [row(), row("Bo")], chart=TALLY))
    assert ("html", {"lang": "en"}) in found.tags
    policy = {"http-equiv": "Content-Security-Policy", "content": page.POLICY}
    assert ("meta", policy) in found.tags
    assert page.POLICY == "default-src 'none'; style-src 'unsafe-inline'"
    heads = [attributes for tag, attributes in found.tags if tag == "th"]
    assert {attributes["scope"] for attributes in heads} == {"row", "col"}
    assert sum(tag == "caption" for tag, _ in found.tags) == sum(tag == "table" for tag, _ in found.tags) == 2
    for said in ("A|B & Co", "2026-11-25T18:00:01Z", "login:ana", "team: =Sales; track: all-staff", "left out"):
        assert said in found.text
    assert re.search(r"Rows\s*2", found.text)


def test_it_prints_with_its_header_on_each_sheet() -> None:
    text = written("html", [])
    assert "thead { display: table-header-group; }" in text
    assert "size: landscape" in text
    assert "<p>Nothing.</p>" in text


def brightness(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted([brightness(one), brightness(other)], reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_contrast(scheme: int) -> None:
    block = re.findall(r":root \{([^}]*--ink[^}]*)\}", written("html", []))[scheme]
    colours: dict[str, str] = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", block))
    assert contrast(colours["ink"], colours["paper"]) >= 7
    assert contrast(colours["ink"], colours["head"]) >= 4.5
    assert contrast(colours["quiet"], colours["paper"]) >= 4.5
    for fill in FILLS:
        assert contrast(fill, colours["paper"]) >= 3, fill


def test_a_chart_shows_its_numbers_as_a_drawing_and_as_a_table() -> None:
    chart = Chart(title="T", series=("a", "b"), bars=(("<x>", (3, 1)), ("y", (0, 2))))
    text = written("html", [], chart=chart)
    found = Page(text)
    svg = next(attributes for tag, attributes in found.tags if tag == "svg")
    assert (svg["role"], svg["aria-labelledby"]) == ("img", "chart-title chart-says")
    assert {"chart-title", "chart-says"} <= {attributes.get("id") for _, attributes in found.tags}
    widths = [float(width) for width in re.findall(r'<rect class="s[01]" x="\d{3}[^>]*width="([\d.]+)"', text)]
    assert widths[-3:] == [375.0, 125.0, 250.0]
    assert found.cells[:11] == ["", "a", "b", "all", "<x>", "3", "1", "4", "y", "0", "2"]


def test_no_two_series_look_alike_without_colour() -> None:
    series = tuple(f"s{n}" for n in range(9))
    drawn = draw(Chart(title="", series=series, bars=(("x", (100,) * 9),)))
    looks = [
        (path.count("h"), path.count("v"))
        for path in re.findall(r'<rect class="s\d" x="[^>]*/><path d="([^"]*)"', drawn)
    ]
    assert len(set(looks[:9])) == 9
    assert len(set(looks[9:])) == 9


def test_nothing_is_drawn_of_nothing() -> None:
    assert draw(Chart(title="", series=(), bars=())) == ""
    assert draw(Chart(title="", series=("a",), bars=(("x", (0,)),))) == ""
    assert "<svg" not in written("html", [], chart=TALLY)


@given(st.lists(rows, max_size=12), st.integers(1, 4))
def test_a_tally_counts_every_row_once(some: list[Row], most: int) -> None:
    counting = Counting(Tally(title="", by="team", of="mood", most=most), Row)
    assert list(counting.passing(iter(some))) == some
    chart = counting.chart()
    assert chart is not None
    assert len(chart.bars) <= most + 1
    assert sum(sum(counts) for _, counts in chart.bars) == len(some)
    assert list(chart.series) == [mood for mood in Mood if any(item.mood is mood for item in some)]
    for at, mood in enumerate(chart.series):
        assert sum(counts[at] for _, counts in chart.bars) == sum(item.mood == mood for item in some)


def test_a_tally_keeps_the_largest_bars_and_orders_them_by_name() -> None:
    some = [row(team=team) for team in ("c", "c", "B", "B", "B", "a", "", "")]
    counting = Counting(Tally(title="", by="team", of="mood", most=3), Row)
    assert list(counting.passing(some)) == some
    chart = counting.chart()
    assert chart is not None
    assert chart.bars == (("(none)", (2,)), ("B", (3,)), ("c", (2,)), ("1 other", (1,)))
