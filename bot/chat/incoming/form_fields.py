"""What stands in a form that was sent off, whatever holds its fields."""

from typing import Any

import discord


def fields_of(interaction: discord.Interaction[Any]) -> list[dict[str, Any]]:
    """Return the fields of a form, which rows or labels hold."""
    data: Any = interaction.data
    fields: list[dict[str, Any]] = []
    for component in data["components"]:
        fields += component.get("components") or [component.get("component", component)]
    return fields
