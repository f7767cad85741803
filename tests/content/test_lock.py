"""content.lock: one version, one digest."""

from __future__ import annotations

import pytest

from tests.content.copies import Copy
from trainer.content.library import load_course
from trainer.content.lock import lock_problems, release
from trainer.content.source import ContentRoot
from trainer.errors import ContentError, InputError


def said(copy: Copy) -> list[str]:
    found = lock_problems(load_course([copy.root]), copy.root.modules / "content.lock")
    return [problem.what for problem in (*found.altered, *found.unreleased)]


def release_tiny(copy: Copy) -> None:
    release(load_course([copy.root]), "tiny-test-module", copy.root.modules / "content.lock")


def test_a_module_that_was_never_released(copy: Copy) -> None:
    assert said(copy) == ["M90 version 1.0 is not released"]


def test_a_released_module_is_at_rest_and_may_be_released_again(copy: Copy) -> None:
    release_tiny(copy)
    before = (copy.root.modules / "content.lock").read_bytes()
    release_tiny(copy)
    assert said(copy) == []
    assert (copy.root.modules / "content.lock").read_bytes() == before
    assert not list(copy.root.modules.glob(".content.lock-*"))


def test_a_change_under_the_same_version(copy: Copy) -> None:
    release_tiny(copy)
    copy.swap(copy.bank, "finds a list", "found a list")
    assert said(copy) == ["M90 was changed since version 1.0 was released"]
    before = (copy.root.modules / "content.lock").read_bytes()
    with pytest.raises(InputError, match="Raise `version`"):
        release_tiny(copy)
    assert (copy.root.modules / "content.lock").read_bytes() == before


def test_a_new_version_has_to_be_released(copy: Copy) -> None:
    release_tiny(copy)
    copy.swap(copy.bank, "finds a list", "found a list")
    copy.swap(copy.module / "module.yaml", '"1.0"', '"1.10"')
    assert said(copy) == ["M90 version 1.10 is not released"]
    release_tiny(copy)
    assert said(copy) == []


def test_versions_are_compared_as_numbers_and_never_go_back(copy: Copy) -> None:
    copy.swap(copy.module / "module.yaml", '"1.0"', '"1.10"')
    release_tiny(copy)
    copy.swap(copy.module / "module.yaml", '"1.10"', '"1.9"')
    with pytest.raises(InputError, match="which is later than"):
        release_tiny(copy)


def test_the_places_in_the_lock(copy: Copy) -> None:
    release_tiny(copy)
    copy.swap(copy.bank, "finds a list", "found a list")
    (problem,) = lock_problems(load_course([copy.root]), copy.root.modules / "content.lock").altered
    assert (problem.line, problem.column) == (4, 3)


@pytest.mark.parametrize(
    "text",
    ["[", "schema: 1\nmodules: []\n", "schema: 1\nmodules: {M90: {version: x, digest: y}}\n", "schema: 1\n"],
)
def test_a_damaged_lock_is_a_problem_and_is_kept(copy: Copy, text: str) -> None:
    path = copy.root.modules / "content.lock"
    path.write_text(text)
    assert len(said(copy)) == 1
    with pytest.raises(ContentError):
        release_tiny(copy)
    assert path.read_text() == text


def test_only_the_named_modules_are_asked_for(tiny_root: ContentRoot) -> None:
    assert lock_problems(load_course([tiny_root]), tiny_root.modules / "content.lock", modules=["M04"]) == ((), ())


def test_an_unknown_module(tiny_root: ContentRoot) -> None:
    with pytest.raises(InputError, match="There is no module M77"):
        release(load_course([tiny_root]), "M77", tiny_root.modules / "content.lock")
