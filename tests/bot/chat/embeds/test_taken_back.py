"""What became of an archive: files with the same reason stand together."""

from bot.chat.embeds import taken_back_embed
from bot.languages import Sentence
from bot.library import TakenBack


def test_files_that_were_refused_for_the_same_reason_are_told_in_one_line() -> None:
    full = {f"paper_{number}.pdf": Sentence("the library is full") for number in range(1_005)}
    became = TakenBack(5, [], {"odd.exe": Sentence("it is of a kind that is not read"), **full})
    embed = taken_back_embed(became, [], elsewhere=False)
    assert embed.title == "0 documents taken back"
    assert (embed.description or "").splitlines() == [
        "**odd.exe** was not taken in: it is of a kind that is not read",
        r"**paper\_0.pdf**, **paper\_1.pdf**, **paper\_2.pdf** and 1,002 more were not taken in: "
        "the library is full",
    ]
