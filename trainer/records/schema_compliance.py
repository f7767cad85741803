"""The fourth migration: what compliance needs to be answered for any day, and for many people at once."""

from __future__ import annotations

COMPLIANCE = """
INSERT INTO entry_kind VALUES ('exemption'), ('correction'), ('attestation'), ('retry');
ALTER TABLE roster_event ADD COLUMN roles TEXT;                       -- null: recorded before these three were kept
ALTER TABLE roster_event ADD COLUMN start_date TEXT;
ALTER TABLE roster_event ADD COLUMN listed INTEGER CHECK (listed IN (0, 1));
CREATE INDEX roster_event_by_ref ON roster_event(ref);
CREATE INDEX entry_in_force ON entry(seq) WHERE kind IN ('track', 'content');
ALTER TABLE attempt ADD COLUMN counts_from TEXT NOT NULL DEFAULT '';  -- the day it became this person's; or empty
DROP INDEX attempt_by_person;
CREATE INDEX attempt_by_person ON attempt                             -- it holds all that a report needs of an attempt
  (person, module, track, kind, state, started_at, finished_at, counts_from);
ALTER TABLE reading ADD COLUMN begun_on TEXT NOT NULL DEFAULT '';     -- empty: before this was kept
DROP INDEX completion_by_person;
DROP INDEX certification_by_person;
ALTER TABLE completion RENAME TO completion_3;
ALTER TABLE certification RENAME TO certification_3;
CREATE TABLE completion (                           -- in the order of people, for reports on everyone
  entry INTEGER NOT NULL UNIQUE REFERENCES entry(seq),
  person INTEGER NOT NULL REFERENCES person(n),
  module TEXT NOT NULL,
  version TEXT NOT NULL,
  digest TEXT NOT NULL,                             -- empty where imported
  attempt INTEGER UNIQUE REFERENCES attempt(n),     -- null where imported
  left_out TEXT NOT NULL,
  completed_at TEXT NOT NULL,
  counts_from TEXT NOT NULL,                        -- the day on which it was recorded, or became this person's
  percent REAL,
  pass_mark REAL,
  attestation TEXT NOT NULL CHECK (attestation IN ('self-attested', 'attested', 'imported')),
  CHECK ((attempt IS NULL) = (attestation = 'imported')),
  PRIMARY KEY (person, entry)
) STRICT, WITHOUT ROWID;
CREATE TABLE certification (
  entry INTEGER NOT NULL UNIQUE REFERENCES entry(seq),
  person INTEGER NOT NULL REFERENCES person(n),
  track TEXT NOT NULL,
  digest TEXT NOT NULL,
  attempt INTEGER UNIQUE REFERENCES attempt(n),
  completed_at TEXT NOT NULL,
  counts_from TEXT NOT NULL,
  percent REAL,
  pass_mark REAL,
  attestation TEXT NOT NULL CHECK (attestation IN ('self-attested', 'attested', 'imported')),
  versions TEXT NOT NULL,                           -- module to the version in force, JSON
  CHECK ((attempt IS NULL) = (attestation = 'imported')),
  PRIMARY KEY (person, entry)
) STRICT, WITHOUT ROWID;
CREATE TABLE delta_attestation (                    -- what a new major version changed, attested again
  entry INTEGER NOT NULL UNIQUE REFERENCES entry(seq),
  person INTEGER NOT NULL REFERENCES person(n),
  module TEXT NOT NULL,
  version TEXT NOT NULL,
  digest TEXT NOT NULL,
  attempt INTEGER NOT NULL UNIQUE REFERENCES attempt(n),
  objectives TEXT NOT NULL,                         -- those that were asked, JSON
  completed_at TEXT NOT NULL,
  counts_from TEXT NOT NULL,
  PRIMARY KEY (person, entry)
) STRICT, WITHOUT ROWID;
CREATE TABLE exemption (
  entry INTEGER NOT NULL UNIQUE REFERENCES entry(seq),
  person INTEGER NOT NULL REFERENCES person(n),
  track TEXT NOT NULL,
  until TEXT NOT NULL,                              -- the last day on which it counts
  counts_from TEXT NOT NULL,
  PRIMARY KEY (person, entry)
) STRICT, WITHOUT ROWID;
CREATE TABLE correction (                           -- what a later entry says of an earlier one
  entry INTEGER PRIMARY KEY REFERENCES entry(seq),
  corrects INTEGER NOT NULL REFERENCES entry(seq),
  what TEXT NOT NULL CHECK (what IN ('withdrawn', 'due_on', 'until', 'completed_on')),
  value TEXT NOT NULL,
  counts_from TEXT NOT NULL
) STRICT;
CREATE TABLE retry (                                -- a wait after failures, lifted
  entry INTEGER NOT NULL UNIQUE REFERENCES entry(seq),
  person INTEGER NOT NULL REFERENCES person(n),
  module TEXT NOT NULL,                             -- empty for an examination
  track TEXT NOT NULL,
  allowed_at TEXT NOT NULL,
  PRIMARY KEY (person, entry),
  CHECK ((module = '') <> (track = ''))
) STRICT, WITHOUT ROWID;
CREATE TABLE lesson_text (                          -- lessons as they were put in force, to show what changed
  digest TEXT PRIMARY KEY,
  lesson TEXT NOT NULL,
  title TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""
"""SQL, statement by statement; ``achieved_before`` then fills the two tables that it makes anew."""
