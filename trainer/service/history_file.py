"""Reading a CSV of what people achieved in an older system: strict, all or nothing, every problem with its line."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection
from typing import NamedTuple

from trainer.errors import HistoryError
from trainer.service.csv_file import CsvFile
from trainer.text import fold, safe

COLUMNS = ("id", "track", "module", "completed_on", "score")
REQUIRED = ("id", "completed_on")
_PERCENT = re.compile(r"[0-9]{1,3}(\.[0-9]{1,10})?", re.ASCII)


class Known(NamedTuple):
    """What a row may name."""

    people: Collection[str]
    """Folded ids."""
    tracks: Collection[str]
    modules: Collection[str]
    today: dt.date


class Past(NamedTuple):
    """One thing that a person achieved before."""

    id: str
    track: str
    """Empty where it is a module."""
    module: str
    """Id; empty where it is a track."""
    completed_on: str
    """ISO day."""
    score: float | None
    """Percent."""


def read(name: str, data: bytes, known: Known, *, ignore_extra: bool) -> list[Past]:
    """The rows; :class:`~trainer.errors.HistoryError` with every problem where anything is wrong."""
    file = CsvFile(name, COLUMNS, REQUIRED, HistoryError)
    found: list[Past] = []
    seen: dict[Past, int] = {}
    for line, values in file.rows(data, ignore_extra=ignore_extra):
        if values["id"] and fold(values["id"]) not in known.people:
            remedy = "Import the people first, leavers too, or remove the row"
            file.problem(line, "id", f"nobody here has the id {safe(values['id'], 40)}", remedy)
        past = Past(
            values["id"],
            values.get("track", ""),
            values.get("module", ""),
            values["completed_on"],
            _score(file, line, values.get("score", "")),
        )
        _check_what(file, line, past, known)
        _check_day(file, line, past, known)
        key = past._replace(id=fold(past.id), score=None)
        if key in seen:
            file.problem(line, "id", f"the same stands on line {seen[key]}", "Remove one of the two")
        seen[key] = line
        found.append(past)
    file.refuse()
    return found


def _check_what(file: CsvFile, line: int, past: Past, known: Known) -> None:
    if bool(past.track) == bool(past.module):
        file.problem(line, "track", "a row is about one track or one module", "Fill exactly one of the two cells")
    elif past.track and past.track not in known.tracks:
        named = ", ".join(sorted(known.tracks)) or "none yet"
        file.problem(line, "track", f"there is no track {safe(past.track, 40)}", f"The tracks are: {named}")
    elif past.module and past.module not in known.modules:
        named = ", ".join(sorted(known.modules)) or "none yet"
        file.problem(line, "module", f"there is no module {safe(past.module, 40)}", f"The modules are: {named}")


def _check_day(file: CsvFile, line: int, past: Past, known: Known) -> None:
    before = len(file.problems)
    file.check_date(line, "completed_on", past.completed_on)
    if len(file.problems) == before and past.completed_on > known.today.isoformat():
        file.problem(line, "completed_on", f"{past.completed_on} is yet to come", "Write the day it was completed")


def _score(file: CsvFile, line: int, cell: str) -> float | None:
    if not cell:
        return None
    score = float(cell) if _PERCENT.fullmatch(cell) else -1.0
    if not 0 <= score <= 100:
        file.problem(line, "score", f"{safe(cell, 40)!r} is no percentage", "Write 0 to 100, such as 87.5")
        return None
    return round(score, 2)
