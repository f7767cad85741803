"""The fifth migration: what readers tell authors, and what a privacy lead approves."""

from __future__ import annotations

AUTHORING = """
INSERT INTO entry_kind VALUES ('approval');
CREATE TABLE unclear (                              -- a count and nothing else: no person, no moment, no words
  digest TEXT PRIMARY KEY,                          -- of the lesson or question as it was shown
  n INTEGER NOT NULL CHECK (n > 0)                  -- how often somebody said that it is unclear
) STRICT, WITHOUT ROWID;
"""
