"""Who is at the keyboard, as the operating system says; an environment variable is never believed."""

from __future__ import annotations

import os
import sys


def login() -> str:
    """The login of the real uid, the uid's number where it has no entry, the account's name on Windows."""
    if sys.platform == "win32":
        import getpass

        return getpass.getuser()
    import pwd

    uid = os.getuid()
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
