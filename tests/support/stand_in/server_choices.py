"""What a server may have chosen: each setting otherwise than where nothing was."""

from bot.library import ServerSettings
from index import Style

CHOSEN = ServerSettings(
    channels=frozenset({5, 6}),
    private_answers=False,
    private_roles=frozenset({14, 15}),
    citation_style=Style.CSL_JSON,
    cooldown_s=7.5,
    operator_documents=False,
    manager_role=8,
    gaps_channel=9,
    gaps_role=10,
    new_channels=frozenset({11, 12}),
    new_roles=frozenset({13}),
    opinions=True,
    threads=True,
    language="de",
)
