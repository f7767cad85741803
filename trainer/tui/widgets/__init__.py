"""Widgets that more than one screen needs, or that hide a rule of the toolkit."""
