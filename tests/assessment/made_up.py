"""Questions of every type, made up for tests: drawn by hypothesis within the rules that the loader enforces."""

from __future__ import annotations

import dataclasses
import random
from typing import Any

from hypothesis import strategies as st

from tests.support import question
from trainer.assessment import types
from trainer.content.questions import (
    Branch,
    Match,
    Multiple,
    MultipleScoring,
    Numeric,
    Option,
    Order,
    Question,
    Single,
    Spot,
    TrueFalseReason,
)
from trainer.content.types.branch import Scene, Turn
from trainer.content.types.match import Pairing
from trainer.content.types.numeric import Answer
from trainer.content.types.order import Action
from trainer.content.types.spot import Span

LETTERS = "abcdefgh"


def common(**more: Any) -> dict[str, Any]:
    """What every question carries, with more."""
    base = question()
    named = {f.name: getattr(base, f.name) for f in dataclasses.fields(base) if f.name not in {"options", "type"}}
    return {**named, **more}


def options(keys: set[int], count: int) -> tuple[Option, ...]:
    return tuple(Option(id=LETTERS[i], text=f"t{i}", why=f"w{i}", key=i in keys) for i in range(count))


@st.composite
def singles(draw: st.DrawFn) -> Single:
    count = draw(st.integers(2, 8))
    return Single(**common(options=options({draw(st.integers(0, count - 1))}, count)))


@st.composite
def multiples(draw: st.DrawFn) -> Multiple:
    count = draw(st.integers(3, 8))
    keys = draw(st.sets(st.integers(0, count - 1), min_size=2, max_size=count - 1))
    scoring = draw(st.sampled_from([MultipleScoring(mode="partial"), MultipleScoring(mode="all_or_nothing")]))
    return Multiple(**common(options=options(keys, count), choose=len(keys), scoring=scoring))


@st.composite
def two_tiers(draw: st.DrawFn) -> TrueFalseReason:
    count = draw(st.integers(3, 6))
    reasons = options({draw(st.integers(0, count - 1))}, count)
    return TrueFalseReason(**common(key=draw(st.booleans()), reasons=reasons))


@st.composite
def orders(draw: st.DrawFn) -> Order:
    count = draw(st.integers(3, 8))
    ids = draw(st.permutations(LETTERS[:count]))
    later = [(ids[i], ids[j]) for i in range(count) for j in range(i + 1, count)]
    pairs = draw(st.lists(st.sampled_from(later), unique=True, min_size=1))
    critical = draw(st.lists(st.sampled_from(pairs), unique=True))
    items = tuple(Action(id=name, text=f"step {name}") for name in LETTERS[:count])
    return Order(**common(items=items, must_precede=tuple(pairs), critical_pairs=tuple(critical), why="w"))


@st.composite
def matches(draw: st.DrawFn) -> Match:
    count, spare = draw(st.integers(2, 6)), draw(st.integers(1, 2))
    rights = draw(st.permutations([f"r{i}" for i in range(count + spare)]))
    pairs = tuple(Pairing(id=LETTERS[i], left=f"l{i}", right=rights[i], why="w") for i in range(count))
    return Match(**common(pairs=pairs, right_options={name: f"text {name}" for name in sorted(rights)}))


@st.composite
def branches(draw: st.DrawFn) -> Branch:
    """Scenes in a row; each choice leads to a later one or to the end, and the first choice of each is the best."""
    count = draw(st.integers(1, 4))
    nodes: dict[str, Scene] = {}
    for at in range(count):
        ahead = [f"n{later}" for later in range(at + 1, count)] + ["end"]
        turns = [Turn(id="a", next=ahead[0], score=1.0, text="best", why="w")]
        for letter in draw(st.sampled_from(["b", "bc", "bcd"])):
            score = draw(st.sampled_from([0.0, 0.5]))
            critical = draw(st.booleans())
            to = draw(st.sampled_from(ahead))
            turns.append(Turn(id=letter, next=to, score=score, text=letter, why="w", critical=critical))
        nodes[f"n{at}"] = Scene(text=f"scene {at}", choices=tuple(turns))
    return Branch(**common(start="n0", nodes=nodes, debrief="d"))


@st.composite
def spots(draw: st.DrawFn) -> Spot:
    count = draw(st.integers(2, 8))
    keys = draw(st.sets(st.integers(0, count - 1), min_size=1, max_size=count - 1))
    spans = {
        LETTERS[i]: Span(why="w", key=i in keys, weight=draw(st.integers(1, 9)) if i in keys else 1)
        for i in range(count)
    }
    text = " and ".join(f"[[{name}|phrase {name}]]" for name in spans)
    return Spot(**common(text=text, spans=spans))


@st.composite
def numerics(draw: st.DrawFn) -> Numeric:
    value = draw(st.integers(-9999, 9999)) / draw(st.sampled_from([1, 10, 100]))
    tolerance = draw(st.sampled_from([0.0, 0.5, 3.0]))
    units = tuple(draw(st.lists(st.sampled_from(["hours", "days", "months", "years"]), unique=True, min_size=2)))
    answer = Answer(value=value, unit=draw(st.sampled_from(units)), tolerance=tolerance)
    return Numeric(**common(answer=answer, units=units, why="w"))


OF_TYPE: dict[str, st.SearchStrategy[Any]] = {
    "single": singles(),
    "multiple": multiples(),
    "true_false_reason": two_tiers(),
    "order": orders(),
    "match": matches(),
    "branch": branches(),
    "spot": spots(),
    "numeric": numerics(),
}
questions: st.SearchStrategy[Question] = st.one_of(*OF_TYPE.values())


def some_response(asked: Any, rng: random.Random) -> list[str]:
    """Any possible response that is no blank, drawn at random."""
    match asked:
        case Single():
            return [rng.choice(asked.options).id]
        case Multiple():
            return [o.id for o in rng.sample(asked.options, rng.randint(1, asked.choose))]
        case TrueFalseReason():
            return [rng.choice(["true", "false"]), rng.choice(asked.reasons).id]
        case Order():
            return [item.id for item in rng.sample(asked.items, len(asked.items))]
        case Match():
            rights = rng.sample(sorted(asked.right_options), len(asked.pairs))
            return [f"{pair.id}={right}" for pair, right in zip(asked.pairs, rights, strict=True)]
        case Branch():
            path, here = [], asked.start
            while here != "end":
                turn = rng.choice(asked.nodes[here].choices)
                path.append(f"{here}.{turn.id}")
                here = turn.next
            return path
        case Spot():
            return rng.sample(sorted(asked.spans), rng.randint(1, len(asked.spans)))
        case Numeric():
            near = asked.answer.value + rng.choice([0, 0, 1, -4])
            return [f"{near:.2f}", rng.choice(asked.units)]
    raise AssertionError(asked)


def worse(asked: Any, given: tuple[str, ...], rng: random.Random) -> list[str] | None:
    """The same response with one wrong mark more, or with one right thing put wrong; None where there is none."""
    match asked:
        case Single():
            wrong = [o.id for o in asked.options if not o.key]
            return [rng.choice(wrong)]
        case Multiple():
            spare = [o.id for o in asked.options if not o.key and o.id not in given]
            return [*given, rng.choice(spare)] if spare and len(given) < asked.choose else None
        case TrueFalseReason():
            return ["false" if asked.key else "true", given[1]]
        case Order():
            # Swapping two neighbours breaks the pair that they are, and touches no other pair.
            at = [i for i in range(len(given) - 1) if (given[i], given[i + 1]) in asked.must_precede]
            if not at:
                return None
            i = rng.choice(at)
            return [*given[:i], given[i + 1], given[i], *given[i + 2 :]]
        case Match():
            spare = sorted(set(asked.right_options) - {each.split("=")[1] for each in given})
            left = rng.randrange(len(given))
            wrong = [name for name in spare if name != asked.pairs[left].right]
            return [*given[:left], f"{asked.pairs[left].id}={wrong[0]}", *given[left + 1 :]] if wrong else None
        case Branch():
            node, last = given[-1].split(".")
            made = next(t for t in asked.nodes[node].choices if t.id == last)
            lower = [t for t in asked.nodes[node].choices if t.next == "end" and t.score < made.score]
            lower = [t for t in lower if t.critical or not made.critical]
            return [*given[:-1], f"{node}.{lower[0].id}"] if lower else None
        case Spot():
            spare = sorted(name for name, span in asked.spans.items() if not span.key and name not in given)
            return [*given, spare[0]] if spare else None
        case Numeric():
            return [given[0], next(unit for unit in asked.units if unit != asked.answer.unit)]
    raise AssertionError(asked)


def key_of(asked: Question) -> tuple[str, ...]:
    return types.of(asked).key(asked)
