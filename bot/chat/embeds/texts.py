"""What members read: every fixed sentence of the chat, in Discord's Markdown.

What the terminal says in the same words stands in `bot.phrases`; what is said of an error, by its
class, in `problems`. Labels, titles and descriptions of commands stand with what they name.
"""

from collections.abc import Collection, Sequence

from bot import phrases
from bot.chat.embeds.markdown import code_block, cut, escape
from bot.chat.mentions import as_names

# Refusals.
NOT_ANSWERED = f"**{phrases.NOT_ANSWERED}**"
WHICH_DOCUMENT = f"**{phrases.WHICH_DOCUMENT}** See `/sources`."
NO_BRIEF = f"**{phrases.NO_BRIEF}**"
TRY_BRIEFING = f"{phrases.TRY_BRIEFING}: `/topics` lists what there is."
SUPPORTED = f"✓ **{phrases.SUPPORTED}**"
CONTRADICTED = f"✗ **{phrases.CONTRADICTED}**: {phrases.SAYS_OTHERWISE}"
NOT_MENTIONED = f"**{phrases.NOT_MENTIONED}** in the documents."
TRY_CITING = f"{phrases.TRY_CITING}, or ask about it with `/ask`."
NOT_FOUND = f"✗ **{phrases.NOT_FOUND}** in the documents"
TOO_SHORT = f"**{phrases.TOO_SHORT}** {phrases.GIVE_MORE}"
TOO_LONG = "*These words are too long for a message.*"
TOO_CHANGED = "there are too many changes to show here"

# Hints, and what goes wrong.
GREETING = (
    "I answer questions about the documents here, word for word and with the exact place. "
    "Ask me one, or see `/topics` for what they are about."
)

APOLOGY = "Something went wrong on my side, and I have told the operator. Please ask again."
MANY_ASK = "Many are asking now"  # begins what is said to those who wait
RESTARTING = "I am being restarted. Please ask again in a moment."
EXPIRED = (
    "What is quoted here was changed or taken out since, or is no longer shown here, so this "
    "button no longer leads anywhere. Ask again."
)
PASSAGE_CHANGED = "Its document was replaced since, and this passage changed. As it stands now:"
PASSAGE_REMOVED = "Its document was replaced since, and this passage is no longer in it. Ask again."
UNREADABLE = (
    "I can read only messages that mention me. Mention me, use `/ask`, or press *Follow up* under "
    "an answer of mine."
)
NOT_YOUR_ANSWER = "Only the person who asked is asked whether it helped."
OPINIONS_NOT_WANTED = "Those who manage this server do not ask that any more."
OPINION_NOT_KEPT = "That could not be counted now. Try again in a moment."
NOT_YOURS = "Only the person who asked, or a moderator, can delete this."
ADD_BY_MENU = (
    "To have the attached file answered from, whoever manages the server opens this message's "
    "menu: Apps › *Add to the library*."
)
NO_FILE = "There is no file attached to that message."
NO_DOCUMENTS = "This server has no documents of its own. Add one with `/library add`."
NO_JOBS = phrases.NO_JOBS
STILL_COMING = "-# It goes on by itself: `/library jobs` says what becomes of it."
DROPPED = "it was dropped"
DONE_SEE_JOBS = (
    "Something that was brought here for the library is done. `/library jobs` says what became of "
    "it, to those who manage the server."
)
SEEN_BY_NOBODY = (
    "Nobody sees it: it is for a channel or role that was deleted. /library limit says who may."
)
TRY_LIBRARY = "-# Ask about it right away; `/library limit` says who may see it."
ALL_CHANGES = "-# Every change with its words is in the attached file."
TRY_THESE = "Answered from it, for example:"
TOO_LARGE_ARCHIVE = (
    "That archive is over 100 MB. An operator takes it in with "
    "`briefing-bot library import FILE --server ID`."
)
NO_FILE_NOW = "Discord does not hand that file out now. Try again."
FROM_ELSEWHERE = "This is another server's library. `/library list` names what is here now."
CLOSED = (
    "These are limited to channels or roles that this server does not have, and nobody sees them "
    "by those. `/library limit` says anew who may see one:"
)
NO_BRIEF_NOW = "The documents say too little about this for a brief now."
NOT_YOUR_SERVER = "Only who manages the server can choose for it. Leave `server` out for yourself."
NO_CLAIM = "There are no words in that message. Give me a claim, or an address such as `12`."
NO_QUOTATION = "I see no words to check. Paste a quotation, or open the menu on a message with one."
GAPS_NOT_TOLD = "Those who manage this server do not want to be told any more."
GAP_NOT_TOLD = (
    "I could not tell the moderators: the channel that they chose for it is gone, or closed to me. "
    "Please tell them yourself."
)
QUESTION_GONE = (
    "The question is gone: its message was deleted, or says nothing any more. The moderators were "
    "told nothing."
)
NOT_A_MANAGER = (
    "That is for those who manage this server, or have the role that they chose for it in "
    "`/library settings`."
)
NOT_TO_CHANGE = "Only those with the permission Manage Server can change the settings."
ONLY_CHANNEL = (
    "Nothing was changed: that is the only channel that I answer in, and without it I would answer "
    "in every channel again. Name another one with `answer_in` first; or have me answer everywhere "
    "with `reset`."
)
EVERY_CHANNEL = (
    "Nothing was changed: I answer in every channel here. Name with `answer_in` the channels that "
    "I shall answer in, and I am silent in all others."
)
NOTHING_HERE = "There is nothing here yet that I could answer from."
HOW_TO_SET = (
    "-# Each option of `/library settings` changes one of these; `reset` puts one back, or all."
)
HOW_A_ROLE_SEES = (
    "-# Discord shows `/library` to those with Manage Server alone. To show it to the role, add "
    "the role to `/library` and to *Add to the library* under Server Settings › Integrations › "
    "this bot."
)
NO_GAPS = phrases.NO_GAPS
NO_OPINIONS = "Nobody said yet whether an answer helped."
OPINIONS_NOT_ASKED = "-# Members are asked with `/library settings opinions`."
OPINIONS_SEEN = "-# Of documents that may be seen here."
NO_GAPS_CHANNEL = "-# Name a channel for them with `/library settings gaps_channel`."

# What the bot says of itself.
FOLLOWING = "by the button under my answer, by a reply to it, or in its thread."
FOLLOWING_BY_MENTION = (
    "by the button under my answer, or by mentioning me in a reply to it or in its thread."
)
NO_TOPICS = "The documents name no topics. Just ask."
WORDING_LOGGED = "The operator has chosen to keep the wording of questions in the log."
WORDING_NOT_LOGGED = "The wording of questions is not kept: the log has times and outcomes only."
VERBATIM = (
    "Every excerpt is a slice of a document, checked against it right before it is sent. "
    "Nothing is written by a language model, and where the documents do not answer, I say so."
)
PRIVACY_SETTINGS = (
    "**Of you:** the citation style that you chose with `/cite` and the form of replies that you "
    "chose with `/display`, by your account's number, until you delete them: `/privacy delete` "
    "does so at once, `/privacy export` shows them."
)
PRIVACY_MEMORY = (
    "**Until I am restarted:** when members last asked me, so that nobody asks too fast, and in "
    "which servers. For direct messages I look up your roles there, and keep nothing of them."
)
PRIVACY_PLACE = "-# It lies on the computer that I run on, where my operator can read it."
PRIVACY_DISCORD = (
    "-# Discord keeps what you and I write here by its own rules; *Delete* takes an answer away."
)
NOTHING_KEPT = "Nothing is kept of you."
NOT_DELETED = (
    "Your settings could not be deleted: the disk refuses. They are kept as before. Please tell "
    "the operator, who can see why in the log."
)
EXPORTED = "This is all that is kept of you."
IN_WORDS = "How sure I am is said in words: no number was calibrated on these documents."
WHY_UNREAD = "`briefing-bot index` says why."


def privacy_library(days: int) -> str:
    """Return what is kept of a server; so many days after it took the bot out."""
    return (
        "**Of a server:** documents that those who manage it add with `/library`, and who may see "
        "them, until they take them out; its settings; how many questions moderators were told of, "
        "by the day, and, where it is asked, how many found answers from a document helpful, until "
        "that is taken out: nothing of the questions, nor who pressed. All of it is deleted "
        f"{phrases.counted(days, 'day')} after the server took me out."
    )


def deleted(settings: Collection[str]) -> str:
    """Return that a member's settings are deleted, and which there were."""
    named = ", ".join(escape(cut(one, 80)) for one in settings)
    return f"Deleted. What was kept of you: {named}."


def ask_elsewhere(here: str, channels: Collection[str]) -> str:
    """Return that one is not answered in a channel, and in which ones one is.

    Args:
        here: The channel.
        channels: Those that the member can see.
    """
    where = " or ".join(channels) or "a direct message"
    return f"Those who manage the server have me answer elsewhere than {here}. Ask me in {where}."


def is_in_the_library(title: str) -> str:
    """Return that a document which was brought a while ago can be asked about now."""
    return f"**{escape(cut(title, 150))}** is in the library now: ask about it."


def gap_text(question: str, link: str) -> str:
    """Return what moderators are told of a question, with a link to where it was asked."""
    words = escape(as_names(question))
    return f"**The documents do not answer** a question that was asked here: {link}\n> {words}"


def channel_gone(channel: str) -> str:
    """Return that a channel which was chosen is not there any more."""
    return f"⚠ {channel} is gone: choose another."


def channel_closed(channel: str, permissions: Collection[str]) -> str:
    """Return that a channel which was chosen is closed to the bot."""
    return f"⚠ In {channel} I lack the permission {' and '.join(permissions)}."


def choose_command(name: str) -> str:
    """Return how a command is given that a message cannot give."""
    return (
        f"`/{name}` works without mentioning me: type `/{name}` at the beginning of a message and "
        "choose it from what Discord shows above."
    )


def form_chosen(form: str, *, server: bool) -> str:
    """Return that replies will look as somebody chose.

    Args:
        form: How they look.
        server: Whether that is for a server, else for the member alone.
    """
    whose = "in this server, for everybody who chose nothing else," if server else "to you"
    return f"Replies {whose} are {form} from now on. `/display` changes it."


def archive_refused(why: str) -> str:
    """Return that an archive was not taken in, and why."""
    return f"That archive was not taken in: {escape(cut(why, 300))}."


def export_elsewhere(server: int, size: int) -> str:
    """Return how a library is had that is too large for Discord; its size is in bytes."""
    return (
        f"This library has {size / 1_000_000:.1f} MB, which is too much to be sent here. An "
        f"operator writes it to a file: `briefing-bot library export FILE.zip --server {server}`."
    )


def exported(documents: str, parts: int, lost: Sequence[str]) -> str:
    """Return what is handed out.

    Args:
        documents: How many there are in it.
        parts: In how many files.
        lost: Names of the documents whose bytes are lost.
    """
    each = " Each file is taken back on its own." if parts > 1 else ""
    missing = f"\nLost on the disk, and not in it: {', '.join(lost)}." if lost else ""
    return (
        f"{documents}, as received, with what is stated of each and who may see it. Whoever has "
        f"the file can read all of them. `/library import` takes it back.{each}{missing}"
    )


def not_described(why: str, typed: str) -> str:
    """Return why what was typed of a document is not kept, and what that was."""
    told = code_block(cut(typed, 1_200))
    return f"That was not kept: {escape(cut(why, 300))}. You had typed:\n{told}"


def no_such_document(name: str) -> str:
    """Return that a server has no document of a name."""
    return f"This server has no document “{escape(cut(name, 80))}”. `/library list` names them."


def since_quoted(changed: int, removed: int, unknown: int) -> str:
    """Return what became of passages since they were quoted; "" where they stand as they did.

    Args:
        changed: How many are shown as their paragraph is now.
        removed: How many are no longer in their document.
        unknown: How many are of a document that is not there, as far as who reads this may know.
    """
    told = [(changed, PASSAGE_CHANGED), (removed, PASSAGE_REMOVED), (unknown, EXPIRED)]
    return "\n".join(sentence for count, sentence in told if count)


def not_in_metadata(fields: Collection[str]) -> str:
    """Return that the metadata do not name what was asked for."""
    return f"**{phrases.not_in_metadata(fields)}**"


def nothing_asked(example: str) -> str:
    """Return the hint for a mention without a question."""
    return f"Ask me something about the documents, for example: *{escape(example)}*"


def too_long(length: int, limit: int) -> str:
    """Return the hint for a question over the bound."""
    return f"That is {length} characters long; please ask in at most {limit}."


def slow_down(wait_s: float) -> str:
    """Return the hint for a member who asks too fast."""
    return f"One moment, please: ask again in {max(1, round(wait_s))} s."


def opinions_line(document: str, now: tuple[int, int], before: tuple[int, int]) -> str:
    """Return how many found answers from a document helpful, and how many did not.

    Args:
        document: Its title.
        now: Both, of its present version.
        before: Both, of earlier versions.
    """
    return f"**{escape(cut(document, 80))}:** {phrases.told_opinions(now, before)}"


def reported(text: str, request: str) -> str:
    """Return what went wrong, with the name by which the operator finds it in the log."""
    return f"{text} Quote `{request}` when you report this."


def apology(request: str) -> str:
    """Return what is said where something went wrong that nobody foresaw."""
    return reported(APOLOGY, request)


def place_in_line(before: int) -> str:
    """Return what somebody reads who waits for their turn, and before whom so many others wait."""
    if not before:
        return f"{MANY_ASK}. You are next."
    are = "is" if before == 1 else "are"
    return f"{MANY_ASK}: {phrases.counted(before, 'other')} {are} before you."


def try_asking(topics: str) -> str:
    """Return what to try where a question is not answered; `topics` may be ""."""
    return f"{phrases.TRY_ASKING}, or see `/topics`{f': {topics}' if topics else ''}."


def knowledge(documents: str, sentences: str, threshold: str | None) -> str:
    """Return how much the bot has read, and how sure it must be.

    Args:
        documents: Their count.
        sentences: Their count.
        threshold: The least confidence of an answer; None where it was not calibrated on these
            documents.
    """
    sure = f"Least confidence of an answer: {threshold}." if threshold else IN_WORDS
    return f"I read {documents}, {sentences}. {sure}"


def usage(example: str, menus: str, *, unmentioned: bool) -> str:
    """Return what a member can do without a slash command.

    Args:
        example: A question.
        menus: Names of the message menus.
        unmentioned: Whether the bot can read messages that do not mention it.
    """
    following = FOLLOWING if unmentioned else FOLLOWING_BY_MENTION
    return (
        f"**Ask** in a channel by mentioning me, in a direct message, or with `/ask`. "
        f"Try: *{escape(example)}*\n"
        f"**Follow up** {following}\n"
        "**In context** under an answer shows the paragraph around it; **More** the next passages; "
        "**Cite** a citation to copy. Where there is no answer, **Nearest passages** shows what "
        "comes closest.\n"
        f"**Right-click a message** › Apps for what somebody else wrote: {menus}."
    )
