"""Lessons, objectives and question banks: frozen types, the strict loader, digests, the author's checker.

Importing this package loads neither YAML nor pydantic; ``library`` and ``schema`` do.
"""
