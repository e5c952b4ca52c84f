"""What a question looks like in chat: slips, keywords, short words, politeness, no mark."""

import random
import re

from index.language import ARTICLES, AUXILIARIES, KEYWORD_STOP_WORDS

_OPENINGS = (
    "hey, ", "hi! ", "hello ", "can you tell me ", "could you tell me ", "please tell me ",
    "quick question: ", "does anyone know ", "do you know ", "i was wondering, ", "so, ", "ok so ",
    "hey can you tell me ", "just curious, ", "help, ", "question: ", "what do the documents say: ",
    "does it say ", "i need to know ", "any idea ", "yo ", "um, ",
)  # fmt: skip
_CLOSINGS = (
    " please", " thanks", " pls", " thx", " anyone?", "??", " plz", ", any idea?", " tho",
    " exactly", " lol", " then", " again", " really", " in the text", " according to the author",
    " i wonder", " btw", "?!", " or what",
)  # fmt: skip
_IN_SHORT = {
    "you": "u", "your": "ur", "are": "r", "why": "y", "and": "n", "people": "ppl", "with": "w/",
    "without": "w/o", "because": "cuz", "before": "b4", "about": "abt", "through": "thru",
    "what": "wat", "when": "wen", "which": "wich", "government": "govt", "something": "smth",
    "between": "btwn", "though": "tho", "this": "dis", "that": "dat", "they": "dey", "the": "teh",
    "from": "frm", "would": "wud", "could": "cud", "should": "shud", "years": "yrs",
}  # fmt: skip
_UNTYPED = ARTICLES | AUXILIARIES | {"been"}  # in notes and in haste

# What is said in a channel and asks nothing of any document.
IDLE = (
    "lol ok", "thanks!", "who are you?", "what can you do", "hello there", "how are you today?",
    "are you a bot", "good morning everyone", "what's the weather like tomorrow?", "tell me a joke",
    "what time is it", "brb", "nice one", "can you help me with my homework", "who made you?",
    "what's your favourite colour?", "anyone up for a game tonight?", "how do I reset my password?",
    "what should I cook for dinner", "that's so funny", "write me a poem", "what is 2 + 2?",
    "good bot", "play some music", "who won the match last night?", "ping", "what is love",
)  # fmt: skip


def mistype(text: str, rng: random.Random) -> str:
    """Return the text with a letter of a longer word swapped, dropped, doubled or another."""
    words = list(re.finditer(r"[A-Za-z]{5,}", text))
    if not words:
        return text
    match = rng.choice(words)
    word, place = match[0], rng.randrange(1, len(match[0]) - 1)
    edits = (
        word[:place] + word[place + 1] + word[place] + word[place + 2 :],
        word[:place] + word[place + 1 :],
        word[:place] + word[place] + word[place:],
        word[:place] + rng.choice("aeiourstnlm") + word[place + 1 :],
    )
    return text[: match.start()] + rng.choice(edits) + text[match.end() :]


def telegraphic(text: str) -> str:
    """Return the text without articles and helping verbs; itself where next to nothing is left."""
    words = [word for word in text.split() if word.casefold() not in _UNTYPED]
    return " ".join(words) if len(words) > 2 else text


def in_short(text: str, rng: random.Random) -> str:
    """Return the text with half of the words that have a short form in chat in that form."""

    def short(word: re.Match[str]) -> str:
        said = _IN_SHORT.get(word[0].casefold())
        return said if said and rng.random() < 0.5 else word[0]

    return re.sub(r"[A-Za-z]+", short, text)


def keywords(text: str) -> str:
    """Return the words that carry the subject, in order; the text itself where none is left."""
    words = [word.strip(".") for word in re.findall(r"[\w’'%$€£.-]+", text)]
    words = [word for word in words if word.casefold() not in KEYWORD_STOP_WORDS]
    return " ".join(words) if len(words) > 1 else text


def chat(text: str, rng: random.Random) -> str:
    """Return the question as somebody might type it: half untouched, else with some habits."""
    if rng.random() < 0.5:
        return text
    for chance, habit in _HABITS:
        if rng.random() < chance:
            text = habit(text, rng)
    return text


def _in_few_words(text: str, rng: random.Random) -> str:
    return keywords(text) if rng.random() < 0.4 else telegraphic(text)


def _unmarked(text: str, _: random.Random) -> str:
    return text.rstrip(" ?.")


def _with_slips(text: str, rng: random.Random) -> str:
    for _ in range(rng.choice((1, 1, 2, 3))):
        text = mistype(text, rng)
    return text


def _opened(text: str, rng: random.Random) -> str:
    return rng.choice(_OPENINGS) + text


def _closed(text: str, rng: random.Random) -> str:
    return _unmarked(text, rng) + rng.choice(_CLOSINGS)


_HABITS = (
    (0.3, _in_few_words),
    (0.15, in_short),
    (0.4, _unmarked),
    (0.4, _with_slips),
    (0.2, _opened),
    (0.2, _closed),
)
