"""Small talk: greetings, thanks and words to the bot, in which nothing is asked of documents."""

import re

from rapidfuzz.distance import OSA

from index.language import SMALL_TALK

_WORD = re.compile(r"[\w’']+")
# "You" is the bot in these, and anybody in "How do you cancel a membership?".
_DEEDS = (
    r"(?:do|doing|know|work|working|think|feel|feeling|mean|like|want|say|live|sleep|eat|made|built"
    r"|created|trained|called|named|from|here for|up to|made of|do for (?:me|us|fun)"
    r"|help(?: (?:me|us))?(?: with)?)"
)
_ADVERBS = r"(?: (?:today|tonight|now|then|again|really|actually|exactly|all day|anyway|even))*"
_ABILITIES = (
    r"(?:(?:speak|talk|sing|joke)(?: \w+){0,2}|dance|sleep|dream|eat"
    r"|(?:hear|see|understand|love|like|hate|remember|help)(?: (?:me|us))?(?: out)?"
    r"|(?:think|feel)(?: (?:so|anything|things|pain))?)"
)
# What a bot is asked to be; "Are you a charity?" and "Are you hiring?" are asked of a house.
_BEING = (
    r"(?:(?:ro|chat ?)?bot|human(?: being)?|person|(?:wo)?man|boy|girl|guy|dude|machine"
    r"|computer(?: program)?|(?:language|ai) model|llm|ai|assistant|admin|mod|moderator)"
)
_STATE = (
    r"(?:human|bot|ai|chat ?gpt|gpt|claude|siri|alexa|gemini|real|alive|dead|there|here|awake"
    r"|asleep|online|offline|ok|okay|fine|good|well|sentient|conscious|intelligent|smart|clever"
    r"|stupid|dumb|broken|drunk|mad|angry|sad|happy|bored|tired|lonely|single|married|hungry"
    r"|serious|kidding|joking|lying|listening|thinking|sleeping|working|back|ready)"
)
# A program that writes; "Is this a person?" and "Is this a machine?" may be about what is told.
_PROGRAM = r"(?:(?:ro|chat ?)?bot|ai|(?:large )?language model|ai model|llm|chat ?gpt|gpt)"
_WRITES = (
    r"(?:(?:that |who |which )?(?:is )?(?:writ(?:es?|ing)|mak(?:es?|ing)|giv(?:es?|ing)"
    r"|generat(?:es?|ing)|answer(?:s|ing)?|talking|speaking|repl(?:y|ies|ying))"
    r"(?: (?:to )?(?:me|us|here|these|this|(?:(?:the|your|these|those|my|our) )?"
    r"(?:answers?|replies|messages|questions?)))?)"
)
_TO_THE_BOT = re.compile(
    r"^\W*(?:(?:so|and|hey|hi|hello|ok|but)\W+)?(?:"
    r"(?:who|what|wat|wut|how|how old|where|when|why) (?:the \w+ )?"
    r"(?:are|r|were|is|do|can|did|will|could|would|made|built|created) "
    rf"(?:(?:you|u)(?: {_DEEDS})?|your (?:name|creator|maker|purpose|job)){_ADVERBS}"
    r"|(?:are|r|were) (?:you|u) (?:(?:still|really|just|even|actually) )?"
    rf"(?:(?:an?|the|some kind of) (?:\w+ ){{0,2}}{_BEING}|{_STATE}){_ADVERBS}"
    rf"|(?:is (?:this|that|it|there)|am i (?:talking|speaking) (?:to|with)) (?:(?:just|really) )?"
    rf"(?:(?:an?|some) )?(?:\w+ ){{0,1}}{_PROGRAM}(?: {_WRITES})?"
    rf"|(?:is|does) (?:an?|some) {_PROGRAM} {_WRITES}"
    r"|who(?: is|['’]?s)? (?:writes?|writing|gives?|giving|makes?) (?:your|these) answers"
    rf"|(?:do|can|could|will|would) (?:you|u) (?:please )?{_ABILITIES}{_ADVERBS}"
    r"|(?:what|who)(?: is|['’]?s| does| can) this bot(?: (?:do|about|for|called))?"
    r"|how (?:do|can) (?:i|we) use this bot"
    r"|what (?:can|should) (?:i|we) ask(?: (?:you|u|it|here|this bot))?(?: about)?"
    r"|(?:i )?(?:love|like|hate|miss) (?:you|u)\b.{0,10}"
    r"|(?:tell|sing|write|make|draw|give) me (?:a|an|some) "
    r"(?:joke|song|poem|limerick|haiku)\b.{0,40}"
    r"|(?:write|make|draw) me (?:a|an|some) (?:story|picture|drawing)\b.{0,40}"
    r"|(?:tell|give) me (?:a|an|some) (?:story|picture)"
    r")\W*$",
    re.IGNORECASE,
)
_THANKED = re.compile(
    r"(?<!\bno )\b(?:thanks?|thank ?(?:you|u)|thx|ty|tysm|cheers|much appreciated)\b",
    re.IGNORECASE,
)
# That an answer was understood; nothing is asked.
_THANKS = (
    r"(?:ok|okay|k|oh|ah|aha|thanks|thank you|thx|ty|tysm|cool|great|nice|alright|lol|yeah|yes|yep"
    r"|right)"
)
_UNDERSTOOD = re.compile(
    rf"^\W*(?:{_THANKS}\W+)*(?:got it|gotcha|i see|i get it|(?:that |it )?makes sense"
    r"|(?:now )?i understand"
    r"|that (?:helped|helps|was helpful|explains it|will do)|never ?mind|nvm|perfect|good to know"
    r"|nice one|good one|fair enough|no worries|no problem|interesting|understood|all good"
    r"|that'?s (?:all|it|great|helpful)|much appreciated|well done|good (?:bot|job)|bad bot|tysm"
    rf"|thanks (?:a lot|so much|for (?:that|the help|your help)))(?:\W+{_THANKS})*\W*$",
    re.IGNORECASE,
)
_GREETED = re.compile(r"^\W*(?:what'?s up|wassup|how'?s it going|gm|gn)\W*$", re.IGNORECASE)
# "Is there a test?", "is it fine to test?": what is asked is made of the words of chatter alone.
_ASKS = re.compile(
    r"^\W*(?:(?:and|so|but|ok)\W+)?(?:(?:is|are|was|were) there (?:an?|any|the|no)"
    r"|(?:is|was) it \w+ to)\b",
    re.IGNORECASE,
)
# Words that ask no more of nobody, and go on where something was answered: "And then?", "Really?"
_GOING_ON = frozenset(
    "a again all an and is it now of or really right so sure that the then there this to".split()
)


# What is typed with a letter too many, too few, another or two exchanged: "hii", "helo", "thnaks".
_OFTEN_MISTYPED = ("hi", "hey", "hiya", "yo", "hello", "bye", "goodbye", "thx", "thank", "thanks")
_LEAST_MISTYPED = 5  # letters of a word of which one may be another: "ho" and "hay" are words
_WORDS_THEMSELVES = frozenset("hell hells shank shanks tank tanks than think thinks".split())
_REPEATED = re.compile(r"(.)\1+")


def mistyped_greeting(text: str) -> frozenset[str]:
    """Return the mistyped words of a greeting or thanks, in small letters; none of what is none.

    Whether they are words after all, as a name may be, the documents know.

    Args:
        text: As it was typed.
    """
    words = frozenset(word.lower() for word in _WORD.findall(text))
    slips = words - SMALL_TALK
    return slips if all(map(_is_mistyped, slips)) else frozenset()


def _is_mistyped(word: str) -> bool:
    return word not in _WORDS_THEMSELVES and any(_is_meant(word, one) for one in _OFTEN_MISTYPED)


def _is_meant(word: str, greeting: str) -> bool:
    """Return whether a word is a greeting with letters repeated, or with one slip in it."""
    if _REPEATED.sub(r"\1", word) == _REPEATED.sub(r"\1", greeting):
        return True
    is_long = len(greeting) >= _LEAST_MISTYPED
    return is_long and word[0] == greeting[0] and OSA.distance(word, greeting) == 1


def is_small_talk(text: str, *, answered: bool = False) -> bool:
    """Return whether `text` is small talk or a word to the bot, not to the documents.

    Args:
        text: As it was typed.
        answered: Whether something was asked before: then "And then?" asks for more.
    """
    words = [word.lower() for word in _WORD.findall(text)]
    doubts = answered and bool(words) and text.rstrip().endswith("?")
    if doubts and _GOING_ON.issuperset(words):
        return False
    is_chatter = all(word in SMALL_TALK for word in words) and not _ASKS.match(text)
    if is_chatter or _GREETED.match(text):
        return True
    return bool(_TO_THE_BOT.match(text) or (not doubts and _UNDERSTOOD.match(text)))


def is_thanks(text: str) -> bool:
    """Return whether `text` thanks for what was answered, and asks or says nothing else."""
    thanks = _THANKED.search(text) is not None and not text.rstrip().endswith("?")
    return thanks and is_small_talk(text, answered=True)
