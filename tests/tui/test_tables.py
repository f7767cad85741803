"""A table in a lesson, in a place narrower than its lines."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult

from tests.tui.screens import settle, shown
from trainer.tui.widgets.lesson_blocks import ProseBlock

WIDE = """## Who asks

| Who asks | What they need from us before we answer | What we do with the file that we keep |
|---|---|---|
| A customer by phone | A detail that we already hold about the order | Note the day and who answered |
| The police | A letter that names the law | Ask the privacy lead first |
"""


class OneTable(App[int]):
    def compose(self) -> ComposeResult:
        yield ProseBlock(0, WIDE)


@pytest.mark.parametrize("width", [80, 60])
async def test_no_column_is_squeezed_and_no_word_is_lost(width: int) -> None:
    app = OneTable()
    async with app.run_test(size=(width, 40)) as pilot:
        await settle(pilot)
        text = shown(pilot)
    assert "…" not in text
    cells = [line.split("│") for line in text.splitlines() if line.count("│") == 4]
    widths = [len(cell) for cell in cells[0][1:4]]
    assert min(widths) * 5 > max(widths)
    for column, words in enumerate(("A customer by phone", "A detail that we already hold about the order"), start=1):
        letters = "".join("".join(row[column].split()) for row in cells)
        assert "".join(words.split()) in letters
