"""Answering each question type in typed words: what is shown, what is understood, and what is said of the rest."""

from __future__ import annotations

import io
import itertools
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.cli.answers import of
from trainer.cli.plain_text import Paper
from trainer.service.check_views import Asked, Choice, Piece, Played


def choices(*texts: str) -> tuple[Choice, ...]:
    """Choices whose ids give no hint of their place."""
    return tuple(Choice(id=f"id-{text.split()[0].casefold()}", text=text) for text in texts)


SINGLE = Asked(type="single", stem="Which?", choices=choices("Red roses", "Green grass", "Blue sky"))
MULTIPLE = Asked(type="multiple", stem="Which two?", choose=2, choices=choices("Ash", "Beech", "Cedar", "Date palm"))
REASON = Asked(type="true_false_reason", stem="It rains.", choices=choices("Clouds", "Sun", "Wind"))
SIX_REASONS = Asked(type="true_false_reason", stem="It rains.", choices=choices(*"UVWXYZ"))
ORDER = Asked(type="order", stem="In order.", choose=4, choices=choices("Dress", "Wake", "Leave", "Arrive"))
MATCH = Asked(
    type="match",
    stem="Match.",
    choose=3,
    lefts=choices("Spoon", "Fork", "Knife"),
    choices=choices("Soup", "Bread", "Peas", "Tea"),
)
BRANCH = Asked(
    type="branch",
    stem="You are the analyst.",
    played=(Played(text="Rosa asks for a list.", choice="Ask what for."),),
    scene="She wants more sales.",
    path=("n1.a",),
    choices=choices("Offer a club", "Send everything"),
)
SPOT = Asked(
    type="spot",
    stem="Mark what is vague.",
    choose=0,
    choices=choices("we may use it", "for ever"),
    passage=(
        Piece(text="Know that ", phrase=""),
        Piece(text="we may use it", phrase="id-we"),
        Piece(text=", and keep it ", phrase=""),
        Piece(text="for ever", phrase="id-for"),
        Piece(text=".", phrase=""),
    ),
)
NUMERIC = Asked(type="numeric", stem="How late?", choices=choices("hours", "days", "Decades", "weeks"))
EVERY = [SINGLE, MULTIPLE, REASON, SIX_REASONS, ORDER, MATCH, BRANCH, SPOT, NUMERIC]
EVERY_TYPE = pytest.mark.parametrize("asked", EVERY, ids=lambda asked: f"{asked.type}-{len(asked.choices)}")


def shown(asked: Asked, width: int = 80) -> str:
    out = io.StringIO()
    of(asked).show(Paper(out, width=width), asked)
    return out.getvalue()


def read(typed: str, asked: Asked) -> tuple[str, ...]:
    """What is understood, where it is understood."""
    response, instead = of(asked).read(typed, asked)
    assert not instead
    return response


def refused(typed: str, asked: Asked) -> str:
    """What is said instead."""
    response, instead = of(asked).read(typed, asked)
    assert response == ()
    return instead


@pytest.mark.parametrize("typed", ["b", "B", " b ", "b)", "b."])
def test_one_letter_for_one_option(typed: str) -> None:
    assert read(typed, SINGLE) == ("id-green",)


def test_what_is_no_letter_of_an_option_is_told_what_to_type() -> None:
    assert refused("d", SINGLE) == "That is no answer here. Type a, b or c, or ? for help."
    assert refused("", SINGLE) == "Nothing was chosen. Type a, b or c."
    assert refused("a b", SINGLE) == "You typed 2 letters; this question needs 1."


@pytest.mark.parametrize("typed", ["b d", "bd", "db", "d, b", "b and d", "B & D", "b) d)", "b b d"])
def test_several_letters_for_several_options(typed: str) -> None:
    assert read(typed, MULTIPLE) == ("id-beech", "id-date")


def test_a_number_of_letters_that_is_not_asked_for_is_refused() -> None:
    assert refused("a", MULTIPLE) == "You typed 1 letter; this question needs 2."
    assert refused("a b c", MULTIPLE) == "You typed 3 letters; this question needs 2."


@pytest.mark.parametrize("typed", ["false b", "f b", "F B", "fb", "False, because b", "false. B)"])
def test_a_verdict_and_a_reason(typed: str) -> None:
    assert read(typed, REASON) == ("false", "id-sun")


@pytest.mark.parametrize("typed", ["f f", "false f", "ff"])
def test_a_reason_may_be_called_f(typed: str) -> None:
    assert read(typed, SIX_REASONS) == ("false", "id-z")


def test_half_of_a_verdict_with_reason_is_told_what_is_missing() -> None:
    assert read("t a", REASON) == ("true", "id-clouds")
    assert refused("f", REASON) == "The reason is missing. Type f again, then a, b or c."
    assert refused("b", REASON) == "Begin with true or false, then the letter of the reason, such as: false b."
    assert refused("true d", REASON) == "That is no reason here. Type true or false, then a, b or c."
    assert refused("true a b", REASON).startswith("That is no reason here.")
    assert refused(" ", REASON).startswith("Nothing was chosen. Type true or false, then the letter")


@pytest.mark.parametrize("typed", ["2 1 3 4", "2134", "2,1,3,4", "2. 1. 3. 4.", "2 > 1 > 3 > 4", "2-1-3-4"])
def test_an_order_by_the_numbers_of_its_lines(typed: str) -> None:
    assert read(typed, ORDER) == ("id-wake", "id-dress", "id-leave", "id-arrive")


def test_an_order_that_is_none_is_told_why() -> None:
    assert refused("2 1 3", ORDER) == "You left out 4. Type each number from 1 to 4 once."
    assert refused("2 2 1 1", ORDER) == "You typed 1 and 2 more than once. Type each number from 1 to 4 once."
    assert refused("1 2 3 5", ORDER) == "That is no order of these lines. Type each number from 1 to 4 once."
    assert refused("", ORDER) == "Nothing was typed. Type each number from 1 to 4 once."


@pytest.mark.parametrize("typed", ["1b 2a 3d", "1b2a3d", "1=b, 2=a, 3=d", "1 b 2 a 3 d", "3d 1b 2a", "1B; 2A and 3D"])
def test_pairs_of_a_number_and_a_letter(typed: str) -> None:
    assert read(typed, MATCH) == ("id-spoon=id-bread", "id-fork=id-soup", "id-knife=id-tea")


def test_pairs_that_do_not_go_together_are_told_why() -> None:
    assert refused("1b 2a", MATCH) == "You left out 3. Type a letter for each line, all in one answer."
    assert refused("1b 1a 3d", MATCH) == "You typed 1 more than once. Give each line one letter."
    assert refused("1b 2b 3d", MATCH) == "You gave b to more than one line. Give each line a letter of its own."
    assert refused("1b 2a 4d", MATCH).startswith("The lines are 1 to 3, the letters a to d.")
    assert refused("b1 a2 d3", MATCH).startswith("That is not a number with a letter for each line.")
    assert refused("1", MATCH).endswith("Type each number with its letter, such as: 1b 2c 3d.")


def test_a_scene_is_answered_by_a_letter_that_goes_on_the_path() -> None:
    assert read("b", BRANCH) == ("n1.a", "id-send")
    assert refused("c", BRANCH) == "That is no answer here. Type a or b, or ? for help."


def test_phrases_by_their_letters_one_or_more() -> None:
    assert read("b", SPOT) == ("id-for",)
    assert read("b a", SPOT) == ("id-we", "id-for")
    assert refused("", SPOT) == "Nothing was chosen. Type a or b."


@pytest.mark.parametrize("typed", ["22 days", "22 DAYS", "22days", "22 da", "022 days.", "+22.0  days", " 22\tdays "])
def test_a_number_with_its_unit(typed: str) -> None:
    assert read(typed, NUMERIC) == ("22", "id-days")


def test_a_decimal_a_sign_and_a_prefix() -> None:
    assert read("2.50 w", NUMERIC) == ("2.5", "id-weeks")
    assert read("-0 hours", NUMERIC) == ("0", "id-hours")
    assert read("1.000 days", NUMERIC) == ("1", "id-days"), "so that the person sees it before confirming"


@pytest.mark.parametrize("typed", ["1,000 days", "1 000 days", "1'000 days", "2,5 days", "1.000.000 days", "1" * 5000])
def test_separators_in_a_number_are_refused(typed: str) -> None:
    assert "with a point for decimals and nothing between thousands" in refused(typed, NUMERIC)


def test_a_unit_that_is_missing_unknown_or_unclear_is_told() -> None:
    assert refused("22", NUMERIC).startswith("The unit is missing. Type the number, then its unit: hours, days,")
    assert refused("22 months", NUMERIC).startswith("That is none of the units.")
    assert refused("22 d", NUMERIC).startswith("That unit could be days or Decades.")


@pytest.mark.parametrize("typed", ["NaN days", "inf days", "٢٢ days", "２２ days", "days", "\x1b[2J", "\0", "1e5 days"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    assert refused(typed, NUMERIC)


@EVERY_TYPE
@settings(deadline=None, max_examples=60)
@given(typed=st.one_of(st.text(), st.text(alphabet=string.ascii_letters[:20] + string.digits + " ,.=->tf\x1b\n")))
def test_any_text_is_either_an_answer_or_told_what_to_type(asked: Asked, typed: str) -> None:
    response, instead = of(asked).read(typed, asked)
    assert bool(response) != bool(instead)
    if instead:
        assert instead.isprintable()
        assert instead.endswith((".", "help."))
    else:
        assert read(of(asked).said(response, asked), asked) == response


@EVERY_TYPE
@pytest.mark.parametrize("typed", ["1" * 5000, "a" * 5000, "1b" * 50_000, "f" + " " * 5000 + "!", " " * 5000])
def test_a_very_long_line_is_answered_like_any_other(asked: Asked, typed: str) -> None:
    response, instead = of(asked).read(typed, asked)
    assert bool(response) != bool(instead)
    assert len(instead) < 200


def every_response(asked: Asked) -> list[tuple[str, ...]]:
    """Every whole answer that can be given, or a few of the numbers."""
    names = [choice.id for choice in asked.choices]
    match asked.type:
        case "multiple":
            return list(itertools.combinations(names, asked.choose))
        case "true_false_reason":
            return list(itertools.product(("true", "false"), names))
        case "order":
            return list(itertools.permutations(names))
        case "match":
            lefts = [left.id for left in asked.lefts]
            return [
                tuple(f"{left}={right}" for left, right in zip(lefts, rights, strict=True))
                for rights in itertools.permutations(names, len(lefts))
            ]
        case "spot":
            return [some for n in range(1, len(names) + 1) for some in itertools.combinations(names, n)]
        case "numeric":
            return list(itertools.product(("0", "22", "-1.5", "999999999.999999"), names))
        case _:
            return [(*asked.path, name) for name in names]


@EVERY_TYPE
def test_what_is_said_of_an_answer_means_that_answer(asked: Asked) -> None:
    for response in every_response(asked):
        assert read(of(asked).said(response, asked), asked) == response


@EVERY_TYPE
def test_the_prompt_s_example_is_itself_an_answer(asked: Asked) -> None:
    _, found, example = of(asked).prompt(asked).partition("such as: ")
    assert not found or read(example, asked)


@EVERY_TYPE
def test_what_is_shown_fits_forty_columns(asked: Asked) -> None:
    assert all(len(line) <= 40 for line in shown(asked, width=40).splitlines())


def test_lines_and_letters_to_match_are_told_apart() -> None:
    assert shown(MATCH) == (
        "The lines:\n1) Spoon\n2) Fork\n3) Knife\n\nTo be matched with:\na) Soup\nb) Bread\nc) Peas\nd) Tea\n"
    )


def test_steps_are_numbered_and_options_lettered() -> None:
    assert shown(ORDER) == "1) Dress\n2) Wake\n3) Leave\n4) Arrive\n"
    assert shown(SINGLE) == "a) Red roses\nb) Green grass\nc) Blue sky\n"
    assert "a) Clouds" in shown(REASON)


def test_phrases_stand_in_their_text() -> None:
    assert "Know that [a: we may use it], and keep it [b: for ever].\n" in shown(SPOT)


def test_the_scenes_before_are_told_before_the_one_that_is_now() -> None:
    told = shown(BRANCH)
    places = [told.index(part) for part in ("Scene 1", "Rosa", "You chose: Ask", "Scene 2", "more sales", "a) Offer")]
    assert places == sorted(places)


def test_a_number_is_told_its_units_and_no_example() -> None:
    assert shown(NUMERIC) == "The answer is a number, in hours, days, Decades or weeks.\n"
    assert of(NUMERIC).prompt(NUMERIC) == "Type the number, then its unit: hours, days, Decades or weeks."


@EVERY_TYPE
def test_hostile_content_reaches_no_terminal(asked: Asked) -> None:
    bad = "\x1b]52;c;x\x07[bold]\u202egnp.exe"
    hostile = Asked(
        type=asked.type,
        stem="?",
        choices=tuple(Choice(id=choice.id, text=bad) for choice in asked.choices),
        choose=asked.choose,
        lefts=tuple(Choice(id=left.id, text=bad) for left in asked.lefts),
        passage=tuple(Piece(text=bad, phrase=piece.phrase) for piece in asked.passage),
        played=tuple(Played(text=bad, choice=bad) for _ in asked.played),
        scene=bad,
    )
    told = shown(hostile)
    assert not set("\x1b\x07\u202e") & set(told)
    assert "[bold]" in told
