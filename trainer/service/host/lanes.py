"""The two lanes of the service, each in threads of its own, so that the sockets are never kept waiting.

Quick: whatever has come by the time the last group is on the disk becomes the next group, in one transaction and one
sync. Invariant: no answer of a group leaves before all of it is durable; where it cannot be, each of them is an error.
Long: reports, audits and erasures, each over a connection of its own, beside the quick ones.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from trainer.errors import RecordsError
from trainer.records.store import Store
from trainer.service.host.calling import Answer
from trainer.service.host.log import Log

BUSY_SECONDS = 10.0
"""How long a group waits for another program that writes: everyone waits with it, also who only reads."""
MOST_TOGETHER = 64
"""Calls of one group: enough that a sync is shared, few enough that nobody waits long for the others."""
LONG_AT_ONCE = 2


@dataclass(slots=True)
class Job:
    """One call: what it does, over the lane's records, and what is done with its answer, on the loop."""

    id: int
    run: Callable[[Store, Answer], None]
    done: Callable[[bytes], None]


class Quick:
    """The quick lane. Used from the loop; it works in one thread, in which the records are opened."""

    def __init__(self, open_records: Callable[[], Store], log: Log) -> None:
        self._open = open_records
        self._log = log
        self._opened: Store | None = None
        self._thread = ThreadPoolExecutor(1, "quick")
        self._waiting: deque[Job] = deque()
        self._since: float | None = None
        """When the group under way began; None while there is none."""
        self._idle = asyncio.Event()
        self._idle.set()

    async def begin(self) -> None:
        """Open the records."""
        self._opened = await asyncio.get_running_loop().run_in_executor(self._thread, self._ready)

    @property
    def store(self) -> Store:
        """The records, for jobs of this lane only."""
        if self._opened is None:
            raise RuntimeError("the lane was not begun")
        return self._opened

    def put(self, job: Job) -> None:
        """Have a job done with the next group."""
        self._waiting.append(job)
        if self._since is None:
            self._start()

    def stuck(self) -> float:
        """Seconds that the group under way has taken so far."""
        return 0.0 if self._since is None else asyncio.get_running_loop().time() - self._since

    async def end(self) -> None:
        """Let go of the records once the group under way is done; for what still waits, nobody is there any more."""
        self._waiting.clear()
        await self._idle.wait()
        await asyncio.get_running_loop().run_in_executor(self._thread, self.store.close)
        self._thread.shutdown()

    def _ready(self) -> Store:
        store = self._open()
        store.wait_at_most(BUSY_SECONDS)
        return store

    def _start(self) -> None:
        loop = asyncio.get_running_loop()
        group = [self._waiting.popleft() for _ in range(min(len(self._waiting), MOST_TOGETHER))]
        self._since = loop.time()
        self._idle.clear()
        running = loop.run_in_executor(self._thread, self._run, group)
        running.add_done_callback(lambda ran: self._ended(group, ran.result()))

    def _ended(self, group: Sequence[Job], lines: Sequence[bytes]) -> None:
        self._since = None
        # The next group runs while this one's answers are sent.
        if self._waiting:
            self._start()
        else:
            self._idle.set()
        for job, line in zip(group, lines, strict=True):
            job.done(line)

    def _run(self, group: Sequence[Job]) -> list[bytes]:
        store = self.store
        answers = [Answer(self._log, job.id) for job in group]
        whole = Answer(self._log, 0)
        with whole, store.together():
            for job, answer in zip(group, answers, strict=True):
                with answer:
                    job.run(store, answer)
        if whole.line:
            self._log.say("not saved", "a whole group")
            lost = RecordsError("It could not be saved.", "Try again; if it stays so, tell whoever runs the service.")
            for answer in answers:
                answer.error(lost)
        return [answer.line for answer in answers]


class Long:
    """The long lane: a few at once, the others wait their turn."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self._threads = ThreadPoolExecutor(LONG_AT_ONCE, "long")

    def put(self, call_id: int, run: Callable[[Answer], None], done: Callable[[bytes], None]) -> None:
        """Have a call made; ``done`` gets its last line, on the loop."""
        running = asyncio.get_running_loop().run_in_executor(self._threads, self._run, call_id, run)
        running.add_done_callback(lambda ran: None if ran.cancelled() else done(ran.result()))

    def end(self) -> None:
        """Wait for those under way; whoever still waits for their turn is not begun."""
        self._threads.shutdown(cancel_futures=True)

    def _run(self, call_id: int, run: Callable[[Answer], None]) -> bytes:
        answer = Answer(self._log, call_id)
        with answer:
            run(answer)
        return answer.line
