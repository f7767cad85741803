"""``unclear``, typed where a lesson or question is read: the authors are told, and not who said so."""

from __future__ import annotations

from trainer.cli.plain_text import Talk
from trainer.errors import TrainerError
from trainer.service.training import Training

WORD = "unclear"


def tell(talk: Talk, training: Training, name: str) -> None:
    """Send it for the lesson or question with this id, unless it was sent in this sitting."""
    if name not in talk.unclear:
        try:
            training.learn.unclear(name)
        except TrainerError as error:
            talk.say(f"That could not be noted. {error}")
            return
        talk.unclear.add(name)
    talk.say("Noted, without your name. Authors see it once it was said five times.")
