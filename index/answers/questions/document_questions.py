"""A question about a document itself: "Who wrote this?", "When did the essay appear?", "Link?".

Its form is recognised here, with the words that name the document; which document they mean, if
any, is not: "Who wrote the letter?" has the same form, and may be about what a document tells.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from index.answers.questions.typed_forms import opens_as_more, plain_form
from index.language import (
    AUTHOR_NOUNS,
    DOCUMENT_NOUNS,
    OWN_AUTHOR_NOUNS,
    PUBLICATION_NOUNS,
    QUESTION_WORDS,
    THIRD_PERSON,
    WORK_NOUNS,
    any_of,
    question_opening,
)
from index.types import MetadataField

# Characters of a plain form; the longest titles have room. Some patterns try each place with each.
_MOST_CHARACTERS = 500
_PERSONS = frozenset("he him she her".split())  # never a document
_S = r"(?P<subject>\S.*?)"
_BE = r"(?:'?s| is| are| was| were|'?re)"
_DID = r"(?:was|were|is|are|did|has|had|have)"
_AUTHORS = rf"(?:{any_of(AUTHOR_NOUNS)})(?:s|'s|s')?(?: names?)?"
_OWN_AUTHORS = rf"(?:{any_of(OWN_AUTHOR_NOUNS)})(?:s|'s|s')?(?: names?)?"
_WRITTEN = r"(?:written|authored|penned|composed|drafted|compiled)"
_PUBLISHED = r"(?:published|printed|issued|released|posted|put out|put online|brought out)"
_APPEARED = r"(?:come out|came out|appear|appeared|go online|go live|get published|run)"
_GIVEN = r"(?:given|delivered|held|dated|created|made public|from)"
_CHANGED = r"(?:updated|revised|edited|modified|amended)"
_OUTLET = rf"(?:{any_of(PUBLICATION_NOUNS)})s?"
_PUBLICATION_DATE = (
    r"(?:publication|publish(?:ing|ed)?|release) (?:date|year)"
    r"|(?:date|year|day) of (?:the )?publication"
)
_ONE = r"(?:person|one|guy|man|woman)"
_SHE = rf"(?:he|she|they|the {_AUTHORS})"
_WHEN = r"(?:when|(?:(?:on|in|from) )?(?:which|what) (?:exact )?(?:day|date|month|year))"
_WORK = any_of(DOCUMENT_NOUNS | WORK_NOUNS)
_HELD = r"(?:documents|docs|texts|files|pdfs|sources)"  # what the bot answers from
_THERE = r"(?: there| available| in(?: (?:the|this|your) (?:library|collection))?)?"  # or here
_YOU_HAVE = (
    r"(?:do|can|did|have) (?:you|u|the bot) "
    r"(?:have|hold|know|use|cover|read|quote|got|answer from|quote from|look at|look in)(?: here)?"
)
_LIST = r"(?:list|show|name)(?: me)?"
_WHERE_CAN = r"where (?:can|could|do|would) (?:i|we|you|one|people)"
_ONLINE = r"(?: online| in full| on the (?:web|net))?"

# Where something appeared first is not asked of the metadata: they state one place of it.
_FORMS = {
    MetadataField.AUTHOR: (
        rf"who(?:m|'?s| has| had)? (?:first |originally )?(?:wrote|{_WRITTEN}) {_S}",
        rf"who(?:m)?{_BE} {_S} (?:{_WRITTEN} )?by",
        rf"by whom? (?:is|was|were) {_S}(?: {_WRITTEN})?",
        rf"{_S} (?:is|was) (?:{_WRITTEN} )?by whom?",
        rf"whose (?:{_WORK}) (?:is|was) (?P<subject>this|it|that)",
        rf"who(?:'s| is| was) the {_ONE} (?:who|that) (?:wrote|{_WRITTEN}) {_S}",
    ),
    MetadataField.DATE: (
        rf"{_WHEN} {_DID} {_S} (?:been )?(?:first |originally )?(?:{_WRITTEN}|{_PUBLISHED})",
        rf"{_WHEN} did {_SHE} (?:write|publish|pen|post|release) {_S}",
        rf"{_S}(?: was)? (?:{_WRITTEN}|{_PUBLISHED}) when",
        rf"(?:{_PUBLISHED}|{_WRITTEN}) when(?P<subject>)",
        rf"when (?:{_PUBLISHED}|{_WRITTEN})(?P<subject>)",
        rf"when's {_S} from",
        rf"how long ago (?:was|did) {_S} (?:{_WRITTEN}|{_PUBLISHED}|{_APPEARED})",
        r"(?:what|which) (?:year|month|date) (?:is|was) (?P<subject>this)(?: from)?",
    ),
    MetadataField.PUBLICATION: (
        rf"where {_DID} {_S} (?:been )?{_PUBLISHED}(?: in| on| at)?",
        rf"where {_PUBLISHED}(?P<subject>)",
        rf"where did {_SHE} (?:publish|post|release) {_S}",
        rf"(?:(?:in|on|by) )?(?:which|what) {_OUTLET}(?: (?:and|or) \w+)? {_DID} {_S} (?:been )?"
        rf"(?:{_PUBLISHED}|{_APPEARED}|(?:{_PUBLISHED} |{_APPEARED} )?(?:in|on|from|by))",
        rf"(?:which|what) {_OUTLET} "
        rf"(?:ran|carried|hosted|featured|has|printed|{_PUBLISHED}) {_S}",
        rf"who {_PUBLISHED} {_S}",
        rf"who(?:m)?{_BE} {_S} {_PUBLISHED} by",
    ),
    MetadataField.TITLE: (
        rf"what{_BE} {_S} (?:titled|entitled)",
        rf"(?:which|what) (?:{_WORK}|source) (?:is|was) (?P<subject>this|that|it)(?: from)?",
        rf"(?:which|what) (?P<subject>{_HELD}) {_YOU_HAVE}",
        rf"{_LIST} (?:your|all(?: of)?(?: the| your)?) (?P<subject>{_HELD})",
        rf"what are your (?P<subject>{_HELD})",
    ),
    MetadataField.LINK: (
        rf"where{_BE} (?:the |a )?(?:link|url)(?P<subject>)",
        rf"{_WHERE_CAN} read {_S}{_ONLINE}",
        r"(?:(?:can|could|may) (?:you|i|we) )?(?:give|send|get|have|share|post|upload|download)"
        r"(?: me| us)? (?:the|a|this|that|your|its) (?:full |whole |original |source )?"
        r"(?:pdf|file|document|doc|original)(?: file)?(?P<subject>)",
    ),
}
# Said of "it", what was talked of before may as well be meant: "When was it held?"
_FORMS_OF_IT = {
    MetadataField.AUTHOR: (rf"who (?:gave|delivered|held) {_S}",),
    MetadataField.DATE: (
        rf"{_WHEN} {_DID} {_S} (?:been )?(?:first |originally )?(?:{_APPEARED}|{_GIVEN})",
        rf"{_WHEN} {_DID} {_S} (?:been )?(?:last |most recently )?(?P<changed>{_CHANGED})",
    ),
    MetadataField.PUBLICATION: (
        rf"where {_DID} {_S} (?:been )?{_APPEARED}(?: in| on| at)?",
        rf"who (?:ran|carried|printed) {_S}",
        rf"where{_BE} {_S} from",
        rf"where (?:does|did) {_S} come from",
    ),
    MetadataField.TITLE: (rf"what{_BE} {_S} (?:called|named)",),
    MetadataField.LINK: (rf"{_WHERE_CAN} (?:find|get|see|access|view|download) {_S}{_ONLINE}",),
}
# These are as likely to be about what the talk was of before, "this" among it.
_LOOSE_FORMS = {
    MetadataField.AUTHOR: (
        rf"who (?:made|created|produced|put together) {_S}",
        rf"who(?:'s| is) (?:the {_ONE} )?behind {_S}",
    ),
    MetadataField.DATE: (rf"how (?:old|recent|new) (?:is|are) {_S}",),
    MetadataField.TITLE: (
        rf"(?:which|what) (?P<subject>{_HELD}) (?:are{_THERE}|exist)",
        rf"{_LIST} the (?P<subject>documents|docs|sources)",
    ),
}
# In this order: "publication date" is no place of publication, "the author's name" no title.
_NAMES = {
    MetadataField.AUTHOR: rf"(?:(?:full )?names? of (?:the |its )?)?{_OWN_AUTHORS}",
    MetadataField.DATE: rf"(?:{_PUBLICATION_DATE}|date)",
    MetadataField.LINK: (
        r"(?:(?:source )?(?:link|url|weblink|hyperlink)s?|web ?(?:address(?:es)?|links?))"
    ),
    MetadataField.PUBLICATION: r"(?:place of publication|source)",
    MetadataField.TITLE: r"(?:(?:full )?(?:titles?|headline))",
}
# What may be asked for of something that is named: "the name of this essay", "the year of this".
_NAMES_OF = _NAMES | {
    MetadataField.AUTHOR: rf"(?:(?:full )?names? of (?:the |its )?)?{_AUTHORS}",
    MetadataField.DATE: rf"(?:{_PUBLICATION_DATE}|dates?|year)",
    # Of nothing that is named it may be anybody's: "Is there a newsletter?"
    MetadataField.PUBLICATION: rf"(?:place of publication|source|{_OUTLET})",
    MetadataField.TITLE: r"(?:(?:full )?(?:titles?|headline|names?))",
}
_ASKING = (
    rf"(?:(?:what|who|which)(?:{_BE})? |(?:can|could|may) (?:you|i|we) (?:please |pls )?"
    r"(?:give|send|get|have|see|share|post|drop|show)(?: me| us)? "
    r"|(?:give|send|show|share|post|drop|tell|name)(?: me| us)? "
    r"|(?:do you have|have you got|you got|got|is there|any|i need|i want|need) )?"
    r"(?:the |a |an |its |their |any )?"
)
_TIED = r"(?: of| for| to| on| behind)"


@dataclass(frozen=True, slots=True)
class DocumentQuestion:
    """What is asked of a document.

    Args:
        fields: What is asked for.
        subject: The words that name the document: "this", "the essay"; "" where nothing does.
        loose: Its form is as likely one of a question about something else.
        changed: It asks for the last change, which the text may state better than the metadata.
        sums_up: It asks for nothing, but wants the whole summed up.
    """

    fields: tuple[MetadataField, ...]
    subject: str = ""
    loose: bool = False
    changed: bool = False
    sums_up: bool = False


@dataclass(frozen=True, slots=True)
class _Form:
    """A form with what it asks for, and of what it is as likely about something else.

    Args:
        field: What is asked for.
        pattern: The form, with its subject.
        loosely_of: Subjects of which it is.
        loose: Whether it is of all.
    """

    field: MetadataField
    pattern: re.Pattern[str]
    loosely_of: frozenset[str]
    loose: bool

    def is_loose(self, subject: str) -> bool:
        """Return whether it is of a subject."""
        return self.loose or subject.lower() in self.loosely_of


def document_question(question: str) -> DocumentQuestion | None:
    """Return what a question asks of a document, None where it has not the form of such a one."""
    text = plain_form(question)
    if len(text) > _MOST_CHARACTERS:
        return None
    asked = _several(text) or _asked(text)
    if asked and asked.subject.lower() in _PERSONS:
        return None
    if asked and not asked.subject and opens_as_more(question):
        return replace(asked, loose=True)  # "And the author?" may ask what the author thinks
    return asked


def bare_field(question: str) -> MetadataField | None:
    """Return what few words ask after a question about a document: "And when?", "The journal?"."""
    text = plain_form(question).lower()
    return MetadataField.PUBLICATION if _ANY_OUTLET.fullmatch(text) else _BARE.get(text)


def other_subject(question: str) -> str | None:
    """Return what "and the handbook?", "what about this?" put in the place of what was asked of."""
    match = _OTHER.fullmatch(_SPACES.sub(" ", question).strip(" ?!.,"))
    return match["subject"] if match else None


def _asked(text: str) -> DocumentQuestion | None:
    """Return what one question asks."""
    for pattern in _LISTS:
        match = pattern.fullmatch(text)
        if match and _is_subject(match["subject"]):
            fields, subject = match["fields"], match["subject"]
            loose = subject.lower() == "its" or (not subject and fields.lower() in _LOOSE_NAMES)
            return DocumentQuestion(_listed(fields), subject, loose)
    for form in _PATTERNS:
        match = form.pattern.fullmatch(text)
        if match and _is_subject(match["subject"]):
            subject = (match["subject"] or "").strip()
            subject = _ALL.get(subject.lower(), subject)
            changed = match.groupdict().get("changed") is not None
            return DocumentQuestion((form.field,), subject, form.is_loose(subject), changed)
    return None


def _is_subject(words: str | None) -> bool:
    """Return whether words, or none, name something and ask nothing more."""
    return not _ASKS_MORE.search(words or "")


def _listed(names: str) -> tuple[MetadataField, ...]:
    """Return the fields that a list names: "publication date and author"."""
    places = {}
    for field, pattern in _FIELD_NAMES:
        if match := pattern.search(names):
            places[field] = match.start()
            names = pattern.sub(lambda found: "_" * len(found[0]), names)
    return tuple(sorted(places, key=lambda field: places[field]))


def _several(text: str) -> DocumentQuestion | None:
    """Return what "who wrote this, when and where", "when and where was it published" ask."""
    if match := _LAST.search(text):
        asked = document_question(text[: match.start()])
    elif match := _FIRST.match(text):
        asked = document_question(f"{match['kept']}{text[match.end() :]}")
    else:
        return None
    if asked is None:
        return None
    more = _BARE[match["more"].lower()]
    return replace(asked, fields=tuple(dict.fromkeys((*asked.fields, more))))


def _compiled() -> Iterator[_Form]:
    kinds = ((_FORMS, frozenset[str](), False), (_FORMS_OF_IT, THIRD_PERSON, False))
    for forms, loosely_of, loose in (*kinds, (_LOOSE_FORMS, frozenset[str](), True)):
        for field, patterns in forms.items():
            for pattern in patterns:
                yield _Form(field, re.compile(pattern, re.IGNORECASE), loosely_of, loose=loose)


def _list_of(first: str, others: str) -> str:
    """Return the pattern of several names: "author, title and date"."""
    return rf"(?P<fields>{first}(?:(?:,| and| &|, and|/) ?(?:the |its )?{others})*)"


_ALL = {"sources": "these"}  # a word for all documents, and none for a single one
# What stands in a subject where a second question follows.
_ASKS_MORE = re.compile(rf"[?!;]|(?:,|\band|&) ?{question_opening(QUESTION_WORDS)}", re.IGNORECASE)
_SPACES = re.compile(r"\s+")
_LOOSE_NAMES = frozenset({"date"})  # of what was talked of before, unless something is named
_PATTERNS = tuple(_compiled())
_ANY_NAME = f"(?:{'|'.join(_NAMES.values())})"
_ANY_NAME_OF = f"(?:{'|'.join(_NAMES_OF.values())})"
_ANY_NAME_BESIDE = rf"(?:{_ANY_NAME}|{_OUTLET})"  # beside another name it is the document's
_ANY_OUTLET = re.compile(rf"(?:(?:what|which)(?:{_BE})? )?(?:the )?{_OUTLET}")
_LISTS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_ASKING}{_list_of(_ANY_NAME, _ANY_NAME_BESIDE)}(?P<subject>)(?: called)?",
        rf"(?:(?:what|who|which)(?:{_BE})? )?(?P<subject>its) (?P<fields>{_OUTLET})(?: called)?",
        rf"{_ASKING}{_list_of(_ANY_NAME_OF, _ANY_NAME_OF)}{_TIED} {_S}",
        rf"(?:(?:what|who)(?:{_BE})? )?(?P<subject>(?:this|that|the|its|your) .*?)(?:'s|s')? "
        rf"{_list_of(_ANY_NAME_OF, _ANY_NAME_OF)}",
    )
)
_FIELD_NAMES = tuple(
    (field, re.compile(rf"\b{name}\b", re.IGNORECASE)) for field, name in _NAMES_OF.items()
)
_BARE = {
    "when": MetadataField.DATE,
    "what year": MetadataField.DATE,
    "which year": MetadataField.DATE,
    "where": MetadataField.PUBLICATION,
    "who": MetadataField.AUTHOR,
    "by whom": MetadataField.AUTHOR,
    "by who": MetadataField.AUTHOR,
}
_LAST = re.compile(rf"(?:,| and| &|, and| n) (?P<more>{any_of(_BARE)})$", re.IGNORECASE)
_FIRST = re.compile(r"(?P<more>when|where)(?: and | & |/|, )(?P<kept>when|where)\b", re.IGNORECASE)
_OTHER = re.compile(
    r"(?:and|what about|how about|and what about|and how about)"
    r" (?:(?:for|of|that of) )?(?P<subject>\S.*)",
    re.IGNORECASE,
)
