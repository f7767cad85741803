"""``branch``: one scene of a scenario: what came before and what happens now, then one choice."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from trainer.service.check_views import Asked
from trainer.text import safe, safe_block
from trainer.tui.answers.lines import LONGEST
from trainer.tui.answers.single import Single
from trainer.tui.answers.told import PAGES, Told


class Branch(Single):
    """The path so far, with one choice more."""

    tells_stem = True

    BINDINGS: ClassVar[list[BindingType]] = [*PAGES]

    def __init__(self, asked: Asked) -> None:
        super().__init__(asked)
        self._before = _before(asked)
        self._text = Told(Content.assemble(self._before, safe_block(asked.scene)))

    @property
    def given(self) -> tuple[str, ...]:
        return self.asked.path + super().given

    def missing(self) -> str:
        return "" if self.chosen is not None else "Choose what to do first: a letter, or the arrow keys."

    def compose(self) -> ComposeResult:
        yield self._text
        yield self.list

    def on_mount(self) -> None:
        super().on_mount()
        if self.asked.played:
            # Only once it is laid out is it known where the scene begins.
            self.call_after_refresh(self._text.reach, self._before, top=True)

    def on_resize(self) -> None:
        if self.asked.played:
            self.call_after_refresh(self._text.reach, self._before, top=True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self._text.is_long if action == "turn" else super().check_action(action, parameters)

    def action_turn(self, pages: int) -> None:
        self._text.turn(pages)


def _before(asked: Asked) -> Content:
    """Who one is, and the scenes so far, each with what was chosen in it."""
    parts: list[tuple[str, str]] = [(f"{safe_block(asked.stem)}\n\n", "")]
    for at, scene in enumerate(asked.played, start=1):
        parts.append((f"Scene {at}: {safe(scene.text, LONGEST)}\n", "$text-muted"))
        parts.append((f"You chose: {safe(scene.choice, LONGEST)}\n\n", "$text-muted italic"))
    if asked.played:
        parts.append((f"Scene {len(asked.played) + 1}: ", "bold"))
    return Content.assemble(*parts)
