"""Every error that a person can meet, each with what to do next and the exit code it ends in.

    TrainerError                  1   our fault, unless a subclass says otherwise
    ├── InputError                2   usage or bad input
    │   ├── FileError             2   a file that somebody wrote, with every problem at once:
    │   │   ├── ContentError      2       content that does not load
    │   │   ├── RosterError       2       a people file that does not load
    │   │   └── HistoryError      2       a file of past completions that does not load
    │   ├── SettingsError         2   a settings file that does not load
    │   ├── NoTerminal            2   the terminal UI without a terminal
    │   ├── TooSoon               2   an answer that came faster than anyone reads
    │   └── Conflict              2   the records have moved on: already answered, attempt over
    ├── UnknownPerson             8
    ├── NotAllowed                9
    │   └── NoticeNeeded          9   nothing is recorded of a learner who was not told
    └── RecordsError             10   records damaged, altered or unreachable
        ├── NoRecords            10   there is no database yet
        ├── EvidenceError        10   a note, proof or receipt that does not hold
        ├── Unreachable          10   the host service does not answer
        └── RecordsUnsafe        10   a file system or an SQLite that cannot keep the promise

An error is one sentence and one remedy. It never holds a traceback, a key of a question or a
password. ``TRAINER_DEBUG=1`` shows the traceback as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import NamedTuple


class ExitCode(IntEnum):
    """What a script branches on; the numbers are a contract (DESIGN section 7)."""

    OK = 0
    OUR_FAULT = 1
    BAD_INPUT = 2
    NOT_YET_DUE = 3
    OVERDUE = 4
    EXPIRED = 5
    SUPERSEDED = 6
    NOT_REQUIRED = 7
    UNKNOWN_PERSON = 8
    NOT_ALLOWED = 9
    RECORDS = 10
    INTERRUPTED = 130


class TrainerError(Exception):
    """The root: ``problem`` is one sentence, ``remedy`` is what to do next (may be empty)."""

    exit_code = ExitCode.OUR_FAULT

    def __init__(self, problem: str, remedy: str = "") -> None:
        super().__init__(f"{problem} {remedy}".strip())
        self.problem = problem
        self.remedy = remedy


class InputError(TrainerError):
    """Wrong usage or wrong input."""

    exit_code = ExitCode.BAD_INPUT


class Problem(NamedTuple):
    """One thing wrong in a file that a person wrote, and how to mend it."""

    file: str
    line: int
    """From 1."""
    column: int
    """From 1, in characters."""
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.what}. {self.remedy}"


class FileError(InputError):
    """A file with problems, all of them reported at once."""

    noun = "file"

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        count = len(self.problems)
        what = "1 problem" if count == 1 else f"{count} problems"
        super().__init__(f"The {self.noun} has {what}; nothing was loaded.", "Mend each and try again.")


class ContentError(FileError):
    """Content that does not load."""

    noun = "content"


class RosterError(FileError):
    """A people file that does not load."""

    noun = "people file"


class HistoryError(FileError):
    """A file of past completions that does not load."""

    noun = "file of past completions"


class SettingsError(InputError):
    """A settings file that does not load."""


class NoTerminal(InputError):
    """The terminal UI was asked for where there is no terminal."""


class TooSoon(InputError):
    """An answer that came faster than anyone reads; the same answer is taken a little later."""


class Conflict(InputError):
    """What was asked no longer fits the records, such as an answer to a closed attempt."""


class UnknownPerson(TrainerError):
    """No person with that id or login."""

    exit_code = ExitCode.UNKNOWN_PERSON


class NotAllowed(TrainerError):
    """The person who asks may not do that."""

    exit_code = ExitCode.NOT_ALLOWED


class NoticeNeeded(NotAllowed):
    """A learner has not been told yet what is kept about them."""


class RecordsError(TrainerError):
    """Records damaged, altered or unreachable."""

    exit_code = ExitCode.RECORDS


class NoRecords(RecordsError):
    """There is no database at that place yet."""


class EvidenceError(RecordsError):
    """A note, proof or receipt that does not hold."""


class Unreachable(RecordsError):
    """The host service cannot be reached, or was lost in the middle of a call."""


class RecordsUnsafe(RecordsError):
    """The file system, or this SQLite, cannot keep what Trainer promises."""
