"""A host service under attack, and everyone around it: what they can do, and what has to hold whatever is done."""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.faults.accounts import Account, Outcome, Running, as_uid
from tests.faults.attacks_wire import Message, Wire
from tests.service.examined import examined_course
from trainer.records import erased, keys
from trainer.service.training import Training
from trainer.service.wire.remote import over_socket

SECRETS = ("Clara Confidential", "clara@secret.example", "C-4711")
"""What the records know about the colleague, and no answer to the attacker may hold."""
_OWN_TABLES = ("reading", "attempt", "completion", "certification", "notice")
_ANSWERS = "SELECT r.* FROM response r JOIN attempt a ON a.n = r.attempt WHERE a.person = :n ORDER BY 1, 2"
_FIELDS = {"at", "event", "why", "clients", "also"}


@dataclass
class Besieged:
    """The service, and everyone around it."""

    folder: Path
    service: Account
    attacker: Account
    colleague: Account
    manager: Account
    auditor: Account
    pid: int = 0
    seen: Message | None = None
    """What the colleague did: ids that the attacker may have seen over the shoulder."""

    @property
    def state(self) -> Path:
        return self.folder / "state"

    @property
    def database(self) -> Path:
        return self.state / "trainer.db"

    @property
    def socket(self) -> Path:
        return self.folder / "run" / "socket"

    @property
    def log(self) -> Path:
        return self.folder / "log"

    @property
    def files(self) -> dict[str, Path]:
        """Everything that is to be protected, by what it is."""
        return {
            "database": self.database,
            "log of the database": self.state / "trainer.db-wal",
            "index of that log": self.state / "trainer.db-shm",
            "signing key": keys.key_path(self.database),
            "list of the erased": erased.list_path(self.database),
            "backup": self.state / "backup.db",
        }

    @property
    def theirs(self) -> Message:
        """The same as ``seen``, once there is something."""
        assert self.seen is not None
        return self.seen

    @contextmanager
    def unharmed(self) -> Iterator[None]:
        """Afterwards the service serves, and what the others hold is what it was."""
        standing = self.standing()
        yield
        self.assert_up()
        assert self.standing() == standing

    def attack(self, function: Callable[[], Any], *, seconds: float = 30.0) -> Outcome:
        """Do something as the attacker."""
        return as_uid(self.attacker, function, seconds=seconds)

    def start(self, function: Callable[[], Any], *, keep: tuple[int, ...] = ()) -> Running:
        """The same, in a process that is not waited for; ``keep`` are descriptors that it is handed."""
        return Running(self.attacker, function, keep)

    def by(self, account: Account, function: Callable[[Training], Any]) -> Any:
        """What somebody gets from the service with the usual client; it has to work."""

        def ask() -> Any:
            with closing(self.client()) as training:
                return function(training)

        outcome = as_uid(account, ask)
        assert not outcome.error, (outcome, self.log.read_text(encoding="utf-8"))
        return outcome.value

    def calls(self, *calls: tuple[str, Mapping[str, Any]], who: Account | None = None) -> list[Message | None]:
        """What the attacker, or someone else, is answered to some calls on one connection; rows aside."""

        def ask() -> list[Message | None]:
            wire = Wire(self.socket)
            return [wire.call(name, given) for name, given in calls]

        outcome = as_uid(who or self.attacker, ask)
        assert not outcome.error, (outcome, self.log.read_text(encoding="utf-8"))
        answers: list[Message | None] = outcome.value
        return answers

    def client(self) -> Training:
        """The usual client, for whoever this process is."""
        return over_socket(self.socket, load=examined_course, patience=5)

    def rows(self, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
        """What the database says, read past the service."""
        with closing(self._read()) as conn:
            return list(conn.execute(sql, parameters))

    def _read(self) -> sqlite3.Connection:
        return sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)

    def number(self, account: Account) -> int:
        """Someone's row number in the records."""
        return int(self.rows("SELECT person FROM vault WHERE login = ?", account.login)[0][0])

    def answers_of(self, account: Account) -> list[tuple[Any, ...]]:
        """Everything that someone has answered."""
        with closing(self._read()) as conn:
            return list(conn.execute(_ANSWERS, {"n": self.number(account)}))

    def standing(self) -> list[object]:
        """What no attack may change: who is who, and the colleague's whole record."""
        n = self.number(self.colleague)
        asked = [f"SELECT * FROM {table} WHERE person = :n" for table in _OWN_TABLES]
        asked += [_ANSWERS, "SELECT * FROM entry WHERE person_ref = (SELECT ref FROM person WHERE n = :n)"]
        with closing(self._read()) as conn:
            return [conn.execute("SELECT * FROM vault").fetchall(), *(list(conn.execute(q, {"n": n})) for q in asked)]

    def assert_up(self, within: float = 10.0) -> None:
        """The very process still serves someone who does no harm."""
        assert os.waitpid(self.pid, os.WNOHANG) == (0, 0), "the service died"
        begun = time.monotonic()
        assert self.by(self.colleague, lambda training: training.learn.home().name) == SECRETS[0]
        assert time.monotonic() - begun < within

    def descriptors(self) -> int:
        """How many the service has open."""
        return len(list(Path(f"/proc/{self.pid}/fd").iterdir()))

    def assert_lets_go(self, descriptors: int) -> None:
        """Soon no more than so many are open: whoever hung up is noticed in a moment."""
        until = time.monotonic() + 5
        while self.descriptors() > descriptors and time.monotonic() < until:
            time.sleep(0.02)
        assert self.descriptors() <= descriptors

    def megabytes(self) -> float:
        """Memory of the service."""
        pages = Path(f"/proc/{self.pid}/statm").read_text(encoding="ascii").split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE") / 1e6

    def processor_seconds(self) -> float:
        """How long the service has computed."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def assert_sound(self) -> None:
        """The records hold, and the log says nothing about anybody and of no fault of ours."""
        with closing(self.client()) as root:
            assert root.evidence.verify().faults == ()
        people = (self.service, self.attacker, self.colleague, self.manager, self.auditor)
        private = {"root", *SECRETS, *(p.login for p in people), *(str(p.uid) for p in people)}
        private |= {q.stem for body in examined_course().bodies.values() for q in body.questions}
        lines = [json.loads(line) for line in self.log.read_text(encoding="utf-8").splitlines()]
        assert [line["event"] for line in lines[:2]] == ["started", "ready"]
        for line in lines:
            assert line.keys() <= _FIELDS, line
            assert line["event"] != "failed", line
            said = f"{line['event']} {line.get('why', '')}"
            assert not [word for word in private if word in said], line
