"""How frequent a word is in a language; the only importer of wordfreq."""

from functools import lru_cache
from math import log10

FALLBACK_LANGUAGE = "en"


@lru_cache(maxsize=65536)
def zipf(word: str, language: str = FALLBACK_LANGUAGE) -> float:
    """Return the frequency of a word on the Zipf scale: 0 unknown, 3 rare, 6 and up very frequent.

    Args:
        word: One word; its case does not matter.
        language: ISO 639-1 code; a language without a list is judged by the English one.

    Returns:
        log10 of the word's occurrences in 10^9 words, 0 to 8.

    References:
        van Heuven et al. 2014, doi:10.1080/17470218.2013.850521 (the scale); Speer 2022,
        doi:10.5281/zenodo.7199437 (the frequencies).
    """
    from wordfreq import get_frequency_dict

    return _scale(get_frequency_dict(_known(language), wordlist="best").get(word.lower(), 0.0))


def is_common(word: str, language: str) -> bool:
    """Return whether a word is one in a million of its language at least.

    It takes little memory: of many languages the words can be known at once.

    Args:
        word: One word; its case does not matter.
        language: ISO 639-1 code; a language without a list is judged by the English one.
    """
    from wordfreq import get_frequency_dict

    return word.lower() in get_frequency_dict(_known(language), wordlist="small")


def common_words(language: str) -> frozenset[str]:
    """Return the words of ASCII letters that are one in a million of their language at least.

    Args:
        language: ISO 639-1 code; a language without a list is answered by the English one.
    """
    from wordfreq import get_frequency_dict

    words = get_frequency_dict(_known(language), wordlist="small")
    return frozenset(word for word in words if word.isascii() and word.isalpha())


def commonest(count: int, language: str = FALLBACK_LANGUAGE) -> dict[str, float]:
    """Return the commonest words of ASCII letters with their frequency (a share), falling.

    Args:
        count: How many at most.
        language: ISO 639-1 code; a language without a list is answered by the English one.
    """
    from wordfreq import get_frequency_dict

    words = get_frequency_dict(_known(language), wordlist="best").items()
    plain = [(word, share) for word, share in words if word.isascii() and word.isalpha()]
    return dict(sorted(plain, key=lambda item: (-item[1], item[0]))[:count])


def _scale(frequency: float) -> float:
    """Return a frequency (a share, 0 to 1) on the Zipf scale, 0 where it is 0."""
    return max(0.0, log10(frequency) + 9) if frequency > 0 else 0.0


@lru_cache(maxsize=64)
def _known(language: str) -> str:
    """Return the code of a word list that exists."""
    from wordfreq import available_languages

    base = language.replace("_", "-").split("-")[0].lower()
    return base if base in available_languages("best") else FALLBACK_LANGUAGE
