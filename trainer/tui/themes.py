"""The three themes: dark, light and high contrast. The only place in the UI that names a colour."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="trainer-dark",
    primary="#5fb3a8",
    secondary="#8fa8c8",
    accent="#e0a458",
    warning="#e0a458",
    error="#e07a6b",
    success="#7fbf7f",
    foreground="#dfe6e9",
    background="#14191f",
    surface="#1b222a",
    panel="#242d37",
    dark=True,
    variables={
        "block-cursor-background": "#2f4a50",
        "block-cursor-foreground": "#ffffff",
        "footer-key-foreground": "#5fb3a8",
    },
)
LIGHT = Theme(
    name="trainer-light",
    primary="#1f6f66",
    secondary="#3d5a80",
    accent="#9a5b00",
    warning="#8a5200",
    error="#a8321f",
    success="#2e6b2e",
    foreground="#1d2529",
    background="#faf8f4",
    surface="#f1ede5",
    panel="#e5dfd3",
    dark=False,
    variables={
        "block-cursor-background": "#cfe3df",
        "block-cursor-foreground": "#10181c",
        "footer-key-foreground": "#1f6f66",
    },
)
CONTRAST = Theme(
    name="trainer-high-contrast",
    primary="#ffff00",
    secondary="#00ffff",
    accent="#ffff00",
    warning="#ffff00",
    error="#ffc0c0",
    success="#90ff90",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1a1a1a",
    dark=True,
    text_alpha=1.0,
    variables={
        # Yellow and pale green, which stand in a line, are to be read on it, too.
        "block-cursor-background": "#0050d0",
        "block-cursor-foreground": "#ffffff",
        "footer-key-foreground": "#ffff00",
    },
)
ALL = {"Dark": DARK, "Light": LIGHT, "High contrast": CONTRAST}
