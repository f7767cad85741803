"""Lists as CSV, JSON or a table, for commands whose lists are no reports; the forms are in ``reports.forms``."""

from __future__ import annotations

from trainer.reports.forms.as_csv import write_csv
from trainer.reports.forms.as_json import write_json
from trainer.reports.forms.as_table import write_table

__all__ = ["write_csv", "write_json", "write_table"]
