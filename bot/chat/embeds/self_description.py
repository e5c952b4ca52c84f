"""What the bot says of itself: how it is used, what it knows, and what it keeps."""

from collections.abc import Collection

from bot.chat.embeds.markdown import cut, escape
from bot.languages import Sentence, decimal, say, say_count
from bot.library import KEPT_DAYS

FOLLOWING = Sentence(
    "**Follow up** by the button under my answer, by a reply to it, or in its thread."
)
FOLLOWING_BY_MENTION = Sentence(
    "**Follow up** by the button under my answer, or by mentioning me in a reply to it or in its "
    "thread."
)
EDITING = Sentence(
    "**Edit your question** within 15 minutes, and I change my answer; delete it, and I delete "
    "that, unless somebody went on from it."
)
BUTTONS = Sentence(
    "**In context** under an answer shows the paragraph around it; **More** the next passages; "
    "**Cite** a citation to copy. Where there is no answer, but something comes near, **Nearest "
    "passages** shows it."
)
NO_TOPICS = Sentence("The documents name no topics. Just ask.")
WORDING_LOGGED = Sentence("The operator has chosen to keep the wording of questions in the log.")
WORDING_NOT_LOGGED = Sentence(
    "The wording of questions is not kept: the log has times and outcomes only."
)
WORDING_IN_HAND = Sentence("A command is kept on disk until it is answered.")
VERBATIM = Sentence(
    "Every excerpt is a slice of a document, checked against it right before it is sent. "
    "Nothing is written by a language model, and where the documents do not answer, I say so."
)
PRIVACY_SETTINGS = Sentence(
    "**Of you:** the citation style that you chose with `/cite` and the form of replies that you "
    "chose with `/display`, by your account's number, until you delete them: `/privacy delete` "
    "does so at once, `/privacy export` shows them."
)
PRIVACY_MEMORY = Sentence(
    "**Until I am restarted:** when members last asked me, so that nobody asks too fast, and in "
    "which servers. For direct messages I look up your roles there, and keep nothing of them."
)
PRIVACY_PLACE = Sentence("-# It lies on my operator's computers, where my operator can read it.")
PRIVACY_DISCORD = Sentence(
    "-# Discord keeps what you and I write here by its own rules; *Delete* takes an answer away."
)
NOTHING_KEPT = Sentence(
    "Nothing is kept of you: no choice of yours, no line in a server's history, no file that you "
    "brought."
)
NOT_DELETED = Sentence(
    "Your settings could not be deleted just now. They are kept as before. Please try again in a "
    "minute, or tell the operator, who can see why in the log."
)
EXPORTED = Sentence(
    "This is what is kept of you, by your account's number: what you chose; the lines of servers' "
    "histories that name you, which those who manage a server see with `/library history`; and "
    "files that you brought, while they wait or failed (`/library jobs`), or were settled lately."
)
IN_WORDS = Sentence("How sure I am is said in words.")
WHY_UNREAD = Sentence("The operator can see why with `briefing-bot index`.")


PRIVACY_HISTORY = Sentence(
    "**Of who changes a server's documents or settings, or brings files:** who, what and when, up "
    "to {days} days; `/privacy delete` takes you out of it.",
    days=KEPT_DAYS,
)


def privacy_library(days: int) -> str:
    """Return what is kept of a server; so many days after it took the bot out."""
    return say_count(
        "**Of a server:** documents that those who manage it add with `/library`, and who may see "
        "them, until they take them out; its settings; how many questions moderators were told of, "
        "by the day, and, where it is asked, how many found answers from a document helpful, until "
        "that is taken out: nothing of the questions, nor who pressed. All of it is deleted "
        "{count} day after the server took me out.",
        "**Of a server:** documents that those who manage it add with `/library`, and who may see "
        "them, until they take them out; its settings; how many questions moderators were told of, "
        "by the day, and, where it is asked, how many found answers from a document helpful, until "
        "that is taken out: nothing of the questions, nor who pressed. All of it is deleted "
        "{count} days after the server took me out.",
        days,
    )


def deleted(settings: Collection[str]) -> str:
    """Return that a member's settings are deleted, and which there were."""
    named = ", ".join(escape(cut(one, 80)) for one in settings)
    return say("Deleted. What was kept of you: {settings}.", settings=named)


def knowledge(documents: int, sentences: int, threshold: float | None) -> str:
    """Return how much the bot has read, and how sure it must be.

    Args:
        documents: Their count.
        sentences: Their count.
        threshold: The least confidence of an answer; None where it was not calibrated on these
            documents.
    """
    read = say(
        "I read {documents}, {sentences}.",
        documents=say_count("{count} document", "{count} documents", documents),
        sentences=say_count("{count} sentence", "{count} sentences", sentences),
    )
    if threshold is None:
        return f"{read} {IN_WORDS}"
    least = say(
        "I answer from a confidence of {threshold} on, chosen on these documents.",
        threshold=decimal(threshold, 0, 4),
    )
    return f"{read} {IN_WORDS} {least}"


def usage(example: str, menus: str, *, unmentioned: bool) -> str:
    """Return what a member can do without a slash command.

    Args:
        example: A question.
        menus: Names of the message menus.
        unmentioned: Whether the bot can read messages that do not mention it.
    """
    asking = say(
        "**Ask** in a channel by mentioning me, in a direct message, or with `/ask`. Try: "
        "{example}",
        example=f"*{escape(example)}*",
    )
    others = say(
        "**Open a message's menu** (right-click, or press and hold) › Apps for what somebody else "
        "wrote: {menus}.",
        menus=menus,
    )
    following = FOLLOWING if unmentioned else FOLLOWING_BY_MENTION
    return "\n\n".join(map(str, (asking, following, EDITING, BUTTONS, others)))
