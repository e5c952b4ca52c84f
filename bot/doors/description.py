"""The description of the HTTP door in OpenAPI 3.1, made of the list that the door goes by."""

from typing import Any, TypeAlias

from bot.doors.operations import OPERATIONS, Operation

Schema: TypeAlias = dict[str, Any]

VERSION = "1.0.0"  # of the interface: the first number changes where a client would break
PATH = "/v1"
_PROBLEM = "application/problem+json"
_ERRORS = {
    400: "The request cannot be read, or its fields are wrong; the detail names each.",
    401: "There is no key, or it opens nothing.",
    404: "Nothing stands at the address, or this key may see no document.",
    413: "The request is too large.",
    429: "This key asks too often; Retry-After says in how many seconds it may again.",
    503: "The documents cannot be asked now.",
}


def description() -> Schema:
    """Return the description of the HTTP door."""
    paths: Schema = {f"{PATH}/{one.name}": {"post": _operation(one)} for one in OPERATIONS}
    paths[f"{PATH}/health"] = {"get": _open("health", "Say that it is up.", _object(status=_TEXT))}
    paths[f"{PATH}/openapi.json"] = {"get": _open("openapi", "Give this.", {"type": "object"})}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Briefing bot",
            "version": VERSION,
            "description": "Answers from documents with cited, verbatim excerpts.",
        },
        "security": [{"key": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
            "schemas": _SCHEMAS,
        },
    }


def _operation(operation: Operation) -> Schema:
    body = {
        "type": "object",
        "properties": {field.name: field.schema for field in operation.fields},
        "required": [field.name for field in operation.fields if field.required],
        "additionalProperties": False,
    }
    return {
        "operationId": operation.name,
        "summary": operation.summary,
        "requestBody": {"required": True, "content": {"application/json": {"schema": body}}},
        "responses": {
            "200": _gives("What was asked for.", "application/json", _named(operation.answer)),
            **{
                str(code): _gives(why, _PROBLEM, _named("Problem")) for code, why in _ERRORS.items()
            },
        },
    }


def _open(name: str, summary: str, schema: Schema) -> Schema:
    """Return the description of what needs no key."""
    return {
        "operationId": name,
        "summary": summary,
        "security": [],
        "responses": {"200": _gives("What was asked for.", "application/json", schema)},
    }


def _gives(why: str, kind: str, schema: Schema) -> Schema:
    return {"description": why, "content": {kind: {"schema": schema}}}


def _named(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _object(**properties: Schema) -> Schema:
    """Return the schema of an object that has all of these and nothing else."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _answer(**properties: Schema) -> Schema:
    """Return the schema of an answer: an object that says, too, where not all was asked."""
    answer = _object(**properties)
    answer["properties"] = properties | {"incomplete": _INCOMPLETE}
    return answer


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _among(*values: str) -> Schema:
    return {"type": "string", "enum": list(values)}


def _or_null(kind: str) -> Schema:
    return {"type": [kind, "null"]}


_TEXT: Schema = {"type": "string"}
_FLAG: Schema = {"type": "boolean"}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_SHARE: Schema = {"type": "number", "minimum": 0, "maximum": 1}
_SECONDS: Schema = {"type": "number", "minimum": 0}
_INCOMPLETE: Schema = {
    **_FLAG,
    "description": "True, and there only where documents of the key's server are out of reach now.",
}
_PLACE = {
    "start": {**_or_null("integer"), "description": "In code points of the document's text."},
    "end": _or_null("integer"),
}
_HIGHLIGHT: Schema = {
    "type": ["array", "null"],
    "items": _COUNT,
    "minItems": 2,
    "maxItems": 2,
    "description": "The words that answer: start and end within `text`.",
}
_POINT = {
    "text": {**_TEXT, "description": "Verbatim: the document's text from `start` to `end`."},
    "highlight": _HIGHLIGHT,
    "document": _TEXT,
    "title": _TEXT,
    "section": _or_null("string"),
    "paragraph": _or_null("integer"),
    "locator": {
        "oneOf": [{"type": "null"}, _object(label=_TEXT, value=_TEXT)],
        "description": "A page or moment in CSL's terms.",
    },
    **_PLACE,
    "url": {**_or_null("string"), "description": "A link to the passage itself."},
    "citation": _TEXT,
    "recognised": {**_FLAG, "description": "Read by optical recognition."},
}
_EXCERPT = _object(
    **_POINT,
    quoted_speaker={**_FLAG, "description": "The words are somebody's whom the author quotes."},
    source=_among("text", "metadata"),
)
_WHERE = _object(document=_TEXT, paragraph=_COUNT, start=_COUNT, end=_COUNT)
_VERDICT: Schema = {
    "quotation": _TEXT,
    "verdict": _among("exact", "altered", "not_found"),
    "document": _or_null("string"),
    "paragraph": _or_null("integer"),
    **_PLACE,
    "text": _or_null("string"),
    "differences": _list(
        _object(op=_among("equal", "insert", "delete", "replace"), quoted=_TEXT, source=_TEXT)
    ),
    "also_in": _list(_WHERE),
    "warnings": _list(
        _object(
            kind=_among("truncated", "ellipsis_hides", "turned", "swapped", "wrong_speaker"),
            text=_TEXT,
            start=_COUNT,
            end=_COUNT,
        )
    ),
    "seconds": _SECONDS,
    "too_short": {**_FLAG, "description": "It was not looked for: it has too few characters."},
}

_SCHEMAS: Schema = {
    "Excerpt": _EXCERPT,
    "Outcome": _answer(
        question=_TEXT,
        answered={**_FLAG, "description": "False: the documents do not answer it."},
        confidence={**_SHARE, "description": "That the documents answer it."},
        answer={
            **_list(_named("Excerpt")),
            "description": "Best first; where nothing answers, what comes nearest.",
        },
        hits=_list(
            _object(
                text=_TEXT, document=_TEXT, paragraph=_COUNT, start=_COUNT, end=_COUNT,
                score={"type": "number"},
            )
        ),
        unanswered={**_list(_TEXT), "description": "Parts that the documents leave open."},
        seconds=_SECONDS,
    ),
    "Brief": _answer(
        topic=_TEXT, answered=_FLAG, points=_list(_object(**_POINT)), seconds=_SECONDS
    ),
    "Support": _answer(
        claim=_TEXT,
        verdict=_among("supported", "contradicted", "not_mentioned"),
        supported=_FLAG,
        confidence={**_SHARE, "description": "Of the verdict."},
        passages=_list(_named("Excerpt")),
    ),
    "Verification": _answer(
        **_VERDICT,
        quotations={
            **_list(_object(**_VERDICT)),
            "description": "Each quotation that is marked in the text; the text where none is.",
        },
        left={**_COUNT, "description": "Further ones, which were not checked."},
    ),
    "Sources": _answer(
        sources=_list(
            _object(
                document=_TEXT, title=_TEXT, author=_or_null("string"), url=_or_null("string"),
                paragraphs=_COUNT, citation=_TEXT,
            )
        )
    ),
    "Problem": {
        **_object(type=_TEXT, title=_TEXT, status=_COUNT, detail=_TEXT),
        "description": "Problem details, RFC 9457.",
    },
}  # fmt: skip
