"""The privacy notice in lines of text."""

from __future__ import annotations

from trainer.cli.plain_text import Paper, Talk
from trainer.service.notice import Notice
from trainer.service.training import Training


def show(notice: Notice, paper: Paper) -> None:
    """The whole notice."""
    paper.say(notice.title)
    for part in notice.parts:
        paper.say()
        paper.say(f"{part.title}.")
        paper.say(part.text, indent=2)


def tell(training: Training, talk: Talk) -> None:
    """Show the notice to someone who has not acknowledged it as it is now, before anything is recorded about them."""
    privacy = training.privacy
    if privacy.told():
        return
    notice = privacy.notice()
    talk.say()
    show(notice, talk)
    talk.say()
    prompt = "Type ok if you have read it, and press Enter: you were told, and agree to nothing. Or q to leave."
    while talk.ask(prompt).casefold() not in ("", "ok"):
        talk.say("That is neither ok nor q.")
    privacy.acknowledge(notice.digest)
