"""RFC 6962 Merkle trees: roots, inclusion and consistency proofs, and their verification. Pure: no file, no database.

Invariant: leaves and inner nodes are hashed with different prefixes (section 2.1), so that neither can pass for the
other; a proof verifies only against the very root, size and position for which it was made. Hashes are 32 bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence

EMPTY_ROOT = hashlib.sha256(b"").digest()
"""The root of a tree without leaves (section 2.1)."""

Subtree = Callable[[int, int], bytes]
"""``(level, n)`` to the hash of the n-th complete subtree of 2^level leaves; level 0 is a leaf hash."""


def leaf_hash(data: bytes) -> bytes:
    """SHA-256 of a zero byte and the leaf's data."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256 of a one byte and both children."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def completed(size: int) -> Iterator[tuple[int, int]]:
    """``(level, n)`` of each inner subtree, the lowest first, that the ``size``-th leaf completes."""
    level = 1
    while size and size % (1 << level) == 0:
        yield level, (size >> level) - 1
        level += 1


def peaks(size: int, start: int = 0) -> list[tuple[int, int]]:
    """The complete subtrees, the largest first, that cover the leaves from ``start`` up to ``size``.

    ``start`` is a multiple of the largest power of two that fits into what is covered.
    """
    found = []
    while start < size:
        level = (size - start).bit_length() - 1
        found.append((level, start >> level))
        start += 1 << level
    return found


def root(size: int, subtree: Subtree) -> bytes:
    """The root of the tree over the first ``size`` leaves."""
    return _hash(0, size, subtree) if size else EMPTY_ROOT


def inclusion_proof(index: int, size: int, subtree: Subtree) -> list[bytes]:
    """PATH(index, D[size]) of section 2.1.1: siblings from the leaf up. ``index`` counts from 0."""
    if not 0 <= index < size:
        raise ValueError("the leaf is not in that tree")
    path = []
    low, high = 0, size
    while high - low > 1:
        middle = low + _split(high - low)
        if index < middle:
            path.append(_hash(middle, high, subtree))
            high = middle
        else:
            path.append(_hash(low, middle, subtree))
            low = middle
    return path[::-1]


def consistency_proof(old: int, size: int, subtree: Subtree) -> list[bytes]:
    """PROOF(old, D[size]) of section 2.1.2: that the first ``old`` leaves are still what they were."""
    if not 0 < old <= size:
        raise ValueError("the older tree is not a beginning of that tree")
    path = []
    low, high, whole = 0, size, True
    while high != old:
        middle = low + _split(high - low)
        if old <= middle:
            path.append(_hash(middle, high, subtree))
            high = middle
        else:
            path.append(_hash(low, middle, subtree))
            low, whole = middle, False
    return ([] if whole else [_hash(low, high, subtree)]) + path[::-1]


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], expected: bytes) -> bool:
    """Whether the proof shows that ``leaf`` is the ``index``-th leaf of the tree with that size and root.

    The algorithm of RFC 9162 section 2.1.3.2, which states the check that RFC 6962 leaves to the reader.
    """
    if not 0 <= index < size:
        return False
    position, last, made = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if position & 1 or position == last:
            made = node_hash(sibling, made)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            made = node_hash(made, sibling)
        position, last = position >> 1, last >> 1
    return last == 0 and made == expected


def verify_consistency(old: int, size: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes) -> bool:
    """Whether the proof shows that the tree of ``size`` leaves begins with the tree of ``old`` leaves.

    The algorithm of RFC 9162 section 2.1.4.2. An empty tree is a beginning of every tree, but proves nothing.
    """
    if not 0 < old <= size:
        return False
    if old == size:
        return not proof and old_root == new_root
    path = list(proof)
    if old & (old - 1) == 0:
        path.insert(0, old_root)
    if not path:
        return False
    position, last = old - 1, size - 1
    while position & 1:
        position, last = position >> 1, last >> 1
    was = now = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if position & 1 or position == last:
            was, now = node_hash(sibling, was), node_hash(sibling, now)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            now = node_hash(now, sibling)
        position, last = position >> 1, last >> 1
    return last == 0 and was == old_root and now == new_root


class Growing:
    """A tree that leaves are added to one by one, in memory of the order of log2(size)."""

    def __init__(self) -> None:
        self.size = 0
        self._peaks: list[bytes] = []

    def add(self, leaf: bytes) -> list[tuple[int, int, bytes]]:
        """Add a leaf hash; returns ``(level, n, hash)`` of each inner subtree that it completed, the lowest first."""
        self.size += 1
        self._peaks.append(leaf)
        made = []
        for level, n in completed(self.size):
            right, left = self._peaks.pop(), self._peaks.pop()
            self._peaks.append(node_hash(left, right))
            made.append((level, n, self._peaks[-1]))
        return made

    @property
    def root(self) -> bytes:
        return fold_peaks(self._peaks)


def fold_peaks(hashes: Iterable[bytes]) -> bytes:
    """The root over complete subtrees that stand side by side, the largest first."""
    made: bytes | None = None
    for peak in reversed(list(hashes)):
        made = peak if made is None else node_hash(peak, made)
    return EMPTY_ROOT if made is None else made


def _split(count: int) -> int:
    """The largest power of two smaller than ``count``."""
    return 1 << ((count - 1).bit_length() - 1)


def _hash(low: int, high: int, subtree: Subtree) -> bytes:
    """MTH of the leaves from ``low`` up to ``high``, put together from complete subtrees."""
    return fold_peaks(subtree(level, n) for level, n in peaks(high, low))
