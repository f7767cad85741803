"""``spot``: phrases to be marked in a text, which stands above them with each phrase in brackets behind its letter."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from trainer.service.check_views import Asked
from trainer.text import safe_block
from trainer.tui.answers.lines import LETTERS
from trainer.tui.answers.multiple import Multiple
from trainer.tui.answers.told import PAGES, Told


class Spot(Multiple):
    """Any number of phrases."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "mark", "Mark", id="question.mark", tooltip="Mark the phrase, or take its mark away"),
        *PAGES,
    ]

    def __init__(self, asked: Asked) -> None:
        super().__init__(asked)
        self._text = Told(_marked(asked))

    @property
    def hint(self) -> str:
        return "Mark phrases, with letters or Space; Enter answers."

    def missing(self) -> str:
        return "" if self.marked else "Mark one phrase or more first: a letter, or Space."

    def compose(self) -> ComposeResult:
        yield self._text
        yield self.list

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self._text.is_long if action == "turn" else super().check_action(action, parameters)

    def action_turn(self, pages: int) -> None:
        self._text.turn(pages)

    def press(self, at: int) -> None:
        super().press(at)
        self._text.reach(_marked(self.asked, until=at))

    def action_go(self, where: str) -> None:
        super().action_go(where)
        self._text.reach(_marked(self.asked, until=self.list.highlighted))


def _marked(asked: Asked, until: int | None = None) -> Content:
    """The text with its phrases in place; ``until`` ends it where that phrase begins."""
    letters = {choice.id: letter for letter, choice in zip(LETTERS, asked.choices, strict=False)}
    last = None if until is None else asked.choices[until].id
    parts: list[str | tuple[str, str]] = []
    for piece in asked.passage:
        letter, text = letters.get(piece.phrase, ""), safe_block(piece.text)
        if letter and piece.phrase == last:
            parts.append(f"[{letter}:")
            break
        parts.append((f"[{letter}: {text}]", "bold underline") if letter else text)
    return Content.assemble(*parts)
