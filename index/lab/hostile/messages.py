"""Messages and mailboxes that were made to do harm."""

from collections.abc import Iterator

from index.lab.hostile.hostile_file import PARAGRAPH, HostileFile, named

_HEAD = "From: Ann <ann@example.org>\nSubject: The plan\n"
_MULTIPART = "Content-Type: multipart/mixed; boundary=b\n"
_BODY = f"\n{PARAGRAPH}\n"
_NESTED = "".join(
    f"Content-Type: multipart/mixed; boundary=b{depth}\n\n--b{depth}\n" for depth in range(3000)
)
_CHARSETS = "utf-7 utf-16 idna punycode unicode_escape hex rot13 undefined \0 none".split(" ")
_MESSAGES = {
    "parts in each other": f"{_HEAD}{_NESTED}{_BODY}",
    "messages in each other": _HEAD + "Content-Type: message/rfc822\n\n" * 3000 + _BODY,
    "twenty thousand parts": f"{_HEAD}{_MULTIPART}\n" + f"--b\n{_BODY}" * 20_000,
    "a boundary that is not there": f"{_HEAD}{_MULTIPART}{_BODY}",
    "no boundary": f"{_HEAD}Content-Type: multipart/mixed\n{_BODY}",
    "an empty boundary": f'{_HEAD}Content-Type: multipart/mixed; boundary=""\n{_BODY}--\n',
    "comments in each other": f"From: {'(' * 100_000}\nSubject: x\n{_BODY}",
    "five thousand senders": f"From: {'a@example.org, ' * 5000}\n{_BODY}",
    "a sender without end": f'From: "{"x" * 100_000}\n{_BODY}',
    "a subject of many words": f"Subject: {'=?utf-8?q?x?= ' * 5000}\n{_BODY}",
    "a subject in no encoding": f"Subject: =?none?q?x=FF?= =?utf-8?b?%%?=\n{_BODY}",
    "a date that is none": f"Date: {'9' * 5000}\nSubject: x\n{_BODY}",
    "a year that is none": f"Date: Fri, 3 May 0000 10:00:00 +9999\nSubject: x\n{_BODY}",
    "a hundred thousand headers": "X: y\n" * 100_000 + _BODY,
    "a long header": f"Subject: {'x ' * 100_000}\n{_BODY}",
    "a hundred thousand marks of quotation": f"{_HEAD}\n{'>' * 100_000} {PARAGRAPH}",
    "quotations that deepen": _HEAD + "\n".join("> " * depth + "word" for depth in range(2000)),
    "a hundred thousand signatures": f"{_HEAD}\n{PARAGRAPH}\n" + "-- \nAnn\n" * 100_000,
    "a hundred thousand short lines": f"{_HEAD}\n" + "word\n" * 100_000,
    "a flowed line without end": f"{_HEAD}Content-Type: text/plain; format=flowed\n\n"
    + "word \n" * 100_000,
    "no text": f"{_HEAD}Content-Type: image/png\n\nxx",
    "a page of no words": f"{_HEAD}Content-Type: text/html\n\n<script>x</script>",
    "encoded in what it is not": f"{_HEAD}Content-Transfer-Encoding: base64\n\n{PARAGRAPH}==",
    "no header": PARAGRAPH,
    "nothing": "",
}


def messages() -> Iterator[HostileFile]:
    """Yield messages and mailboxes."""
    yield from named(".eml", _MESSAGES)
    in_charsets = {f"in {name!a}": _in_charset(name) for name in _CHARSETS}
    yield from named(".eml", in_charsets)
    envelope = "From ann Fri May  3 10:00:00 2019\n"
    mailboxes = {
        "ten thousand messages": f"{envelope}{_HEAD}{_BODY}\n" * 10_000,
        "envelopes alone": f"{envelope}\n" * 10_000,
        "an envelope without end": f"{envelope}{_HEAD}{_BODY}\nFrom {'1:11' * 500_000}",
        "no envelope": f"{_HEAD}{_BODY}",
    }
    yield from named(".mbox", mailboxes)


def _in_charset(name: str) -> bytes:
    """Return a message that says which encoding it is in."""
    head = f"{_HEAD}Content-Type: text/plain; charset={name}\n\n{PARAGRAPH} +2AA- \\d \\ud800 "
    return head.encode() + bytes(range(128, 256))
