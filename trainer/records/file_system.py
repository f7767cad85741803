"""What kind of file system a path lies on, so that SQLite is never put on one whose locks it cannot trust."""

from __future__ import annotations

import os
from pathlib import Path

_NETWORK = frozenset(
    [
        "nfs",
        "nfs4",
        "cifs",
        "smb",
        "smb2",
        "smb3",
        "smbfs",
        "ncpfs",
        "afs",
        "9p",
        "ceph",
        "glusterfs",
        "lustre",
        "gpfs",
        "beegfs",
        "davfs",
        "coda",
        "orangefs",
        "ocfs2",
        "gfs2",
    ]
)
_MOUNTS = Path("/proc/self/mountinfo")
UNKNOWN = "unknown"


def is_network(kind: str) -> bool:
    """Whether files of this kind may be held by another machine; ``fuse.sshfs`` and its like are."""
    return kind in _NETWORK or (kind.startswith("fuse.") and kind.removeprefix("fuse.") not in {"fuseblk", "overlayfs"})


def kind(path: Path, mounts: Path = _MOUNTS) -> str:
    """The type of the mount that holds ``path``, such as ``ext4``; ``unknown`` where the system does not say."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return UNKNOWN
    target = path.resolve()
    best, found = -1, UNKNOWN
    for line in lines:
        left, _, right = line.partition(" - ")
        point = Path(_unescape(left.split(" ")[4]))
        # Later mounts on the same point hide earlier ones, hence ">=".
        if target.is_relative_to(point) and len(point.parts) >= best:
            best, found = len(point.parts), right.split(" ")[0]
    return found


def sync(path: Path) -> None:
    """Wait until a file, or a folder's list of files, is on the disk. Windows has no such call for a folder."""
    if os.name != "posix" and path.is_dir():
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _unescape(field: str) -> str:
    """mountinfo writes a space as ``\\040`` and so on (proc(5))."""
    for code in ("040", "011", "012", "134"):
        field = field.replace(f"\\{code}", chr(int(code, 8)))
    return field
