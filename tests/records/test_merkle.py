"""RFC 6962 trees, against the vectors published with Certificate Transparency and against each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.records import merkle

# The leaves, roots and proofs of Certificate Transparency's own Merkle tree tests.
DATA = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
INCLUSION = {
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
}
CONSISTENCY = {
    (2, 8): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
}
LEAVES = [merkle.leaf_hash(bytes.fromhex(data)) for data in DATA]
MANY = [merkle.leaf_hash(bytes([n, n // 3])) for n in range(40)]


def tree(leaves: list[bytes]) -> merkle.Subtree:
    """Complete subtrees by the definition, from the leaves each time."""

    def subtree(level: int, n: int) -> bytes:
        if level == 0:
            return leaves[n]
        return merkle.node_hash(subtree(level - 1, 2 * n), subtree(level - 1, 2 * n + 1))

    return subtree


def plain_root(leaves: list[bytes]) -> bytes:
    """MTH as RFC 6962 section 2.1 writes it down."""
    if not leaves:
        return merkle.EMPTY_ROOT
    if len(leaves) == 1:
        return leaves[0]
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return merkle.node_hash(plain_root(leaves[:half]), plain_root(leaves[half:]))


def test_the_published_roots() -> None:
    growing = merkle.Growing()
    for size, root in enumerate(ROOTS):
        assert merkle.root(size, tree(LEAVES)).hex() == growing.root.hex() == root
        if size < len(LEAVES):
            growing.add(LEAVES[size])


@pytest.mark.parametrize(("index", "size"), INCLUSION)
def test_the_published_inclusion_proofs(index: int, size: int) -> None:
    proof = merkle.inclusion_proof(index, size, tree(LEAVES))
    assert [each.hex() for each in proof] == INCLUSION[index, size]
    assert merkle.verify_inclusion(LEAVES[index], index, size, proof, bytes.fromhex(ROOTS[size]))


@pytest.mark.parametrize(("old", "size"), CONSISTENCY)
def test_the_published_consistency_proofs(old: int, size: int) -> None:
    proof = merkle.consistency_proof(old, size, tree(LEAVES))
    assert [each.hex() for each in proof] == CONSISTENCY[old, size]
    assert merkle.verify_consistency(old, size, proof, bytes.fromhex(ROOTS[old]), bytes.fromhex(ROOTS[size]))


def test_every_inclusion_proof_holds_and_no_other_does() -> None:
    for size in range(1, len(MANY) + 1):
        root = plain_root(MANY[:size])
        for index in range(size):
            proof = merkle.inclusion_proof(index, size, tree(MANY))
            assert merkle.verify_inclusion(MANY[index], index, size, proof, root)
            assert not merkle.verify_inclusion(bytes(32), index, size, proof, root)
            assert not merkle.verify_inclusion(MANY[index], index, size, [*proof, bytes(32)], root)
            assert not merkle.verify_inclusion(MANY[index], index, size, proof, bytes(32))
            if proof:
                assert not merkle.verify_inclusion(MANY[index], index, size, proof[:-1], root)
                assert not merkle.verify_inclusion(MANY[index], index ^ 1, size, proof, root)


def test_every_consistency_proof_holds_and_no_other_does() -> None:
    for size in range(1, len(MANY) + 1):
        for old in range(1, size + 1):
            roots = plain_root(MANY[:old]), plain_root(MANY[:size])
            proof = merkle.consistency_proof(old, size, tree(MANY))
            assert merkle.verify_consistency(old, size, proof, *roots)
            assert not merkle.verify_consistency(old, size, [*proof, bytes(32)], *roots)
            assert not merkle.verify_consistency(old, size, proof, bytes(32), roots[1])
            assert not merkle.verify_consistency(old, size, proof, roots[0], bytes(32))
            assert not merkle.verify_consistency(0, size, [], merkle.EMPTY_ROOT, roots[1])
            if proof:
                assert not merkle.verify_consistency(old, size, proof[:-1], *roots)


@given(st.integers(1, 40), st.data())
def test_a_flipped_bit_anywhere_in_a_proof_is_refused(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    proof = merkle.inclusion_proof(index, size, tree(MANY))
    if proof:
        at, bit = data.draw(st.integers(0, len(proof) - 1)), data.draw(st.integers(0, 255))
        forged = (int.from_bytes(proof[at], "big") ^ (1 << bit)).to_bytes(32, "big")
        bad = [*proof[:at], forged, *proof[at + 1 :]]
        assert not merkle.verify_inclusion(MANY[index], index, size, bad, plain_root(MANY[:size]))


def test_a_leaf_beyond_the_end_is_refused_also_where_its_hash_is_the_root() -> None:
    assert not merkle.verify_inclusion(MANY[0], 1, 1, [], MANY[0])
    assert not merkle.verify_inclusion(MANY[0], -1, 1, [], MANY[0])
    assert not merkle.verify_consistency(2, 1, [], MANY[0], MANY[0])


@pytest.mark.parametrize(("old", "size"), [(1, 2), (2, 3), (3, 5), (3, 4), (6, 8)])
def test_no_proof_at_all_proves_nothing(old: int, size: int) -> None:
    for root in (plain_root(MANY[:old]), plain_root(MANY[:size])):
        assert not merkle.verify_consistency(old, size, [], root, root)
        assert not merkle.verify_inclusion(MANY[old], old, size + 1, [], root)


def test_a_leaf_or_an_older_tree_that_is_not_there_has_no_proof() -> None:
    for index, size in ((-1, 3), (3, 3), (0, 0)):
        with pytest.raises(ValueError, match="not in that tree"):
            merkle.inclusion_proof(index, size, tree(MANY))
    for old, size in ((0, 3), (4, 3)):
        with pytest.raises(ValueError, match="not a beginning"):
            merkle.consistency_proof(old, size, tree(MANY))


def test_a_proof_is_used_up_exactly_at_the_root() -> None:
    a, b = MANY[:2]
    # One sibling more than there are levels, which leads to a root of the forger's own.
    assert not merkle.verify_inclusion(a, 0, 1, [b], merkle.node_hash(b, a))
    # One fewer: the leaf itself as the root of two.
    assert not merkle.verify_inclusion(a, 0, 2, [], a)
    first, second, third, more = MANY[:4]
    was, now = merkle.node_hash(third, first), merkle.node_hash(third, merkle.node_hash(first, second))
    assert merkle.verify_consistency(3, 4, [first, second, third], was, now)
    forged = merkle.node_hash(more, was), merkle.node_hash(more, now)
    assert not merkle.verify_consistency(3, 4, [first, second, third, more], *forged)
    assert not merkle.verify_consistency(3, 4, [first], first, first)
