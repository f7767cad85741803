"""Reports over the records, and the writers that put them into a file or on a screen."""
