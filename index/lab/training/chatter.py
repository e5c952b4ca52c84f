"""What a question looks like in chat: typos, keywords, politeness, a missing question mark."""

import random
import re

from index.language import KEYWORD_STOP_WORDS

_OPENINGS = (
    "hey, ", "hi! ", "hello ", "can you tell me ", "could you tell me ", "please tell me ",
    "quick question: ", "does anyone know ", "do you know ", "i was wondering, ", "so, ", "ok so ",
    "hey can you tell me ", "just curious, ", "help, ", "question: ", "what do the documents say: ",
    "does it say ", "i need to know ", "any idea ", "yo ", "um, ",
)  # fmt: skip
_CLOSINGS = (" please", " thanks", " pls", " thx", " anyone?", "??", " plz", ", any idea?")

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
    """Return the text with one letter of one longer word swapped, dropped or doubled."""
    words = list(re.finditer(r"[A-Za-z]{5,}", text))
    if not words:
        return text
    match = rng.choice(words)
    word, place = match[0], rng.randrange(1, len(match[0]) - 1)
    edits = (
        word[:place] + word[place + 1] + word[place] + word[place + 2 :],
        word[:place] + word[place + 1 :],
        word[:place] + word[place] + word[place:],
    )
    return text[: match.start()] + rng.choice(edits) + text[match.end() :]


def keywords(text: str) -> str:
    """Return the words that carry the subject, in order; the text itself where none is left."""
    words = [word.strip(".") for word in re.findall(r"[\w’'%$€£.-]+", text)]
    words = [word for word in words if word.casefold() not in KEYWORD_STOP_WORDS]
    return " ".join(words) if len(words) > 1 else text


def chat(text: str, rng: random.Random) -> str:
    """Return the question as somebody might type it: mostly untouched, else one or two habits."""
    if rng.random() < 0.55:
        return text
    if rng.random() < 0.15:
        text = keywords(text)
    if rng.random() < 0.4:
        text = text.rstrip(" ?.")
    if rng.random() < 0.3:
        text = mistype(text, rng)
    if rng.random() < 0.3:
        text = rng.choice(_OPENINGS) + text
    if rng.random() < 0.15:
        text += rng.choice(_CLOSINGS)
    return text
