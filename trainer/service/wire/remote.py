"""The façade over the host service's socket: what stands for each use object, and makes a message of every call."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any, TypeVar, cast

from trainer.content.models import Course
from trainer.content.source import ContentRoot
from trainer.errors import NotAllowed
from trainer.service.authoring import Authoring
from trainer.service.rights import by_call
from trainer.service.training import Training, author
from trainer.service.wire.calls import Shape, served, shape, unpacked
from trainer.service.wire.link import Link

_Use = TypeVar("_Use")


class OverSocket:
    """The uses of the host service."""

    def __init__(self, link: Link, roots: Callable[[], Sequence[ContentRoot]], load: Callable[[], Course]) -> None:
        self.link = link
        self._roots = roots
        self._load = load

    def use(self, kind: type[_Use]) -> _Use:
        # It has every public method that the class has, and nothing else of it.
        return cast("_Use", _Standing(kind.__name__.lower(), self.link))

    def authoring(self) -> Authoring:
        return author(self._roots, self._load, dt.datetime.now(dt.UTC).date())

    def close(self) -> None:
        self.link.close()


class _Standing:
    """Stands for one use object of the service."""

    def __init__(self, use: str, link: Link) -> None:
        self._use = use
        self._link = link

    def __getattr__(self, name: str) -> Any:
        call = f"{self._use}.{name}"
        if call not in by_call():
            raise AttributeError(name)
        if call not in served():
            return partial(_refuse, self._link.path)
        return _Method(self._link, shape(call))

    def __dir__(self) -> list[str]:
        return [call.partition(".")[2] for call in served() if call.startswith(f"{self._use}.")]


class _Method:
    """Stands for one method, its signature too."""

    def __init__(self, link: Link, found: Shape) -> None:
        self.__signature__ = found.signature
        self._link = link
        self._shape = found

    def __call__(self, *positional: Any, **named: Any) -> Any:
        given = self._shape.pack(*positional, **named)
        if self._shape.rows:
            return self._rows(given)
        answer = self._link.call(self._shape.call, given)
        return unpacked(self._shape.result, answer.get("value"), answer.get("of", ""))

    @contextmanager
    def _rows(self, given: Mapping[str, Any]) -> Iterator[Iterator[Any]]:
        # A connection of its own: calls may be made while the rows come, and giving them up hangs up.
        with closing(self._link.another()) as own:
            yield (unpacked(self._shape.rows, row) for row in own.rows(self._shape.call, given))


def over_socket(
    path: Path,
    *,
    roots: Callable[[], Sequence[ContentRoot]] = tuple,
    load: Callable[[], Course] = Course,
    patience: float | None = None,
) -> Training:
    """The façade over the service that listens at ``path``; ``roots`` and ``load`` are for the authors' uses, here."""
    link = Link(path) if patience is None else Link(path, patience)
    return Training(OverSocket(link, roots, load))


def _refuse(path: Path, /, *_positional: Any, **_named: Any) -> Any:
    raise NotAllowed(
        f"This is not done over the host service's socket ({path}).",
        "Whoever runs the host does it where the records lie, as the service's account, with --db.",
    )
