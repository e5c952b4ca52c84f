"""Quotations of an argument, of standard input or of a file, each with its verdict."""

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from rich.text import Text

from bot.phrases import GIVE_MORE, TOO_SHORT, counted
from bot.plain_text import bounded, visible
from bot.records import verification_record
from bot.terminal.console import console, say
from bot.terminal.given import GivenText, each_given
from bot.terminal.json_records import emit
from bot.terminal.printing import print_verification
from index import Collection, SettingsError, Style, Verdict, Verification, marked_quotations


def text_of(path: Path) -> str:
    """Return the text of a file.

    Raises:
        SettingsError: It cannot be read, or is not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path} is no text in UTF-8; save it as one") from error


class QuotationCheck:
    """Checks one text after the other, and keeps whether every quotation was exact."""

    def __init__(self, collection: Collection, style: Style, *, json: bool) -> None:
        """Check against a collection, for people with citations of a style, or for programs."""
        self._collection = collection
        self._style = style
        self._json = json
        self._out = console()
        self._verdicts: Counter[Verdict] = Counter()
        self._left = 0
        self._too_short = 0

    @property
    def all_exact(self) -> bool:
        """Whether every quotation so far was checked and is exact.

        A word or two of a draft in quotation marks, too short to be looked for, count for nothing.
        """
        return not self._left and set(self._verdicts) <= {Verdict.EXACT}

    def texts(self, texts: Iterable[GivenText]) -> int:
        """Print what comes of the quotations of each text, and return the exit code."""
        return each_given(texts, self._one if self._json else self._all, json=self._json)

    def draft(self, text: str) -> int:
        """Print what comes of the marked quotations of a text, and return the exit code."""
        quotations = [GivenText(one.text, one.line) for one in marked_quotations(text)]

        def check(quotation: GivenText) -> None:
            words = bounded(quotation.text, "quotation")
            verification = self._collection.verify(words, text)
            if verification.too_short:
                self._too_short += 1
            else:
                self._verdicts[verification.verdict] += 1
            if self._json:
                place = {"line": quotation.line, "too_short": verification.too_short}
                emit(verification_record(verification) | place)
            else:
                self._print(verification, f"line {quotation.line}: ")

        code = each_given(quotations, check, json=self._json)
        if not self._json:
            self._out.print(self._summary(), soft_wrap=True)
        return code

    def _one(self, text: GivenText) -> None:
        """Print one record: of a text as though all of it were one quotation."""
        quotation = text.text
        checked = self._collection.check_quotations(bounded(quotation, "quotation"))
        self._verdicts[checked.whole.verdict] += 1
        emit(verification_record(checked.whole))
        if checked.whole.too_short:
            _note(f"{quotation}: {TOO_SHORT} {GIVE_MORE}")
        if several := len(checked.verifications) + checked.left - 1:
            _note(f"{several + 1} quotations were checked as one; --file checks each: {quotation}")

    def _all(self, text: GivenText) -> None:
        """Print the verdict on each quotation of a text."""
        checked = self._collection.check_quotations(bounded(text.text, "quotation"))
        several = text.line is not None or len(checked.verifications) > 1
        for verification in checked.verifications:
            self._verdicts[verification.verdict] += 1
            self._print(verification, "" if several else None)
        self._left += checked.left
        if checked.left:
            left = counted(checked.left, "quotation")
            self._out.print(f"{left} more: check them by themselves, or with --file.")

    def _print(self, verification: Verification, above: str | None) -> None:
        """Print a verdict, with the quotation and what is said before it where there are more."""
        if above is not None:
            say(self._out, Text(f"{above}“{verification.quotation}”", style="bold"))
        print_verification(self._out, verification, self._style)

    def _summary(self) -> str:
        """Return how many quotations were checked, and what they are."""
        verdicts = [f"{n} {verdict.replace('_', ' ')}" for verdict, n in self._verdicts.items()]
        if self._too_short:
            verdicts.append(f"{self._too_short} too short to check")
        total = counted(self._verdicts.total() + self._too_short, "marked quotation")
        return f"{total}: {', '.join(verdicts)}" if verdicts else f"{total}."


def _note(text: str) -> None:
    """Tell something on standard error that has no field among a program's."""
    sys.stderr.write(f"briefing-bot: {visible(' '.join(text.split()))}\n")
