"""What changed in documents is attached, as far as a message takes files."""

from bot.chat.replies import versions

_DISCORDS_MOST = 10  # files with a message; of these one may be the reply itself, in plain text


def test_what_changed_in_ten_documents_leaves_room_for_the_reply_itself() -> None:
    texts = {f"plan-{number}": f"what changed in {number}" for number in range(10)}
    files = {one.filename: one.fp.read().decode() for one in versions._files(texts)}
    assert len(files) == _DISCORDS_MOST - 1
    assert files["changes-plan-7.txt"] == "what changed in 7"
    assert files["changes-others.txt"] == (
        "plan-8\n\nwhat changed in 8\n\n\nplan-9\n\nwhat changed in 9"
    )


def test_what_changed_in_nine_documents_is_nine_files() -> None:
    texts = {f"plan-{number}": f"what changed in {number}" for number in range(9)}
    assert [one.filename for one in versions._files(texts)] == [
        f"changes-plan-{number}.txt" for number in range(9)
    ]
