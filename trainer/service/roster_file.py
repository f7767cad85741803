"""Reading a people CSV: strict, all or nothing, every problem at once with its line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from trainer.compliance.requirements import Role
from trainer.records.people import BY_LOGIN, RosterRow
from trainer.service.csv_file import CsvFile
from trainer.text import fold, safe

COLUMNS = ("id", "login", "name", "email", "team", "manager", "roles", "start_date")
REQUIRED = ("id", "name")


def read(name: str, data: bytes, *, ignore_extra: bool) -> list[RosterRow]:
    """The people in a CSV file; :class:`~trainer.errors.RosterError` with every problem where anything is wrong."""
    file = CsvFile(name, COLUMNS, REQUIRED)
    found: list[RosterRow] = []
    seen: dict[str, dict[str, int]] = {"id": {}, "login": {}}
    for line, values in file.rows(data, ignore_extra=ignore_extra):
        _check_identity(file, seen, line, values)
        roles = tuple(_roles(file, line, values.pop("roles", "")))
        file.check_date(line, "start_date", values.get("start_date", ""))
        found.append(RosterRow(**values, roles=roles))
    file.refuse()
    return found


def as_csv(row: Mapping[str, str]) -> bytes:
    """One person as such a file has them."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([COLUMNS, [row[name] for name in COLUMNS]])
    return text.getvalue().encode(errors="surrogatepass")


def _check_identity(file: CsvFile, seen: dict[str, dict[str, int]], line: int, values: dict[str, str]) -> None:
    if values["id"].casefold().startswith(BY_LOGIN):
        file.problem(line, "id", f"an id may not begin with {BY_LOGIN}", "That form names a login in commands")
    if values["id"].startswith("-"):
        file.problem(line, "id", "an id may not begin with -", "In a command it would be an option, not a person")
    for name, lines in seen.items():
        key = fold(values.get(name, ""))
        if key and key in lines:
            what = f"the {name} {safe(values[name], 40)} is also on line {lines[key]}"
            file.problem(line, name, what, f"Each {name} may stand once; case and width make no difference")
        elif key:
            lines[key] = line


def _roles(file: CsvFile, line: int, cell: str) -> Iterator[Role]:
    if not cell:
        return
    for word in dict.fromkeys(cell.replace(";", " ").replace(",", " ").casefold().split()):
        if word in set(Role):
            yield Role(word)
        else:
            known = ", ".join(Role)
            file.problem(line, "roles", f"unknown role {safe(word, 40)}", f"The roles are: {known}")
