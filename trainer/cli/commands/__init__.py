"""The commands, one a file; ``main`` and each group's own file list them in a table."""
