"""What every answer widget offers the question screen, whatever its type.

Invariant: keys and clicks only ever change the answer; it leaves the widget when Enter is pressed, as it stood at that
moment, and whoever receives it decides whether it is whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Self

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widget import Widget

from trainer.service.check_views import Asked


class Answer(Widget):
    """An answer in the making."""

    DEFAULT_CSS = """
    Answer { height: 1fr; layout: vertical; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "confirm", "Answer", id="question.confirm", tooltip="Send the answer"),
    ]

    @dataclass
    class Changed(Message):
        """The answer changed."""

        answer: Answer

        @property
        def control(self) -> Answer:
            """The widget, for ``@on`` with a selector."""
            return self.answer

    @dataclass
    class Confirmed(Message):
        """Enter was pressed, whether or not the answer is whole."""

        answer: Answer
        given: tuple[str, ...]
        """The response as it stood at that moment, in the normal form."""
        missing: str
        """What was still to do at that moment, in words; empty where the answer was whole."""

        @property
        def control(self) -> Answer:
            """The widget, for ``@on`` with a selector."""
            return self.answer

    tells_stem = False
    """True for an answer that shows the question's stem itself, in one text with what else there is to read."""

    def __init__(self, asked: Asked) -> None:
        super().__init__()
        self.asked = asked

    @property
    def hint(self) -> str:
        """What the keys do, in one short line."""
        return "Enter answers."

    @property
    def given(self) -> tuple[str, ...]:
        """The response in the normal form, as far as it is made."""
        return ()

    def missing(self) -> str:
        """What is still to do, in words; empty where the answer is whole."""
        return "" if self.given else "Choose an answer first: a letter, or the arrow keys."

    def focus(self, scroll_visible: bool = True) -> Self:
        """Put the focus where the keys of this answer work."""
        self.keys().focus(scroll_visible)
        return self

    def keys(self) -> Widget:
        """The part that takes the focus."""
        return self

    def action_confirm(self) -> None:
        self.post_message(self.Confirmed(self, self.given, self.missing()))
