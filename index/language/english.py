"""The words and marks that the program knows, each list once: what it is, and what it is for.

All of it is English unless the comment says otherwise. Lists that differ by a few words are told
apart by name and say what each has beyond the other. Nothing here is about any subject.
"""

from collections.abc import Iterable

# --- Months, days, numbers. ---

MONTHS = tuple(
    "January February March April May June July August September October November December".split()
)
WEEKDAYS = tuple("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
# Both as words in small letters; of a day also its plural.
CALENDAR_WORDS = frozenset(
    name.lower() for name in (*MONTHS, *WEEKDAYS, *(f"{day}s" for day in WEEKDAYS))
)
# Abbreviations of months; "May" has none.
SHORT_MONTHS = tuple("Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec".split())
# Number words in counting order: from zero, from twenty, and of ranks from the first.
BELOW_TWENTY = tuple(
    (
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen"
    ).split()
)
TENS = tuple("twenty thirty forty fifty sixty seventy eighty ninety".split())
ORDINALS = tuple(
    (
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
        "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
    ).split()
)

# --- Quotation marks, of many languages. ---

# Opening marks and what closes each: the same mark opens in one language and closes in another.
QUOTATION_PAIRS = {
    "“": '”"', "„": '“”"', "‟": "”", "”": "”", '"': '"', "«": "»", "»": "«", "「": "」",
    "『": "』", "＂": "＂", "〝": "〞〟",
}  # fmt: skip
# The same of single ones, which are apostrophes, too.
SINGLE_PAIRS = {"‘": "’", "‚": "‘’", "‹": "›", "›": "‹", "'": "'"}
# Those of English, which browsers fold into one another when they search a page.
ENGLISH_QUOTATION_MARKS = "\"'’‘“”"
# Those that stand around what a member pastes.
QUOTATION_MARKS = ENGLISH_QUOTATION_MARKS + "„«»"
# Those that print varies; further ones come from typewriters and from reading print by machine.
PRINTED_QUOTATION_MARKS = QUOTATION_MARKS + "‟‹›‚‛`´"


def any_of(words: Iterable[str]) -> str:
    """Return the words as alternatives of a pattern, the longest first; the pattern ends a word."""
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(phrase.strip() for phrase in text.split("/"))


def _groups(text: str) -> tuple[frozenset[str], ...]:
    return tuple(map(_set, text.split("/")))


def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    pairs = (pair.split() for pair in text.split("/"))
    return tuple((first, second) for first, second in pairs)


# --- Closed classes: what the lists below are made of, and what patterns are made of. ---

ARTICLES = _set("a an the")
# Words that open the name of a thing.
DETERMINERS = ARTICLES | _set("my your his her its our their this that these those each every")
# Behind one of these a word is a noun: "the costs of", "payment for"; never right behind a verb
# that has an object.
NOUN_PREPOSITIONS = _set("of for between")
# Verbs that help another, and may stand before their subject in a question.
AUXILIARIES = _set(
    "is are was were has have had can could may might must shall should will would did does do"
)
QUESTION_WORDS = _set("who whom whose what which when where why how")
REASON_QUESTION = r"(?:why|how come|what explains|what (?:is|are|was|were) the reasons?)"
# Words that a sentence which gives a reason hardly does without, be it by the way.
REASON_CUES = _set("as because by due for given hence if lest owing since so thanks through to")
MANNER_QUESTION = rf"how(?: exactly)? (?:{'|'.join(sorted(AUXILIARIES))})"
# The same of one that says how something is done, where it says so before what is done.
MANNER_CUES = REASON_CUES | _set("at from in into on under using via when while with without")
THIRD_PERSON = _set("he him his she her hers it its they them their theirs")
DEMONSTRATIVES = _set("this that these those")
# What every list of words without a subject has.
GRAMMAR_WORDS = (
    ARTICLES
    | AUXILIARIES
    | QUESTION_WORDS
    | THIRD_PERSON
    | DEMONSTRATIVES
    | _set(
        "about all also and any as at be been but by for from i in many me more much my of on or "
        "our so some such then there to we with you your"
    )
)

# --- Words that are no content, by what is asked of them. ---

# Left out of what BM25, coverage and briefs count: closed classes, and the verbs that only carry a
# question, not what it is about. Negations and numerals are not among them: "not required" and
# "two" tell passages apart. The short ones are what is left of "don't", "it's" and the like.
STOP_WORDS = GRAMMAR_WORDS | _set(
    "am another being both doing done each either etc every having here if into mine most other "
    "others ours own please shall tell than too very while yours "
    "s t d ll re ve m don didn doesn isn aren wasn weren won wouldn couldn shouldn hasn haven hadn"
)
# At the end of what is asked in chat these are a tone, and nothing that is asked about.
CLOSING_WORDS = _set("actually again anyway anyways exactly instead now please then tho though")
# Words of a question that refer to something said before.
REFERRING_WORDS = (
    THIRD_PERSON | DEMONSTRATIVES | _set("itself there then one ones former latter such same so")
)
# Words of a question that do not say what it is about, when it is asked whether it stands alone;
# unlike the stop words with negations.
FUNCTION_WORDS = (
    GRAMMAR_WORDS | REFERRING_WORDS | _set("being both done else no not please tell too us")
)
# Left out of a keyword query and never a name, where questions are made to train and to calibrate.
# The shipped weights were trained with exactly these.
KEYWORD_STOP_WORDS = (GRAMMAR_WORDS - _set("hers him might must shall theirs")) | _set(
    "after because before during each if into itself just most no not one other out over since "
    "than through under until up upon while within"
)
# Capitalised at the beginning of a sentence, these are never a name: in briefs and in claims.
_NEVER_NAMES = STOP_WORDS | _set("few neither no not one only several today yet")
NEVER_NAMES_IN_BRIEFS = _NEVER_NAMES | _set(
    "after again almost although among because before despite during even finally first "
    "furthermore hence however indeed instead just last later less like meanwhile moreover "
    "nonetheless nor now often once otherwise over perhaps rather second similarly since still "
    "therefore though through thus together two under unlike until upon whether within without"
)
NEVER_NAMES_IN_CLAIMS = _NEVER_NAMES | _set(
    "everyone everything nobody none nothing someone something"
)
# A sentence whose subject begins with one of these leans on the one before it, or is none of whom
# a question can be asked.
LEANING_OPENINGS = DEMONSTRATIVES | _set(
    "i you he she it we they there here his her its their our my your such both neither either "
    "another other others one some many most all none each few if when while although though as "
    "because since after before in on at by for with from to of under during until unless despite "
    "not what which who how why where"
)
# Greeting, thanks, assent, laughter and filling: general chat, no topic's words.
SMALL_TALK = _set(
    "hi hello hey hiya yo sup howdy greetings morning afternoon evening night good bye goodbye cya "
    "thanks thank thx ty cheers please pls plz sorry welcome ok okay kk k yes yeah yep yup no nope "
    "nah lol lmao rofl haha hahaha hehe wow omg cool nice great awesome sweet neat hmm hm uh um oh "
    "ah right sure fine test testing ping brb gtg idk imo tbh bruh dude bro man guys everyone all "
    "there so well just very much really too again then now a an the is it this that and or to of "
    "i im i'm me my you u ur your bot"
)

# --- Pronouns, by what is asked of them. ---

# A sentence that opens with one is not understood without the one before it.
OPENING_PRONOUNS = (THIRD_PERSON - _set("hers theirs")) | DEMONSTRATIVES | _set("such both")
# A question that was made of a sentence and has one of these anywhere is not understood alone.
# "her" and "that" are left out, which are often something else.
DANGLING_PRONOUNS = (THIRD_PERSON - _set("her hers theirs")) | _set("this these those")

# --- Documents, and what is asked of them. ---

# "The …" with one of these is the document itself; in the singular.
DOCUMENT_NOUNS = _set("article doc document essay file page pdf piece post text writeup")
# "The …" with one of these may as well be a work that a document tells of.
WORK_NOUNS = _set(
    "account agreement analysis appendix assessment biography blog book booklet brief briefing "
    "brochure bulletin bylaw catalog catalogue chapter charter code column comment commentary "
    "contract contribution diary dispatch dossier draft editorial excerpt faq feature guide "
    "guidebook guideline handbook interview issue journal leaflet lecture letter log manual "
    "manuscript memo memoir memorandum minute monograph newsletter note notice novel number "
    "obituary opinion original pamphlet paper poem policy presentation protocol publication "
    "readme report review rulebook sermon speech statement statute story study submission tale "
    "talk textbook thesis tract transcript tutorial volume work"
)
# What says no more of a document than that it is meant.
DOCUMENT_QUALIFIERS = _set(
    "whole entire full original actual present current above attached underlying same one thing "
    "stuff all"
)
# Who writes; in the singular.
AUTHOR_NOUNS = _set("author writer essayist columnist journalist byline")
# Of these, the ones that are so of the document where nothing else is named.
OWN_AUTHOR_NOUNS = _set("author byline")
# Where writing appears; in the singular.
PUBLICATION_NOUNS = _set(
    "blog bulletin journal magazine newsletter newspaper outlet paper periodical "
    "publication publisher quarterly series site weekly website yearbook"
)

# --- How a text ends. ---

# Headings of the part in which a text concludes.
CLOSING_HEADINGS = _set("conclusion conclusions outlook summary upshot closing")
# Headings of entries, thanks and marks: of what says nothing of what a text is about.
REFERENCE_HEADINGS = _set(
    "references bibliography footnotes endnotes acknowledgements acknowledgments acknowledgement "
    "acknowledgment sources"
)
# Headings of what follows the end of a text.
BACK_MATTER_HEADINGS = REFERENCE_HEADINGS | _set(
    "notes appendix appendices glossary index contact about author authors annex"
)
# What is numbered beside a text, and has a line that says what it shows.
CAPTIONED_NOUNS = _set(
    "figure fig table tab listing plate exhibit chart diagram algorithm scheme box illustration"
)
CAPTIONED_TEXTS = _set("table tab listing algorithm box")  # of these, what consists of words
FIRST_PERSON = _set("i we my our")  # the writer speaks for himself
# A sentence with them judges, advises or draws a conclusion.
JUDGING_WORDS = _set(
    "should must ought lesson lessons conclude concludes concluded conclusion therefore ultimately "
    "recommend recommends recommended advise advice deserve deserves matters fail failed failure "
    "succeed succeeded because indicative suggest suggests rather will"
)
# A pronoun that is the subject of its clause; "it" and "you" may be more.
SUBJECT_PRONOUNS = _set("i you he she it we they")

# --- Small words. ---

# They stay small inside a title, by the usual rules of headline case.
SMALL_IN_TITLES = _set("a an and as at but by for from in into nor of on or the to with")
# Of four letters and more, those that may stay small in a heading; shorter words always may.
SMALL_IN_HEADINGS = frozenset(word for word in SMALL_IN_TITLES if len(word) > 3) | _set(
    "about after among amid around before behind below between beyond during like near onto over "
    "past since than that through toward towards under until upon when versus within without"
)
# Lower-case words that may stand inside a name ("Osama bin Laden", "Bank of England"); of many
# languages.
NAME_PARTICLES = _set("of de del della la le du da di dos van von der den bin ibn al el e y")
# A line that ends with one goes on; in English, German, French and Spanish.
UNENDING_WORDS = ARTICLES | _set(
    "of to in on at by for from with and or but as that which whose is are was were "
    "der die das den dem des und von mit le la les et de du el los las y del"
)
# Before one of these a hyphen at a line's end stays ("pre- and post-war"); of many languages.
SUSPENDING_WORDS = _set("and or nor to und oder bis et ou y o e en")

# --- Negation and opposites. ---

# They deny what follows them in the clause; so does what ends in "n't".
DENIALS = _set(
    "not no never without neither nor cannot none nobody nothing hardly scarcely refuse refuses "
    "refused refusing fail fails failed failing decline declines declined unable unwilling lack "
    "lacks lacked deny denies denied"
)
# Of these, the ones that deny something of something: the first two content words belong together.
COUNTING_DENIALS = _set("no neither nor none nobody nothing")
# With them a clause ends, and what was denied in it.
CLAUSE_OPENERS = _set("but although because while whereas unless")
# Between a denial and a "to" they pass it on: "never felt compelled to ask" denies the asking.
PASSED_DENIALS = _set(
    "able allowed asked been bound compelled dare dared expected feel feels felt forced going "
    "inclined intend intended intends manage managed moved need needed needs obliged permitted "
    "plan planned plans prepared ready required seek seeks sought tried try tries want wanted "
    "wants willing wish wished wishes"
)
# Words in "ly" that are no adverbs.
NO_ADVERBS = _set("ally apply assembly comply family fly imply monopoly multiply rely reply supply")
# Of a word with two opposites the last one named is put in its place when a question is made false.
OPPOSITES = _pairs(
    "begin end / began ended / win lose / won lost / more fewer / more less / higher lower "
    "/ before after / above below / accept reject / allow prohibit / support oppose "
    "/ increase decrease / majority minority / first last / early late / import export "
    "/ positive negative / public private / strong weak / rich poor / best worst / north south "
    "/ east west / northern southern / eastern western / ally enemy"
)
# What a text may say against a claim: too many to be sure that the sentence stays one.
CLAIM_OPPOSITES = OPPOSITES + _pairs(
    "increase reduce / increase decline / rise fall / grow shrink / gain lose / gained lost "
    "/ rose fell / grew shrank / bought sold / raise lower / strengthen weaken / expand shrink "
    "/ allow forbid / permit prohibit / permit forbid / success failure / succeed fail / start end "
    "/ open close / include exclude / always never / earlier later / enter leave / join leave "
    "/ attack defend / hire fire / buy sell / maximum minimum / major minor / internal external "
    "/ improve worsen / safe dangerous / legal illegal / possible impossible / likely unlikely "
    "/ able unable / willing unwilling / stable unstable / certain uncertain "
    "/ dependent independent / formal informal / direct indirect / unite divide / same different "
    "/ better worse / old new / left right / upper lower / love hate / friend enemy "
    "/ former latter"
)
# Each of the first is an opposite of each of the second, in what a text may say against a claim.
SMALL_DEGREES = _set("little slight small negligible minor")
GREAT_DEGREES = _set("great heavy huge enormous immense tremendous vast")
# What may stand in a word's place when a question is made false. The shipped weights were trained
# with exactly these.
EXCHANGED_OPPOSITES = OPPOSITES + _pairs(
    "largest smallest / highest lowest / increased decreased / most least / earliest latest "
    "/ oldest youngest / start stop / male female / men women / allowed forbidden / inside outside "
    "/ high low / large small / larger smaller / supported opposed / accepted rejected "
    "/ cause prevent / caused prevented / advantage disadvantage / advantages disadvantages "
    "/ allies enemies"
)

# --- What limits a statement, and who stands behind one. ---

# A clause that begins with one of these takes back some of what goes before it.
LIMITING_PHRASES = _phrases(
    "but / although / though / albeit / unless / except / excepting / excluding / barring / "
    "notwithstanding / nevertheless / nonetheless / if / assuming / apart from / other than / "
    "save for / save where / provided that / providing that / as long as / so long as / on "
    "condition that / on the condition that / subject to / only if / only when / only where / "
    "only after / only until / not because"
)
# The same words where they limit nothing.
UNLIMITED_PHRASES = _phrases(
    "but also / but rather / nothing but / anything but / all but / as though / as if / even "
    "if / if any / if not / if anything / if ever / what if / ask if / asks if / asked if / "
    "wonder if / wondered if / see if / no other than / none other than"
)
# What stands before a statement at the beginning of its sentence, and limits it.
OPENING_LIMITS = _phrases(
    "although / though / unless / if / except / excepting / assuming / notwithstanding / "
    "supposing / even though / only if / only when / apart from / save for / provided that / "
    "as long as / so long as / on condition that / on the condition that / subject to / "
    "according to / in theory / on paper / until"
)
# What follows does not happen, or is only asked, where one of these stands right before it.
CONDITIONS = _set("if unless whether lest supposing assuming")
# Behind "only" they say where, when or for whom alone something holds.
ONLY_FOR = _set(
    "after as at because before by during for from if in on once since through to under until when "
    "where while with within"
)
# Verbs that report what somebody holds and leave open whether it is so, with their nouns.
DISTANCING_WORDS = _set(
    "claim claims claimed claiming allege alleges alleged allegedly argue argues argued arguing "
    "believe believes believed assert asserts asserted contend contends contended insist insists "
    "insisted maintain maintains maintained suppose supposes supposed supposedly suspect suspects "
    "suspected think thinks thought assume assumes assumed imagine imagines imagined pretend "
    "pretends pretended purport purports purported purportedly speculate speculates speculated "
    "suggest suggests suggested hope hopes hoped fear fears feared predict predicts predicted "
    "doubt doubts doubted dispute disputes disputed rumour rumoured rumor rumored reputedly "
    "allegation allegations assertion belief myth notion idea assumption suggestion accusation "
    "theory illusion hypothesis legend"
)
# With "that" or "whether" behind them they say that something is not so, or not sure.
DOUBTS = _set(
    "unlikely doubtful false untrue impossible wrong possible uncertain unclear questionable "
    "improbable mistaken incorrect may might could"
)
FIRST_PERSON_SUBJECTS = _set("i we")  # what they claim or doubt is the writer's own view
# They bring a statement that another verb or noun governs.
COMPLEMENTIZERS = _set("that whether if")
# What may stand between a negation and the verb it denies, beside words in "ly".
VERB_COMPANIONS = _set("yet even ever again always also still be been being have")
# Verbs that say whose words stand beside them.
SPEECH_VERBS = _set(
    "say says said write writes wrote tell tells told state states stated declare declares "
    "declared add adds added explain explains explained note notes noted ask asks asked answer "
    "answers answered reply replies replied remark remarks remarked observe observes observed "
    "warn warns warned announce announces announced recall recalls recalled conclude concludes "
    "concluded concede concedes conceded admit admits admitted boast boasts boasted promise "
    "promises promised argue argues argued claim claims claimed insist insists insisted call calls "
    "called describe describes described report reports reported"
)
# Who is meant when a quotation is said to be a document's own words.
AUTHOR_WORDS = _set("author authors text document essay article report paper writer book")
# How much of a whole, how often, how binding: a word of another group says something else.
AMOUNTS = _groups(
    "all every each entire whole everyone everybody everything both / most majority mostly "
    "/ many much numerous / some several certain someone somebody something partly "
    "/ few little minority / no none nobody nothing neither / half"
)
FREQUENCIES = _groups(
    "always constantly invariably / often usually frequently generally regularly "
    "/ sometimes occasionally / rarely seldom hardly scarcely / never"
)
OBLIGATIONS = _groups("must shall will / may might can could / should")
# Prefixes that turn an adjective or a verb into its opposite.
NEGATIVE_PREFIXES = tuple("un in im il ir dis non mis".split())
PREPOSITIONS = _set(
    "about above across after against along among around at before behind below beneath beside "
    "between beyond by despite down during except for from in inside into like near of off on onto "
    "out outside over past since through throughout till to toward towards under until up upon "
    "with within"
)
COORDINATORS = _set("and or nor but so")
RELATIVES = _set("which who whom whose where when because since as while after before until")
# Around these two parties may stand either way: "A met B" is "B met A".
SYMMETRIC_WORDS = _set(
    "agree agreed agreement ally allied alliance argue argued border bordered compete competed "
    "competition cooperate cooperated cooperation correspond corresponded debate debated differ "
    "differed disagree disagreed equal exchange exchanged fight fought friend friends "
    "friendship marry married marriage meet met meeting negotiate negotiated neighbour neighbours "
    "neighbor neighbors other partner partners partnership quarrel quarrelled relation relations "
    "relationship resemble resembled same share shared talk talked talks together trade traded "
    "treaty unite united war versus"
)
