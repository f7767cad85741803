"""What the columns of a report hold. A row is a ``NamedTuple``; its fields are the columns, in their order.

Invariant: text that a person wrote is annotated ``str`` and nothing else, so that a writer knows by the annotation
which cells it must make safe; the types here are made by the program, and no cell of them can be a formula.
"""

from __future__ import annotations

from typing import NewType

Code = NewType("Code", str)
"""An id whose form the loader holds, a digest, or a version: letters, digits, ``.`` and ``-``, the first no sign."""
Day = NewType("Day", str)
"""ISO date; empty where there is none."""
Moment = NewType("Moment", str)
"""UTC, to the second, as ``clock.stamp`` writes it; empty where there is none."""
