"""Making one call for one person, and writing down what came of it as lines of the protocol."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from itertools import islice
from types import TracebackType
from typing import Any, Self

from pydantic_core import to_json

from trainer.errors import RecordsError, TrainerError
from trainer.service.desk import Desk
from trainer.service.host.log import Log
from trainer.service.host.strict import Call
from trainer.service.rights import everyone_may
from trainer.service.wire import messages
from trainer.service.wire.calls import class_name, shape, use_of

ROWS_AT_ONCE = 250
Send = Callable[[bytes], None]
_BROKEN = TrainerError("The service itself failed at this.", "Tell whoever runs it; its log says where.")


class Answer:
    """The line that ends a call. Inside ``with`` whatever is raised becomes an error line; nothing passes it."""

    def __init__(self, log: Log, call_id: int) -> None:
        self.line = b""
        self._log = log
        self._id = call_id

    def value(self, value: Any) -> None:
        """It went well."""
        self.line = b'{"id":%d,"value":%s,"of":"%s"}\n' % (self._id, to_json(value), class_name(value).encode())

    def error(self, error: TrainerError) -> None:
        """It did not."""
        self.line = messages.line({"id": self._id, "error": messages.told(error)})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, error: BaseException | None, trace: TracebackType | None) -> bool:
        if isinstance(error, RecordsError):
            self._log.say("records", type(error).__name__)
        if isinstance(error, TrainerError):
            self.error(_for_clients(error))
        elif error is not None:
            self._log.failed(error)
            self.error(_BROKEN)
        return True


def _for_clients(error: TrainerError) -> TrainerError:
    """To whoever asks over a socket, naming another database is no remedy."""
    if "--db" in error.remedy:
        return type(error)(error.problem, "Tell whoever runs the service.")
    return error


def make(desk: Desk, call: Call) -> Any:
    """What the call gives: a value, or a context with rows. Raises what the use raises."""
    if not everyone_may(call.call):
        desk.require(call.call)
    positional, named = shape(call.call).unpack(call.given)
    return getattr(use_of(call.call)(desk), call.call.partition(".")[2])(*positional, **named)


def send_rows(rows: AbstractContextManager[Iterator[Any]], call_id: int, send: Send) -> None:
    """Send rows as they come, some at a time; ``send`` waits for a slow reader, and raises where they are gone."""
    with rows as each:
        while some := list(islice(each, ROWS_AT_ONCE)):
            send(b'{"id":%d,"rows":%s}\n' % (call_id, to_json(some)))
