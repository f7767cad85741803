"""A lesson's text, and the place in it that stays the same whatever the width."""

from __future__ import annotations

from math import ceil
from typing import Any

from trainer.service.views import BLOCK
from trainer.tui.widgets.reading import Reading


class LessonText(Reading):
    """The lesson's blocks; a place in them is counted as the service counts it, in parts of a block."""

    @property
    def top(self) -> int:
        """The place of the line at the top."""
        y, blocks = self.scroll_y, self._blocks()
        shown = [block for block in blocks if block.virtual_region.bottom > y] or blocks[-1:]
        if not shown:
            return 0
        number: int = shown[0].block_number
        first, end = self._reach(number)
        return number * BLOCK + min(ceil(max(y - first, 0) / max(end - first, 1) * BLOCK), BLOCK - 1)

    def show(self, place: int) -> None:
        """Bring the line at a place to the top."""
        number, part = divmod(place, BLOCK)
        first, end = self._reach(number)
        # The title stands above the first block.
        self.scroll_to(y=first + (end - first) * part // BLOCK if place else 0, animate=False, immediate=True)

    @property
    def share(self) -> float:
        """How much of it is above the lower edge, from 0 to 1."""
        return min(1.0, (self.scroll_y + self.size.height) / max(self.virtual_size.height, 1))

    @property
    def at_end(self) -> bool:
        """Whether its end shows."""
        there = self.virtual_size.height > 0 and bool(self.children)
        return there and self.scroll_y >= self.max_scroll_y - 1

    def _reach(self, number: int) -> tuple[int, int]:
        """The first line of a block, and the one after its last; a block of prose is several widgets."""
        regions = [block.virtual_region for block in self._blocks() if block.block_number == number]
        return (regions[0].y, regions[-1].bottom) if regions else (0, 0)

    def _blocks(self) -> list[Any]:
        return [widget for widget in self.children if hasattr(widget, "block_number")]
