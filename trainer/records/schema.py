"""The schema, as small named migrations that are only ever appended to.

``user_version`` counts the migrations applied, in the same transaction as each, so that a start with nothing to
migrate need not import sqlite-utils. Names of people live in ``vault`` and nowhere else: erasing a person empties
that row, and ``person`` stays, so that attempts and totals still stand. ``entry`` is append-only by trigger;
never ``transform`` it, for that drops triggers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

_NEVER_CHANGED = """CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry
  BEGIN SELECT RAISE(ABORT, 'entries are append-only'); END"""
_NEVER_REMOVED = """CREATE TRIGGER entry_is_never_removed BEFORE DELETE ON entry
  BEGIN SELECT RAISE(ABORT, 'entries are append-only'); END"""
TRIGGERS = {"entry_is_never_changed": _NEVER_CHANGED, "entry_is_never_removed": _NEVER_REMOVED}
"""Name to text, of every trigger that there is to be."""
LATEST = 5
"""How many migrations there are; a database that counts more was written by a newer Trainer."""

_PEOPLE = """
CREATE TABLE person (
  n INTEGER PRIMARY KEY,
  ref TEXT NOT NULL UNIQUE,                         -- HMAC-SHA-256 of 'person' under the salt, hex
  same_as INTEGER REFERENCES person(n)              -- who this unlisted person turned out to be; null otherwise
) STRICT;
CREATE TABLE vault (                                -- every personal detail, and nothing else
  person INTEGER PRIMARY KEY REFERENCES person(n),
  salt BLOB NOT NULL CHECK (length(salt) = 32),
  id TEXT UNIQUE, id_key TEXT UNIQUE,               -- null while unlisted; the key is NFKC case folded
  login TEXT, login_key TEXT UNIQUE,                -- null once a leaver's login is released
  name TEXT NOT NULL, email TEXT NOT NULL, team TEXT NOT NULL, manager TEXT NOT NULL, roles TEXT NOT NULL,
  start_date TEXT, left_on TEXT,
  unlisted INTEGER NOT NULL CHECK (unlisted IN (0, 1)),
  CHECK ((id IS NULL) = (unlisted = 1)), CHECK ((id IS NULL) = (id_key IS NULL))
) STRICT;
"""

_EVIDENCE = f"""
CREATE TABLE entry_kind (kind TEXT PRIMARY KEY) STRICT;
INSERT INTO entry_kind VALUES ('roster'), ('track'), ('content'), ('assignment'), ('completion'), ('failed_attempt');
CREATE TABLE entry (                                -- append-only: one row per compliance fact
  seq INTEGER PRIMARY KEY,                          -- the order, from 1 without gaps
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL REFERENCES entry_kind(kind),
  person_ref TEXT,                                  -- whom it is about; null where about no one person
  payload TEXT NOT NULL,                            -- canonical JSON
  recorded_at TEXT NOT NULL,
  actor_ref TEXT,                                   -- who did it; null for the program itself
  leaf BLOB NOT NULL CHECK (length(leaf) = 32)      -- RFC 6962 leaf hash of the row
) STRICT;
{_NEVER_CHANGED};
{_NEVER_REMOVED};
CREATE TABLE roster_event (                         -- the people beneath one roster entry
  entry INTEGER NOT NULL REFERENCES entry(seq),
  position INTEGER NOT NULL,
  ref TEXT NOT NULL,
  change TEXT NOT NULL CHECK (change IN ('joined', 'changed', 'moved', 'left')),
  effective_on TEXT NOT NULL,
  team TEXT NOT NULL,
  commitment TEXT NOT NULL,                         -- HMAC-SHA-256 of the vault row under its salt, hex
  PRIMARY KEY (entry, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE in_force (                             -- the latest version of each track and module put in force
  kind TEXT NOT NULL CHECK (kind IN ('track', 'content')),
  name TEXT NOT NULL,
  digest TEXT NOT NULL,
  body TEXT NOT NULL,
  entry INTEGER NOT NULL REFERENCES entry(seq),
  PRIMARY KEY (kind, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE assignment (
  entry INTEGER PRIMARY KEY REFERENCES entry(seq),
  track TEXT NOT NULL,
  target TEXT NOT NULL CHECK (target IN ('person', 'team', 'role', 'everyone')),
  person INTEGER REFERENCES person(n),
  name TEXT NOT NULL,
  due_on TEXT,
  due_days INTEGER CHECK (due_days >= 0),
  assigned_on TEXT NOT NULL,
  CHECK ((target = 'person') = (person IS NOT NULL)),
  CHECK ((target IN ('team', 'role')) = (name <> '')),
  CHECK (due_on IS NULL OR due_days IS NULL)
) STRICT;
"""

_LEARNING = """
CREATE TABLE reading (                              -- how far a person is in a lesson of one major version
  person INTEGER NOT NULL REFERENCES person(n),
  module TEXT NOT NULL,
  lesson TEXT NOT NULL,
  major INTEGER NOT NULL,
  place INTEGER NOT NULL CHECK (place >= 0),        -- where to come back to: thousandths of a block
  read_digest TEXT,                                 -- of the lesson whose end was reached; null until then
  read_at TEXT,
  PRIMARY KEY (person, lesson, major),
  CHECK ((read_digest IS NULL) = (read_at IS NULL))
) STRICT, WITHOUT ROWID;
CREATE TABLE body (                                 -- questions as they were shown
  digest TEXT PRIMARY KEY,
  body TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE attempt (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  person INTEGER NOT NULL REFERENCES person(n),
  kind TEXT NOT NULL CHECK (kind IN ('module_check', 'certification', 'test_out', 'practice', 'refresher')),
  module TEXT NOT NULL,
  version TEXT NOT NULL,
  digest TEXT NOT NULL,                             -- of the module when the attempt began
  form TEXT NOT NULL,                               -- the frozen form, JSON
  state TEXT NOT NULL CHECK (state IN ('open', 'passed', 'failed')),
  percent REAL CHECK (percent BETWEEN 0 AND 100),
  attestation TEXT NOT NULL CHECK (attestation IN ('self-attested', 'attested')),
  started_at TEXT NOT NULL,
  finished_at TEXT,
  CHECK ((state = 'open') = (finished_at IS NULL)), CHECK ((state = 'open') = (percent IS NULL))
) STRICT;
CREATE UNIQUE INDEX one_open_attempt ON attempt(person, kind, module) WHERE state = 'open';
CREATE INDEX attempt_by_person ON attempt(person, module);
CREATE TABLE response (                             -- one answer to one question, once
  attempt INTEGER NOT NULL REFERENCES attempt(n),
  position INTEGER NOT NULL CHECK (position >= 1),
  question TEXT NOT NULL,
  digest TEXT NOT NULL REFERENCES body(digest),
  chosen TEXT NOT NULL,                             -- option ids, JSON
  score REAL NOT NULL CHECK (score BETWEEN 0 AND 1),
  request_id TEXT NOT NULL UNIQUE,                  -- and no time: it would say how long a question took
  PRIMARY KEY (attempt, position),
  UNIQUE (attempt, question)
) STRICT, WITHOUT ROWID;
CREATE TABLE completion (
  entry INTEGER PRIMARY KEY REFERENCES entry(seq),
  person INTEGER NOT NULL REFERENCES person(n),
  module TEXT NOT NULL,
  version TEXT NOT NULL,
  digest TEXT NOT NULL,
  attempt INTEGER NOT NULL UNIQUE REFERENCES attempt(n),
  left_out TEXT NOT NULL,                           -- lessons and objectives of the module that it did not cover, JSON
  completed_at TEXT NOT NULL
) STRICT;
CREATE INDEX completion_by_person ON completion(person, module);
"""

_LEDGER = """
ALTER TABLE roster_event ADD COLUMN said TEXT NOT NULL DEFAULT '';    -- HMAC of effective_on and team under the salt
INSERT INTO entry_kind VALUES ('passed_attempt'), ('export'), ('erasure'), ('retention'), ('restore');
CREATE TABLE node (                                 -- complete subtrees of the RFC 6962 tree whose leaves are entries
  level INTEGER NOT NULL CHECK (level >= 1),        -- a subtree of 2^level leaves
  n INTEGER NOT NULL CHECK (n >= 0),                -- the n-th of its level, from 0
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (level, n)
) STRICT, WITHOUT ROWID;
CREATE TABLE head (                                 -- how many entries there are, so that a last one is missed too
  one INTEGER PRIMARY KEY CHECK (one = 1),
  size INTEGER NOT NULL CHECK (size >= 0)
) STRICT;
CREATE TABLE checkpoint (                           -- signed notes that left this house, one a size
  size INTEGER PRIMARY KEY,
  note TEXT NOT NULL,
  signed_at TEXT NOT NULL
) STRICT;
"""

_PRIVACY = """
CREATE TABLE notice (                               -- who was shown which privacy notice before the first record
  person INTEGER PRIMARY KEY REFERENCES person(n),
  digest TEXT NOT NULL,
  acknowledged_at TEXT NOT NULL
) STRICT;
CREATE TABLE item_count (                           -- what is left of responses after retention: no person in it
  digest TEXT NOT NULL REFERENCES body(digest),
  first INTEGER NOT NULL CHECK (first IN (0, 1)),   -- 1: from people's first attempts at the module
  chosen TEXT NOT NULL,                             -- option ids, JSON
  n INTEGER NOT NULL CHECK (n >= 1),
  PRIMARY KEY (digest, first, chosen)
) STRICT, WITHOUT ROWID;
CREATE TABLE reason (                               -- free text that an entry commits to; erased with whoever gave it
  entry INTEGER PRIMARY KEY REFERENCES entry(seq),
  person INTEGER NOT NULL REFERENCES person(n),
  salt BLOB NOT NULL CHECK (length(salt) = 32),
  text TEXT NOT NULL
) STRICT;
CREATE TABLE seen (                                 -- whose details an export entry gave away
  entry INTEGER PRIMARY KEY REFERENCES entry(seq),
  people TEXT NOT NULL                              -- row numbers as ranges, JSON: [[1, 40], [43, 43]]
) STRICT;
CREATE TABLE upkeep (                               -- what the keeper of these records did last, or has yet to finish
  what TEXT PRIMARY KEY CHECK (what IN ('backup', 'scrub')),
  at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""

_ASSESSMENT = """
INSERT INTO entry_kind VALUES ('certification');
ALTER TABLE attempt ADD COLUMN track TEXT NOT NULL DEFAULT '';        -- of a certification, which is of no one module
DROP INDEX one_open_attempt;
CREATE UNIQUE INDEX one_open_attempt ON attempt(person, kind, module, track) WHERE state = 'open';
ALTER TABLE response ADD COLUMN confidence INTEGER CHECK (confidence BETWEEN 1 AND 3);
CREATE TABLE step (                                 -- the choices made so far in a scenario that is not over yet
  attempt INTEGER NOT NULL REFERENCES attempt(n),
  n INTEGER NOT NULL CHECK (n >= 1),
  question TEXT NOT NULL,
  chosen TEXT NOT NULL,
  request_id TEXT NOT NULL UNIQUE,
  PRIMARY KEY (attempt, n)
) STRICT, WITHOUT ROWID;
CREATE TABLE relearned (                            -- lessons read again because an attempt asked for it
  attempt INTEGER NOT NULL REFERENCES attempt(n),
  lesson TEXT NOT NULL,
  PRIMARY KEY (attempt, lesson)
) STRICT, WITHOUT ROWID;
CREATE TABLE certification (
  entry INTEGER PRIMARY KEY REFERENCES entry(seq),
  person INTEGER NOT NULL REFERENCES person(n),
  track TEXT NOT NULL,
  digest TEXT NOT NULL,                             -- of the track when the attempt began
  attempt INTEGER NOT NULL UNIQUE REFERENCES attempt(n),
  completed_at TEXT NOT NULL
) STRICT;
CREATE INDEX certification_by_person ON certification(person, track);
"""


def m001_people_evidence_learning(db: Database) -> None:
    """People, entries, what they learn."""
    _run(db, _PEOPLE + _EVIDENCE + _LEARNING)
    db.conn.execute("PRAGMA user_version = 1")


def m002_ledger_privacy(db: Database) -> None:
    """The Merkle tree, and what privacy needs."""
    from trainer.records import ledger

    _run(db, _LEDGER + _PRIVACY)
    ledger.plant(db.conn)
    db.conn.execute("PRAGMA user_version = 2")


def m003_assessment(db: Database) -> None:
    """Examinations, practice, statistics."""
    _run(db, _ASSESSMENT)
    db.conn.execute("PRAGMA user_version = 3")


def m004_compliance(db: Database) -> None:
    """Status of any day, for many people."""
    from trainer.records import achieved_before
    from trainer.records.schema_compliance import COMPLIANCE

    _run(db, COMPLIANCE)
    achieved_before.carry_over(db.conn)
    db.conn.execute("PRAGMA user_version = 4")


def m005_authoring(db: Database) -> None:
    """What readers tell authors, and approvals."""
    from trainer.records.schema_authoring import AUTHORING

    _run(db, AUTHORING)
    db.conn.execute("PRAGMA user_version = 5")


def migrations() -> Migrations:
    """The migration set, in order; each is known by its function's name."""
    from sqlite_utils.migrations import Migrations

    steps = Migrations("trainer")
    for step in (
        m001_people_evidence_learning,
        m002_ledger_privacy,
        m003_assessment,
        m004_compliance,
        m005_authoring,
    ):
        steps()(step)
    return steps


def _run(db: Database, script: str) -> None:
    """Statement by statement: ``executescript`` would commit the migration's transaction first."""
    import sqlite3

    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            db.conn.execute(statement)
            statement = ""
