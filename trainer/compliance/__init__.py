"""Pure rules of compliance: who must hold what by when, and the status as of a date. No clock, no I/O."""
