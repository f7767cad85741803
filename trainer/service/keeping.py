"""Keeping the records: backing them up, and bringing them back."""

from __future__ import annotations

from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from trainer.errors import InputError, NotAllowed, RecordsError
from trainer.records import backup, entries, erased, erasing, keys, people, restore, scrub, upkeep
from trainer.records.backup import Contents
from trainer.records.erasing import By
from trainer.records.failures import translated
from trainer.records.store import Store, open_store
from trainer.service.desk import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class BackedUp:
    """A backup that was verified."""

    entries: int
    root: str
    """Of the tree over the entries, hex."""
    rows: int
    """Of all tables."""
    key: str
    """The signing key's file, which is not in it; empty where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What a restore did."""

    entries: int
    """Of the backup."""
    erased: int
    """People whom it held and who had been erased since."""
    aside: str
    """Where damaged records, or a log without its records, were moved; empty where there was nothing of the kind."""


class Keeping:
    """The uses of an admin who keeps the records safe."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def backup(self, target: Path, *, force: bool = False) -> BackedUp:
        """Write a verified backup to a new file, or over an old one with ``force``."""
        self._desk.require("keeping.backup")
        store = self._desk.store
        done = backup.take(store, target, at=self._desk.now(), force=force)
        key = keys.key_path(store.path)
        return BackedUp(
            entries=done.entries,
            root=done.root.hex(),
            rows=sum(done.counts.values()),
            key=str(key) if key.exists() else "",
        )

    def restore(self, source: Path, *, force: bool = False) -> Restored:
        """Put a backup in the place of the records; whoever was erased since stays erased.

        Raises :class:`NotAllowed` where the records hold what the backup lacks, or are damaged, unless ``force``.
        """
        self._desk.require("keeping.restore")
        database = self._desk.database
        if not _is_file(source):
            raise InputError(f"There is no file {source}.", "Name a backup.")
        with translated(database):
            if database.exists() and source.samefile(database):
                raise InputError("That is the database itself.", "Name a backup.")
        with restore.beside(database, source) as copy:
            found = backup.look_over(copy, called=source)
            gone, damaged = self._look_at_current(copy, force=force)
            brought = self._settle(copy, found, gone)
            self._desk.close()
            alone = damaged or not database.exists()
            aside = restore.set_aside(database, self._desk.now()) if alone else ""
            restore.put_in_place(copy, database)
        return Restored(entries=found.entries, erased=brought, aside=aside)

    def _look_at_current(self, copy: Path, *, force: bool) -> tuple[set[str], bool]:
        """Who must not come back; and whether the records are damaged and to be moved aside."""
        database = self._desk.database
        gone = set(erased.listed(database))
        if not database.exists() or not database.stat().st_size:
            return gone, False
        # The copy is brought to this program's schema first: the two are compared column by column.
        open_store(copy, create=False).close()
        try:
            with closing(open_store(database, create=False)) as store:
                # A ref whose erasure did not happen erases nobody here: whoever asked for it has to ask again.
                gone = (gone - erased.pending(store, gone).keys()) | erasing.said(store)
            newer = backup.newer_than(database, copy)
        except RecordsError as error:
            if not force:
                raise NotAllowed(f"{error.problem} Nothing was restored.", "Replace them with --force.") from error
            return gone, True
        if newer and not force:
            raise NotAllowed(
                "The records hold something that this backup lacks; nothing was restored.",
                "Back them up first, and replace them with --force.",
            )
        return gone, False

    def _settle(self, copy: Path, found: Contents, gone: set[str]) -> int:
        """Erase in the copy whoever must not come back, and note the restore; returns how many they were."""
        with closing(open_store(copy, create=False)) as store:
            with store.write():
                me = self._desk.actor(store)
                by = By(person=me, on=self._desk.today().isoformat(), at=self._desk.now())
                rows = _rows_of(store, gone)
                back = [person for person in people.everyone(store) if person.n in rows]
                for person in back:
                    erasing.erase(store, person, by)
                payload = {"entries": found.entries, "root": found.root.hex(), "erased": len(back)}
                entries.append(store, entries.Kind.RESTORE, payload, at=by.at, actor_ref=me.ref)
                # The records are now as old as the backup, which is there: its age counts from here.
                upkeep.note(store, upkeep.BACKUP, self._desk.now())
            scrub.finish(store)
        return len(back)


def _is_file(path: Path) -> bool:
    """False also for a name that no file can have."""
    with suppress(OSError):
        return path.is_file()
    return False


def _rows_of(store: Store, refs: set[str]) -> set[int]:
    """Row numbers of the people whom these refs mean, also by what they were called before the roster knew them."""
    rows = store.rows("SELECT n, same_as, ref FROM person")
    return {row["same_as"] or row["n"] for row in rows if row["ref"] in refs}
