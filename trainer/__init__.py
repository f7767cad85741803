"""Trainer teaches staff to use customer data ethically, tests them, and keeps evidence of it."""

__version__ = "0.1.0"
