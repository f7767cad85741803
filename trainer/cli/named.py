"""Names as options take them: one that was given must name something.

An empty one is most often a shell variable that was not set. To take it for "all" would answer another question.
"""

from __future__ import annotations

from typing import Any

import click


class Named(click.ParamType[str]):
    """A text that is not empty."""

    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if not str(value).strip():
            self.fail("it is empty.", param, ctx)
        return str(value)


NAMED = Named()
