"""The erasure list: refs of everyone who was erased, in a file beside the database and outside its backups.

Invariant: a ref is on the disk here before its erasure is committed, so that no backup can bring the person back; and
it counts only with what the records say. Wherever a crash comes between, one of these is so:

    not on the list, in the vault        nothing has happened
    on the list, in the vault            pending: it was begun and did not happen; nobody is erased for it unasked
    on the list, an entry says so        it happened; that the bytes wait to be scrubbed was committed with it
    an entry says so, not on the list    the list was lost: the entry counts, and :func:`mend` puts the ref back

An erasure that failed and was rolled back takes its refs off again. That happens, as putting them on does, while the
records are locked for writing, and only for who is still in the vault then: so no other's ref is lost, and an
interruption after the commit takes nothing back. A ref says nothing of a person once their salt is gone; and a line
that was torn by a crash is no ref and is passed over.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from contextlib import contextmanager, suppress
from pathlib import Path

from trainer.errors import RecordsError
from trainer.records import erasing, file_system
from trainer.records.failures import translated
from trainer.records.people import BY_LOGIN
from trainer.records.store import Store

_REF = re.compile(r"[0-9a-f]{64}")
_THERE = """SELECT person.ref, vault.id, vault.login FROM person
  JOIN vault ON vault.person = coalesce(person.same_as, person.n) ORDER BY vault.person"""


def list_path(database: Path) -> Path:
    """Where the erasure list of a database lies."""
    return database.with_name(f"{database.name}.erased")


def listed(database: Path) -> frozenset[str]:
    """The refs on the list; none where there is no list yet."""
    path = list_path(database)
    with translated(path):
        lines = path.read_text(encoding="ascii", errors="replace").split() if path.exists() else []
    return frozenset(line for line in lines if _REF.fullmatch(line))


def pending(store: Store, refs: AbstractSet[str]) -> dict[str, str]:
    """Which of these refs are still somebody's, though no entry calls them erased; with what commands call them."""
    waiting = refs - erasing.said(store) if refs else refs
    rows = store.rows(_THERE) if waiting else ()
    return {row["ref"]: row["id"] or f"{BY_LOGIN}{row['login']}" for row in rows if row["ref"] in waiting}


@contextmanager
def listing(store: Store) -> Iterator[Callable[[Iterable[str]], None]]:
    """Around the write transaction of an erasure: what it gives puts refs on the list, and is called inside that.

    Where the transaction fails the refs are taken off again; where that fails too, they are pending.
    """
    put: set[str] = set()

    def put_down(refs: Iterable[str]) -> None:
        put.update(refs)
        _add(store.path, put)

    try:
        yield put_down
    except BaseException:
        with suppress(RecordsError):
            _take_back(store, put)
        raise


def mend(store: Store) -> None:
    """Put on the list whom an entry calls erased and who is not on it."""
    with store.write():
        if missing := {ref for ref in erasing.said(store) if _REF.fullmatch(ref)} - listed(store.path):
            _add(store.path, missing)


def _add(database: Path, refs: Iterable[str]) -> None:
    """Put refs on the list, durably; those that are on it already are not put there twice."""
    new = sorted(set(refs) - listed(database))
    path = list_path(database)
    with translated(path):
        with os.fdopen(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600), "a", encoding="ascii") as file:
            # A line break first: what a crash tore must not spoil the next ref.
            file.write("".join(f"\n{ref}" for ref in new) + "\n")
            file.flush()
            os.fsync(file.fileno())
        file_system.sync(path.parent)


def _take_back(store: Store, refs: AbstractSet[str]) -> None:
    path = list_path(store.path)
    with store.write(), translated(path):
        there = listed(store.path)
        left = there - pending(store, refs).keys()
        if left == there:
            return
        if left:
            _replace(path, "".join(f"{ref}\n" for ref in sorted(left)))
        else:
            path.unlink()
        file_system.sync(path.parent)


def _replace(path: Path, text: str) -> None:
    """Whole or not at all: half a list would bring people back."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    finally:
        with suppress(OSError):
            Path(temporary).unlink()
