"""Texts of one byte a letter are read in the encoding in which their words are known."""

from pathlib import Path

import pytest

from index.errors import UnreadableSourceError
from index.reading.encodings.decoding import decode

PATH = Path("rules.txt")
RUSSIAN = "Привет! Правила сервера: не спорить и не рекламировать. Спросите модератора."
GREEK = "Καλημέρα. Οι κανόνες είναι απλοί και πρέπει να τους διαβάσετε όλοι."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (GREEK, "cp1253"),
        ("Każdy członek może pisać, jeżeli się przedstawił. Żadnych reklam.", "cp1250"),
        ("Každý člen může psát, pokud se představil. Žádné reklamy, prosím.", "cp1250"),
        ("Üyeler kuralları okumalı, teşekkür etmeli ve yardım istemeli. Çok değil.", "cp1254"),
        ("Jeder Schüler muß die Übung schön für später prüfen.", "cp1252"),
        ("L’été dernier, le garçon a dîné à la fenêtre près du château.", "cp1252"),
        ("Köln", "cp1252"),
        ("Xqwörtz", "cp1252"),
    ],
)
def test_the_encoding_is_that_in_which_the_words_are_known(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), PATH) == text


def test_words_of_no_known_encoding_are_refused_with_what_to_do() -> None:
    with pytest.raises(UnreadableSourceError, match="save it as UTF-8"):
        decode("ßñßþÞøÿ ÿþýßðÞÐ þÿßÐÞýð".encode("cp1252"), PATH)
