"""Which language a text is in; the only importer of py3langid."""

_SAMPLE = 2_000  # characters of each of three stretches: from the beginning, the middle and the end
_CODE = 2  # letters
_LEAST = 400  # characters; of a shorter text nothing is said


def language_of(text: str) -> str | None:
    """Return the language of a text as an ISO 639-1 code, None where that is not clear.

    It is clear where three stretches of the text agree: lists, names and code look like anything.
    """
    if len(text) < _LEAST:
        return None
    import py3langid

    middle = max(0, (len(text) - _SAMPLE) // 2)
    stretches = (text[:_SAMPLE], text[middle : middle + _SAMPLE], text[-_SAMPLE:])
    languages = {str(py3langid.classify(stretch)[0]) for stretch in stretches}
    language = languages.pop()
    # Codes of three letters are of languages that nothing here has rules for, or of none at all.
    return language if not languages and len(language) == _CODE else None
