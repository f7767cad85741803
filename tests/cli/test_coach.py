"""The author's coach at the command line: ``content check | explain | report | new``."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Cli, Ran
from tests.content.clean_course import TODAY, Clean, build
from tests.content.seeds import SEEDS
from trainer.content.checker import RULES


@pytest.fixture
def clean(tmp_path: Path) -> Clean:
    made = build(tmp_path / "content")
    made.release()
    return made


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day on which the clean course was made."""
    monkeypatch.setattr("trainer.service.desk.Desk.today", lambda _: TODAY)


@pytest.mark.usefixtures("today")
class TestCheck:
    """``content check`` in each of its forms."""

    def test_nothing_to_mend(self, cli: Cli, clean: Clean) -> None:
        ran = cli("content", "check", str(clean.folder), "--strict")
        assert (ran.code, ran.out, ran.err) == (0, "", "0 errors, 0 warnings, 0 notes.\n")

    def test_a_warning_fails_only_where_it_is_strict(self, cli: Cli, clean: Clean) -> None:
        SEEDS["long-sentence"](clean)
        clean.release()
        ran = cli("content", "check", str(clean.folder))
        assert ran.code == 0
        first, why = ran.out.splitlines()
        assert first.startswith(f"{clean.lesson}:30:1: warning: a sentence of ")
        assert why == f"    Why: {RULES['long-sentence'].why}"
        strict = cli("content", "check", str(clean.folder), "--strict")
        assert strict.code == 2
        assert ": error: a sentence of " in strict.out

    def test_notes_stay_notes(self, cli: Cli, clean: Clean) -> None:
        SEEDS["not-approved"](clean)
        ran = cli("content", "check", str(clean.folder), "--strict")
        assert (ran.code, ran.err) == (0, "0 errors, 0 warnings, 1 note.\n")

    def test_github_commands(self, cli: Cli, clean: Clean, monkeypatch: pytest.MonkeyPatch) -> None:
        SEEDS["long-sentence"](clean)
        SEEDS["not-approved"](clean)
        clean.release()
        monkeypatch.chdir(clean.folder)
        ran = cli("content", "check", ".", "--format", "github")
        warning, notice = ran.out.splitlines()
        assert warning.startswith("::warning file=modules/seeded/first-lesson.md,line=30,col=1,title=long-sentence::a ")
        assert notice.startswith("::notice file=modules/seeded/module.yaml,line=12,col=13,title=not-approved::M50 is ")

    def test_json_has_the_reason_of_what_is_allowed(self, cli: Cli, clean: Clean) -> None:
        clean.put(clean.lesson, "minutes: 3", "minutes: 9  # allow: minutes because it is read aloud")
        ran = cli("content", "check", str(clean.folder), "--format", "json")
        assert ran.code == 0
        assert (ran.json["errors"], ran.json["warnings"], ran.json["notes"]) == (0, 0, 0)
        (finding,) = ran.json["findings"]
        assert (finding["rule"], finding["allowed"], finding["line"]) == ("minutes", "it is read aloud", 8)
        assert cli("content", "check", str(clean.folder)).err.endswith("; 1 allowed with a reason.\n")


def test_explain_lists_every_rule(cli: Cli) -> None:
    listed = cli("content", "explain").out
    assert all(f"- {name} (" in listed for name in RULES)


@pytest.mark.parametrize("rule", RULES)
def test_explain_a_rule(cli: Cli, rule: str) -> None:
    said = " ".join(cli("content", "explain", rule).out.split())
    for part in (RULES[rule].says, RULES[rule].why, RULES[rule].mend, RULES[rule].source):
        assert " ".join(part.replace("`", "").split()) in said.replace("`", "")
    assert (f"# allow: {rule} because" in said) == RULES[rule].allowable


def test_explain_what_is_no_rule(cli: Cli) -> None:
    ran = cli("content", "explain", "lenght\x1b[2J")
    assert ran.code == 2
    assert "\x1b" not in ran.err


def test_a_bank_on_one_page(cli: Cli, clean: Clean) -> None:
    page = " ".join(cli("content", "report", "M50", "--dir", str(clean.folder)).out.split())
    assert "Coverage: 100 % of its 1 objectives and 1 claim are taught and assessed" in page
    assert "By objective: M50.O1 6 (needs 6)." in page
    assert "of 1 single questions the key is the longest option in 0 (0 %)" in page
    assert "Options hold 0 giveaway words" in page
    assert "of 8 parts 0 rest on law not looked at for 12 months." in page
    assert "Of 4 options the key is the first, second and so on" in page
    assert "7 of 7 lessons and questions were reviewed; the module is approved by Privacy lead." in page
    assert "Findings: 0 errors, 0 warnings, 0 notes; 0 allowed with a reason." in page


def test_the_page_counts_what_the_rules_find(cli: Cli, clean: Clean) -> None:
    SEEDS["giveaway"](clean)
    SEEDS["unconfirmed-coverage"](clean)
    clean.release()
    page = " ".join(cli("content", "report", "--dir", str(clean.folder)).out.split())
    assert "Coverage: 50 % of" in page
    assert "Missing: T20." in page
    assert "Options hold 1 giveaway word;" in page


def test_a_new_module_passes_the_check(cli: Cli, clean: Clean) -> None:
    made = cli("content", "new", "module", "our-rules", "--title", "Our rules", "--dir", str(clean.folder))
    assert made.code == 0
    name, *files = made.out.splitlines()
    assert name == "M51"
    assert all(Path(file).is_file() for file in files)
    found = cli("content", "check", str(clean.folder), "--format", "json").json
    assert found["errors"] == 0
    drafts = {"unreleased", "unreviewed", "unconfirmed-coverage", "not-approved", "near-duplicate"}
    assert {finding["rule"] for finding in found["findings"]} <= drafts


@pytest.mark.parametrize(
    "kind", ["single", "multiple", "true_false_reason", "order", "match", "branch", "spot", "numeric"]
)
def test_a_new_question_passes_the_check(cli: Cli, clean: Clean, kind: str) -> None:
    made = cli("content", "new", "question", "seeded", "--type", kind, "--dir", str(clean.folder))
    assert made.out.splitlines() == ["M50-Q007", str(clean.bank)]
    found = cli("content", "check", str(clean.folder), "--format", "json").json
    # The bank was released; and the clean course is made of the same examples.
    assert {f["rule"] for f in found["findings"] if f["severity"] == "error"} == {"altered"}
    assert cli("content", "show", "M50-Q007", "--content", str(clean.folder)).code in {0, 2}


@pytest.mark.parametrize(
    "args",
    [
        ("module", "Our Rules"),
        ("module", "seeded"),
        ("module", "other", "--id", "M50"),
        ("module", "other", "--id", "50"),
        ("module", "other", "--title", "a\x1b[2J"),
        ("module", "other", "--author", "a\nreviewer: b"),
        ("module", "a" * 61),
        ("question", "M99"),
        ("question", "M50", "--type", "riddle"),
        ("question", "M50", "--author", "a\nreviewer: b"),
        ("question", "M50", "--objective", "M50.O9"),
    ],
)
def test_what_cannot_be_made_changes_nothing(cli: Cli, clean: Clean, args: tuple[str, ...]) -> None:
    before = {path: path.read_bytes() for path in clean.folder.rglob("*") if path.is_file()}
    ran = cli("content", "new", *args, "--dir", str(clean.folder))
    assert (ran.code, ran.out) == (2, "")
    assert {path: path.read_bytes() for path in clean.folder.rglob("*") if path.is_file()} == before


def test_a_bank_in_another_style_is_left_alone(cli: Cli, clean: Clean) -> None:
    clean.bank.write_text("schema: 1\nmodule: M50\nquestions: []\n", encoding="utf-8")
    before = clean.bank.read_bytes()
    assert cli("content", "new", "question", "M50", "--dir", str(clean.folder)).code == 2
    assert clean.bank.read_bytes() == before


@pytest.fixture
def approving(cli: Cli, clean: Clean) -> Cli:
    """Commands over the clean course, which nobody approved yet."""
    clean.put(clean.manifest, "approved_by: Privacy lead", "approved_by:")

    def run(*arguments: str, stdin: str | bytes = "") -> Ran:
        return cli("--content", str(clean.folder), *arguments, stdin=stdin)

    return run


def test_approving_is_an_entry_and_a_line_in_the_file(approving: Cli, clean: Clean, db: Path) -> None:
    before = clean.manifest.read_text(encoding="utf-8")
    ran = approving("content", "approve", "M50", "--by", 'The "privacy" lead')
    assert ran.code == 0, ran.err
    digest = re.fullmatch(r"approved M50 1\.0 ([0-9a-f]{64}) \(entry \d+\)\n", ran.out)
    assert digest
    after = clean.manifest.read_text(encoding="utf-8")
    assert after == before.replace("approved_by:", 'approved_by: "The \\"privacy\\" lead"')
    assert 'Approved by The "privacy" lead.' in approving("content", "show", "M50").out
    assert approving("content", "approve", "M50").out.startswith("approved already M50 1.0 ")
    assert approving("evidence", "verify").code == 0
    with closing(sqlite3.connect(db)) as conn:
        ((count,),) = conn.execute("SELECT count(*) FROM entry WHERE kind = 'approval'")
    assert count == 1


def test_what_is_not_released_is_not_approved(approving: Cli, clean: Clean, db: Path) -> None:
    clean.put(clean.lesson, "leans over and asks", "leans over, smiles, and asks")
    ran = approving("content", "approve", "M50")
    assert ran.code == 2
    assert "was changed since version 1.0 was released" in ran.err
    assert not db.exists()


@pytest.mark.parametrize("field", ["approved_by: >-\n  Nobody yet", "approved_by: # not yet", "approved_by: &who"])
def test_a_file_in_another_shape_is_left_alone(approving: Cli, clean: Clean, db: Path, field: str) -> None:
    clean.put(clean.manifest, "approved_by:", field)
    before = clean.manifest.read_bytes()
    ran = approving("content", "approve", "M50")
    assert ran.code == 2
    assert clean.manifest.read_bytes() == before
    assert not db.exists()


@pytest.mark.parametrize("by", ["", " ", "-", "a\nversion: 3", "a\x1b[2J", "\u202eab"])
def test_a_role_that_is_no_line_of_text_approves_nothing(approving: Cli, db: Path, by: str) -> None:
    assert approving("content", "approve", "M50", "--by", by).code == 2
    assert not db.exists()


def test_the_lines_keep_their_ends_and_a_link_stays_one(approving: Cli, clean: Clean) -> None:
    text = clean.manifest.read_text(encoding="utf-8").rstrip("\n").replace("approved_by:\n", "") + "\napproved_by:"
    real = clean.folder / "kept.yaml"
    real.write_bytes(text.replace("\n", "\r\n").encode())
    clean.manifest.unlink()
    clean.manifest.symlink_to(real)
    assert approving("content", "approve", "M50").code == 0
    assert clean.manifest.is_symlink()
    assert real.read_bytes() == text.replace("\n", "\r\n").encode() + b' "Privacy lead"'


@pytest.mark.parametrize(
    "title", ["Our: rules", '"quoted" start', "# hash", "[a]", "*x", "- x", "$5 {{now}}", "é 日本"]
)
def test_a_title_is_taken_as_it_is(cli: Cli, clean: Clean, title: str) -> None:
    made = cli("content", "new", "module", "another", "--title", title, "--author", "a: b", "--dir", str(clean.folder))
    assert made.code == 0, made.err
    assert title in cli("--content", str(clean.folder), "content", "show", "M51").out
    added = cli("content", "new", "question", "M51", "--author", "me: 'x'", "--dir", str(clean.folder))
    assert added.code == 0, added.err


def test_a_bank_keeps_its_line_ends(cli: Cli, clean: Clean) -> None:
    clean.bank.write_bytes(clean.bank.read_bytes().replace(b"\n", b"\r\n").rstrip())
    assert cli("content", "new", "question", "M50", "--dir", str(clean.folder)).code == 0
    assert b"\n" not in clean.bank.read_bytes().replace(b"\r\n", b"")


def test_a_new_release_is_not_approved_by_who_approved_the_last_one(approving: Cli, clean: Clean) -> None:
    assert approving("content", "approve", "M50").code == 0
    clean.put(clean.lesson, "leans over and asks", "leans over, smiles, and asks")
    clean.put(clean.manifest, 'version: "1.0"', 'version: "1.1"')
    ran = approving("content", "release", "M50")
    assert ran.code == 0, ran.err
    assert "The approval was of an earlier version." in ran.err
    assert "approved_by:\n" in clean.manifest.read_text(encoding="utf-8")
    assert "Not approved yet." in approving("content", "show", "M50").out
    assert "M50 is not approved" in approving("content", "check", str(clean.folder)).out
    assert approving("content", "approve", "M50").out.startswith("approved M50 1.1 ")


def test_the_same_content_under_a_new_number_keeps_its_approval(approving: Cli, clean: Clean) -> None:
    assert approving("content", "approve", "M50").code == 0
    clean.put(clean.manifest, 'version: "1.0"', 'version: "1.1"')
    assert approving("content", "release", "M50").err == ""
    assert "Approved by Privacy lead." in approving("content", "show", "M50").out


def test_a_release_of_a_folder_that_is_not_in_use(cli: Cli, clean: Clean) -> None:
    clean.lock.unlink()
    assert cli("content", "release", "M50", "--dir", str(clean.folder)).code == 0
    assert "M50" in clean.lock.read_text(encoding="utf-8")


def test_the_doctor_says_that_people_learn_a_draft(approving: Cli, clean: Clean) -> None:
    assert "not released" not in approving("doctor").out
    clean.put(clean.lesson, "leans over and asks", "leans over, smiles, and asks")
    said = " ".join(approving("doctor").out.split())
    assert "people learn what is not released: M50 1.0" in said
