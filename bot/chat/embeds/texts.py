"""What members read: every fixed sentence of the chat, in Discord's Markdown.

A constant is a sentence that `str` gives in the reader's language; a function gives one in which
something varies. What the terminal says in the same words stands in `bot.phrases`; what is said of
an error, by its class, in `problems`. Labels, titles and descriptions of commands stand with what
they name.
"""

from collections.abc import Collection, Sequence

from bot import phrases
from bot.chat.embeds.markdown import cut, escape
from bot.languages import Sentence, both, either, in_every_language, marked, say, say_count

_SERVER = 100  # characters of a server's name: no more, by Discord's rules
_NAMED = 20  # lost files: names of 60 characters at most, beside which there is room for the rest
# What begins a line that is read again (`titles`), or stands in several of them.
TOO_LONG = Sentence("*These words are too long for a message.*")
TOO_CHANGED = Sentence("there are too many changes to show here")

# Hints, and what goes wrong.
GREETING = Sentence(
    "I answer questions about the documents here, word for word and with the exact place. "
    "Ask me one, or see `/topics` for what they are about; `/help` says more, with an example."
)

YOU_ARE_WELCOME = Sentence("You are welcome. Ask on whenever you like.")

NO_PAGES = Sentence("-# There are no pages here: ¶ is the number of the paragraph.")
UNDERSTOOD_IN_ENGLISH = Sentence("-# I understand questions in English.")
APOLOGY = Sentence(
    "Something went wrong on my side, and I have told the operator. Please ask again."
)
RESTARTING = Sentence("I am being restarted. Please ask again in a moment.")
ASK_ONCE_MORE = Sentence("I was restarted while I was answering this. Please ask again.")
LOOK_WHETHER_DONE = Sentence(
    "I was restarted while I was doing this. Please look whether it is done, and ask again where "
    "it is not."
)
NOT_ALL_WITHIN_REACH = Sentence(
    "-# What was brought here may not all be within reach just now: ask again in a minute."
)
EXPIRED = Sentence(
    "What is quoted here was changed or taken out since, or is no longer shown here, so this "
    "button no longer leads anywhere. Ask again."
)
PASSAGE_WITHHELD = Sentence("What else was quoted was taken out since, or is no longer shown here.")
PASSAGE_CHANGED = Sentence(
    "Its document was replaced since, and this passage changed. As it stands now:"
)
PASSAGE_REMOVED = Sentence(
    "Its document was replaced since, and this passage is no longer in it. Ask again."
)
UNREADABLE = Sentence(
    "I can read only messages that mention me. Mention me, use `/ask`, or press *Follow up* under "
    "an answer of mine."
)
NOT_YOUR_ANSWER = Sentence("Only the person who asked is asked whether it helped.")
OPINIONS_NOT_WANTED = Sentence("Those who manage this server do not ask that any more.")
OPINION_NOT_KEPT = Sentence("That could not be counted now. Try again in a moment.")
NOT_YOURS = Sentence("Only the person who asked, or a moderator, can delete this.")
ADD_BY_MENU = Sentence(
    "To have the attached file answered from, whoever manages the server opens this message's "
    "menu: Apps › *Add to the library*."
)
NO_FILE = Sentence("There is no file attached to that message.")
TITLE_OF_ONE = Sentence(
    "Nothing was added: a title is for one document. Leave `title` out, and press *Describe* under "
    "what becomes of them; or add one at a time."
)
NO_DATE = Sentence("the date must be written as 2018-09-11, 2018-09 or 2018")
NO_DOCUMENTS = Sentence("This server has no documents of its own. Add one with `/library add`.")
NO_JOBS = Sentence(phrases.NO_JOBS)
STILL_COMING = Sentence("-# It goes on by itself: `/library jobs` says what becomes of it.")
DROPPED = Sentence("it was dropped")
DONE_SEE_JOBS = Sentence(
    "Something that was brought here for the library is done. `/library jobs` says what became of "
    "it, to those who manage the server."
)
SEEN_BY_NOBODY = Sentence(
    "Nobody sees it: it is for a channel or role that was deleted. /library scope says who may."
)
TRY_LIBRARY = Sentence("-# Ask about it right away; `/library scope` says who may see it.")
ALL_CHANGES = Sentence("-# Every change with its words is in the attached file.")
GOES_WITH_IT = Sentence(
    "With it go its file, what was stated of it, and what was counted of answers from it. Nothing "
    "is answered from it any more, and buttons under earlier answers that quote it lead nowhere. "
    "It cannot be brought back: `/library export` makes a copy before."
)
ANOTHER_VERSION = Sentence(
    "Another version of this document was put in its place since you were asked. `/library remove` "
    "asks anew."
)
TRY_THESE = Sentence("Answered from it, for example:")
TOO_LARGE_ARCHIVE = Sentence(
    "That archive is over 100 MB. An operator takes it in with "
    "`briefing-bot library import FILE --server ID`."
)
FROM_ELSEWHERE = Sentence(
    "This is another server's library. `/library list` names what is here now."
)
CLOSED = Sentence(
    "These are limited to channels or roles that this server does not have, and nobody sees them "
    "by those. `/library scope` says anew who may see one:"
)
NO_BRIEF_NOW = Sentence("The documents say too little about this for a brief now.")
NOT_YOUR_SERVER = Sentence(
    "Only who manages the server can choose for it. Leave `server` out for yourself."
)
NOT_KEPT = Sentence(
    "I could not keep your choice: from the next reply on, it is as before. Please try again in a "
    "minute."
)
GAPS_NOT_TOLD = Sentence("Those who manage this server do not want to be told any more.")
GAP_NOT_TOLD = Sentence(
    "I could not tell the moderators: the channel that they chose for it is gone, or closed to me. "
    "Please tell them yourself."
)
QUESTION_GONE = Sentence(
    "The question is gone: its message was deleted, or says nothing any more. The moderators were "
    "told nothing."
)
NOT_A_MANAGER = Sentence(
    "That is for those who manage this server, or have the role that they chose for it in "
    "`/library settings`."
)
NOT_IN_SERVER = Sentence(
    "That works only in servers that I am in: whoever manages this one has to add me first."
)
NOT_TO_CHANGE = Sentence("Only those with the permission Manage Server can change the settings.")
NOT_EVERYBODY = Sentence(
    "Nothing was changed: everybody has the role @everyone, and would manage the library. Name "
    "another role, or give those who are to manage it one."
)
NO_LIMIT = Sentence(
    "Nothing was changed: everybody has the role @everyone, so it limits nothing. Leave the role "
    "out where everybody may see a document, or name another one."
)
ONLY_CHANNEL = Sentence(
    "Nothing was changed: that is the only channel that I answer in, and without it I would answer "
    "in every channel again. Name another one with `answer_in` first; or have me answer everywhere "
    "with `reset`."
)
EVERY_CHANNEL = Sentence(
    "Nothing was changed: I answer in every channel here. Name with `answer_in` the channels that "
    "I shall answer in, and I am silent in all others."
)
NOTHING_HERE = Sentence("There is nothing here yet that I could answer from.")
HOW_TO_SET = Sentence(
    "-# Each option of `/library settings` changes one of these; `reset` puts one back, or all."
)
HOW_A_ROLE_SEES = Sentence(
    "-# Discord shows `/library` to those with Manage Server alone. To show it to the role, add "
    "the role to `/library` and to *Add to the library* under Server Settings › Integrations › "
    "this bot."
)
HOW_NEW_ARE_SEEN = Sentence(
    "-# Who sees new documents is chosen with `/library scope` without a document."
)
NO_GAPS = Sentence(phrases.NO_GAPS)
NO_OPINIONS = Sentence("Nobody has said yet whether an answer helped.")
NO_THREADS = Sentence(
    "⚠ I lack the permissions Create Public Threads and Send Messages in Threads here, or one of "
    "them: without both mentions are answered where they stand."
)
OPINIONS_NOT_ASKED = Sentence("-# Members are asked with `/library settings opinions`.")
OPINIONS_SEEN = Sentence("-# Of documents that may be seen here.")
NO_GAPS_CHANNEL = Sentence("-# Name a channel for them with `/library settings gaps_channel`.")
NO_EVENTS = Sentence("Nothing was changed here yet, or not for long.")
EVENTS_KEPT = marked("Kept for {days} days.")


def ask_elsewhere(here: str, channels: Collection[str], server: str = "") -> str:
    """Return that one is not answered in a channel, and in which ones one is.

    Args:
        here: The channel.
        channels: Those that the member can see.
        server: Its name, where that is not where this is read.
    """
    where = either(tuple(channels)) or say("a direct message")
    if server:
        return say(
            "Those who manage {server} have me answer elsewhere than {here}. Ask me in {where}; "
            "your words are below.",
            server=f"**{escape(cut(server, _SERVER))}**",
            here=here,
            where=where,
        )
    return say(
        "Those who manage the server have me answer elsewhere than {here}. Ask me in {where}.",
        here=here,
        where=where,
    )


def is_in_the_library(title: str) -> str:
    """Return that a document which was brought a while ago can be asked about now."""
    return say(
        "{title} is in the library now: ask about it.", title=f"**{escape(cut(title, 150))}**"
    )


def channel_gone(channel: str) -> str:
    """Return that a channel which was chosen is not there any more."""
    return say("⚠ {channel} is gone: choose another.", channel=channel)


def channel_closed(channel: str, permissions: Collection[str]) -> str:
    """Return that a channel which was chosen is closed to the bot."""
    return say_count(
        "⚠ In {channel} I lack the permission {permissions}.",
        "⚠ In {channel} I lack the permission {permissions}.",
        len(permissions),
        channel=channel,
        permissions=both([say(name) for name in permissions]),
    )


def role_gone(role: str) -> str:
    """Return that a role which was chosen is not there any more."""
    return say("⚠ {role} is gone: choose another.", role=role)


def role_not_notified(role: str) -> str:
    """Return that a role which was chosen to be notified is not, and what helps."""
    return say(
        "⚠ {role} is not notified: allow anyone to mention this role in its settings, or give me "
        "the permission Mention @everyone, @here and All Roles.",
        role=role,
    )


def everybody_not_notified(role: str) -> str:
    """Return that everybody was chosen to be notified, which is not done."""
    return say("⚠ {role} is everybody, whom I do not notify: choose another role.", role=role)


def gaps_seen_by_everybody(channel: str) -> str:
    """Return that everybody reads where moderators are told of gaps, and what they read there."""
    return say(
        "⚠ Everybody can read {channel}, and with each question stands a link to where it was "
        "asked: a channel of the moderators' own keeps that among them.",
        channel=channel,
    )


def choose_command(name: str) -> str:
    """Return how a command is given that a message cannot give."""
    return say(
        "{command} works without mentioning me: type {command} at the beginning of a message and "
        "choose it from what Discord shows above.",
        command=f"`/{name}`",
    )


def form_chosen(form: str, *, server: bool) -> str:
    """Return that replies will look as somebody chose.

    Args:
        form: How they look, in English.
        server: Whether that is for a server, else for the member alone.
    """
    if server:
        return say(
            "Replies in this server, for everybody who chose nothing else, are {form} from now on. "
            "`/display` changes it.",
            form=say(form),
        )
    return say(
        "Replies to you are {form} from now on. `/display` changes it.",
        form=say(form),
    )


def archive_refused(why: Sentence) -> str:
    """Return that an archive was not taken in, and why."""
    return say("That archive was not taken in: {why}.", why=escape(cut(str(why), 300)))


def export_elsewhere(server: int, size: int) -> str:
    """Return how a library is had that is too large for Discord; its size is in bytes."""
    return say(
        "This library has {size}, which is too much to be sent here. An operator writes it to a "
        "file: {command}.",
        size=phrases.file_size(size),
        command=f"`briefing-bot library export FILE.zip --server {server}`",
    )


def exported(documents: int, parts: int, lost: Sequence[str]) -> str:
    """Return what is handed out.

    Args:
        documents: How many there are in it.
        parts: In how many files.
        lost: Names of the documents whose bytes are lost.
    """
    told = say_count(
        "{count} document, as received, with what is stated of each and who may see it. Whoever "
        "has the file can read all of them. `/library import` takes it back.",
        "{count} documents, as received, with what is stated of each and who may see it. Whoever "
        "has the file can read all of them. `/library import` takes it back.",
        documents,
    )
    each = f" {say('Each file is taken back on its own.')}" if parts > 1 else ""
    missing = say("Lost on the disk, and not in it: {names}.", names=phrases.few(lost, _NAMED))
    return f"{told}{each}\n{missing}" if lost else f"{told}{each}"


def not_described(why: Sentence) -> str:
    """Return why what was typed of a document is not kept, which stands below."""
    return say("That was not kept: {why}. You had typed:", why=escape(cut(str(why), 300)))


def no_such_document(name: str) -> str:
    """Return that a server has no document of a name."""
    return say(
        "This server has no document “{name}”. `/library list` names them.",
        name=escape(cut(name, 80)),
    )


def against_before(changes: str) -> str:
    """Return how much changed in a document."""
    return say("Against the version before, {changes}.", changes=changes)


def since_quoted(changed: int, removed: int, unknown: int) -> str:
    """Return what became of passages since they were quoted; "" where they stand as they did.

    Args:
        changed: How many are shown as their paragraph is now.
        removed: How many are no longer in their document.
        unknown: How many are of a document that is not there, as far as who reads this may know.
    """
    told = [(changed, PASSAGE_CHANGED), (removed, PASSAGE_REMOVED), (unknown, PASSAGE_WITHHELD)]
    return "\n".join(str(sentence) for count, sentence in told if count)


def left_unchecked(first: int, left: int) -> str:
    """Return how many quotations of a text were checked, and how many were not."""
    return say_count(
        "I checked the first {first} quotations. {count} more follows: check it by itself.",
        "I checked the first {first} quotations. {count} more follow: check them by themselves.",
        left,
        first=first,
    )


def opinions_line(document: str, now: tuple[int, int], before: tuple[int, int]) -> str:
    """Return how many found answers from a document helpful, and how many did not.

    Args:
        document: Its title.
        now: Both, of its present version.
        before: Both, of earlier versions.
    """
    title, told = escape(cut(document, 80)), phrases.told_opinions(now, before)
    return say("**{document}:** {opinions}", document=title, opinions=told)


def reported(text: str, request: str) -> str:
    """Return what went wrong, with the name by which the operator finds it in the log."""
    return f"{text} {say('Quote {name} when you report this.', name=f'`{request}`')}"


def apology(request: str) -> str:
    """Return what is said where something went wrong that nobody foresaw."""
    return reported(str(APOLOGY), request)


def place_in_line(before: int) -> str:
    """Return what somebody reads who waits for their turn, and before whom so many others wait."""
    if not before:
        return say("Many are asking now. You are next.")
    return say_count(
        "Many are asking now: {count} other is before you.",
        "Many are asking now: {count} others are before you.",
        before,
    )


def is_place_in_line(text: str) -> bool:
    """Return whether a text says how many are before somebody, in whatever language."""
    before = int("".join(filter(str.isdecimal, text)) or 0)
    return text in in_every_language(lambda: place_in_line(before))
