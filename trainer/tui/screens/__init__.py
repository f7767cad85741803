"""Screens, one small file each with its own style sheet."""
