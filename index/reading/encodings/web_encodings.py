"""The encoding that a page, a response or a message names, as browsers take its name.

On the web a name is often that of a narrower encoding than was meant: what says ISO-8859-1 is in
Windows-1252, whose quotation marks and dashes are no characters in the former.

References:
    WHATWG, Encoding Standard, "Names and labels", https://encoding.spec.whatwg.org
"""

import codecs

# As Python names them. Others of Python's are no text, or may take for ever.
_OF_THE_WEB = frozenset(
    "ascii big5hkscs cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp866 cp874 "
    "cp932 cp949 euc_jp gb18030 iso2022_jp iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 "
    "iso8859-7 iso8859-8 iso8859-10 iso8859-13 iso8859-14 iso8859-15 iso8859-16 koi8-r koi8-u "
    "mac-cyrillic mac-roman utf-16 utf-16-be utf-16-le utf-8".split()
)
# What is meant by each. ASCII stays what it is: a text beyond it is told by its words.
_MEANT = {
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
# Names that Python does not know.
_UNKNOWN_NAMES = {
    "iso88591": "cp1252",
    "iso88599": "cp1254",
    "windows-874": "cp874",
    "dos-874": "cp874",
    "gb_2312": "gb18030",
    "gb_2312-80": "gb18030",
    "csgb2312": "gb18030",
    "windows-31j": "cp932",
    "windows-949": "cp949",
    "ksc_5601": "cp949",
    "ks_c_5601-1989": "cp949",
    "csksc56011987": "cp949",
    "cn-big5": "big5hkscs",
    "x-x-big5": "big5hkscs",
    "sjis": "cp932",
    "iso-8859-8-i": "iso8859-8",
    "unicode-1-1-utf-8": "utf-8",
}
_WINDOWS_1252 = "cp1252"
# Its five bytes that mean nothing are controls to a browser.
_WINDOWS_1252_LETTERS = "".join(
    bytes([code]).decode(_WINDOWS_1252, "ignore") or chr(code) for code in range(256)
)
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def web_text(raw: bytes, name: str) -> str | None:
    """Return a text in the encoding that is named for it.

    None where no encoding of the web is named, the bytes are not in it, or begin with a mark that
    tells their own: what is read of them then is told by the bytes.
    """
    encoding = web_encoding(name)
    if encoding is None or raw.startswith(_MARKS):
        return None
    try:
        if encoding == _WINDOWS_1252:
            return codecs.charmap_decode(raw, "strict", _WINDOWS_1252_LETTERS)[0]
        return raw.decode(encoding)
    except ValueError:
        return None


def web_encoding(name: str) -> str | None:
    """Return Python's name of the encoding that is meant by a name, None of none of the web."""
    name = name.strip().lower()
    name = _UNKNOWN_NAMES.get(name) or name.removeprefix("x-")
    try:
        known = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    meant = _MEANT.get(known, known)
    return meant if meant in _OF_THE_WEB else None
