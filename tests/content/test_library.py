"""Whole courses: what has to agree across files, and overlays."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.content.copies import Copy
from tests.support import options_of
from trainer.content.library import load, load_course
from trainer.content.source import ContentRoot
from trainer.errors import ContentError

Make = Callable[[str], Copy]


def test_the_tiny_course_loads(tiny_root: ContentRoot) -> None:
    course = load_course([tiny_root])
    module = course.module("tiny-test-module")
    assert module is course.module("m90")
    assert module is not None
    assert [lesson.id for lesson in module.lessons] == ["M90.L1", "M90.L2"]
    questions = course.bodies["M90"].questions
    assert len(questions) == 12
    assert {(q.module, q.critical) for q in questions} == {("M90", True), ("M90", False)}
    assert all(len(thing.digest) == 64 for thing in (course, module, *module.lessons, *questions))
    assert module.approved_by == ""
    assert module.major == 1
    assert course.track("tiny") is not None
    assert course.module("nothing") is None


WRONG_MANIFEST = {
    "module id": ("id: M90\n", "id: M9\n", "the module id `M9`"),
    "slug": ("slug: tiny-test-module", "slug: tiny", "the slug `tiny` in the folder `tiny-test-module`"),
    "version": ('version: "1.0"', 'version: "1"', "the version `1`"),
    "version of three": ('version: "1.0"', 'version: "1.0.0"', "the version `1.0.0`"),
    "pass mark": ("pass_mark: 80", "pass_mark: 101", "`pass_mark` is too large"),
    "a lesson twice": ("[a-reason-first.md, ", "[a-reason-first.md, a-reason-first.md, ", "is listed twice"),
    "a lesson that is not there": ("yes-and-stop.md]", "yes-and-stop.md, more.md]", "the lesson file `more.md` does"),
    "a lesson elsewhere": ("yes-and-stop.md]", "yes-and-stop.md, ../x.md]", "`../x.md` is no name for a lesson"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG_MANIFEST)
def test_a_wrong_manifest(copy: Copy, case: str) -> None:
    old, new, what = WRONG_MANIFEST[case]
    copy.swap(copy.module / "module.yaml", old, new)
    first = copy.problems()
    assert any(what in problem.what for problem in first)


WRONG_TRACKS = {
    "no such module": ("module: M90", "module: M91", "there is no module `M91`"),
    "no such lesson": ("module: M90", "module: M90, lessons: [M90.L9]", "M90 has no lesson `M90.L9`"),
    "no such objective": ("module: M90", "module: M90, objectives: [M90.O9]", "M90 has no objective `M90.O9`"),
    "a module twice": ("{module: M90}", "{module: M90}\n      - {module: M90}", "M90 stands twice in this track"),
    "an odd id": ("id: tiny", "id: Tiny Track", "the track id `Tiny Track`"),
    "another rule": ("certification: modules", "certification: exam", "`certification` is not one of the words"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG_TRACKS)
def test_a_wrong_track(copy: Copy, case: str) -> None:
    old, new, what = WRONG_TRACKS[case]
    copy.swap(copy.root.modules / "tracks.yaml", old, new)
    assert what in copy.only_problem().what


def test_a_track_twice(copy: Copy) -> None:
    path = copy.root.modules / "tracks.yaml"
    text = path.read_text()
    path.write_text(text + text[text.index("  - id") :])
    assert copy.only_problem().what == "the track `tiny` stands twice"


def test_files_that_belong_nowhere(copy: Copy) -> None:
    (copy.module / "extra.md").write_text("x")
    (copy.root.banks / "other.yaml").write_text("x")
    (copy.root.banks / "another.yml").write_text("x")
    (copy.root.modules / "empty").mkdir()
    said = {problem.what for problem in copy.problems()}
    assert said >= {"this lesson is not listed", "a bank without its module", "a bank that ends in .yml"}
    assert "the file does not exist" in said


def test_a_fact_that_would_be_markup(copy: Copy) -> None:
    copy.swap(copy.root.modules / "facts.yaml", "Example Shop", "'[Example](x) Shop'")
    assert copy.only_problem().what == "the value `party` holds Markdown or a line break"


def test_a_broken_facts_file_raises_no_second_alarm(copy: Copy) -> None:
    copy.swap(copy.root.modules / "facts.yaml", "checked_on: 2026-07-01", "checked_on: soon")
    assert copy.only_problem().what == "`checked_on` is not a date"


def test_ids_are_unique_over_the_course(make_copy: Make) -> None:
    copy = make_copy("content")
    copy.swap(copy.module / "yes-and-stop.md", "id: M90.L2", "id: M90.L1")
    assert "the id `M90.L1` is used already" in copy.only_problem().what


def test_no_folder_with_modules(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="nothing was loaded") as caught:
        load_course([ContentRoot(tmp_path / "modules", tmp_path / "banks")])
    assert caught.value.problems[0].what == "there is no folder with modules"
    with pytest.raises(ContentError):
        load_course([])


def test_an_overlay_replaces_a_module_with_its_bank(make_copy: Make) -> None:
    shipped, mine = make_copy("shipped"), make_copy("mine")
    mine.swap(mine.module / "module.yaml", "title: A tiny module", "title: Our module")
    mine.swap(mine.bank, "Name the reason for this use.", "Say the reason for this use.")
    (mine.root.modules / "tracks.yaml").unlink()
    mine.swap(mine.root.modules / "facts.yaml", "€1,000", "€2,000")
    loaded = load([shipped.root, mine.root])
    module = loaded.course.modules[0]
    assert len(loaded.course.modules) == 1
    assert module.title == "Our module"
    assert options_of(loaded.course.bodies["M90"].questions[0])[0].text == "Say the reason for this use."
    assert loaded.shared.facts["shop-fine"].values["fine"] == "€2,000"
    assert [track.id for track in loaded.course.tracks] == ["tiny"]
    assert loaded.places.roots == {"M90": mine.root}


def test_an_overlay_by_slug_and_by_id(make_copy: Make) -> None:
    shipped, mine = make_copy("shipped"), make_copy("mine")
    mine.module.rename(mine.root.modules / "ours")
    mine.bank.rename(mine.root.banks / "ours.yaml")
    mine.swap(mine.root.modules / "ours" / "module.yaml", "slug: tiny-test-module", "slug: ours")
    course = load_course([shipped.root, mine.root])
    assert [module.slug for module in course.modules] == ["ours"]


def test_what_an_overlay_replaces_may_be_broken(make_copy: Make) -> None:
    shipped, mine = make_copy("shipped"), make_copy("mine")
    shipped.swap(shipped.module / "module.yaml", "minutes: 4", "minutes: four")
    shipped.bank.write_text("[")
    assert load_course([shipped.root, mine.root]).modules[0].minutes == 4


def test_an_overlay_without_its_bank_is_incomplete(make_copy: Make) -> None:
    shipped, mine = make_copy("shipped"), make_copy("mine")
    mine.bank.unlink()
    with pytest.raises(ContentError) as caught:
        load_course([shipped.root, mine.root])
    assert [(p.file, p.what) for p in caught.value.problems] == [(str(mine.bank), "the file does not exist")]


def test_an_empty_overlay_changes_nothing(tiny_root: ContentRoot, tmp_path: Path) -> None:
    nothing = ContentRoot(tmp_path / "modules", tmp_path / "banks")
    assert load_course([tiny_root, nothing]) == load_course([tiny_root])


def test_places_point_at_the_files(tiny_root: ContentRoot) -> None:
    places = load([tiny_root]).places
    place = places.of("M90-Q003", "choose")
    line = Path(place.file).read_text(encoding="utf-8").split("\n")[place.line - 1]
    assert line[place.column - 1 :] == "2"
    assert places.of("nothing").line == 1


def test_an_entry_that_is_no_mapping_is_one_problem_that_names_its_fields(copy: Copy) -> None:
    tracks = copy.root.modules / "tracks.yaml"
    copy.swap(tracks, "{module: M90}", "M90")
    problem = copy.only_problem()
    assert "entry 1 of `modules` is not a mapping" in problem.what
    assert "`module: ...`" in problem.remedy
