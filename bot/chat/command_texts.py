"""What Discord shows of the commands, in each language there is: everything but their names."""

from discord import Locale, app_commands

from bot.languages import ENGLISH, language_for, say, speaking

_NAMES = frozenset(
    {
        app_commands.TranslationContextLocation.command_name,
        app_commands.TranslationContextLocation.group_name,
        app_commands.TranslationContextLocation.parameter_name,
    }
)


class CommandTexts(app_commands.Translator):
    """Descriptions, choices and names of menus from the catalogues.

    A slash command is typed, and its options are filled in by name: those stay as the
    documentation has them, in every language.
    """

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """Return a text for members whose Discord is in a language; None for the English one."""
        language = language_for(locale)
        is_menu = isinstance(context.data, app_commands.ContextMenu)
        if language == ENGLISH or (context.location in _NAMES and not is_menu):
            return None
        with speaking(language):
            text = say(string.message)
        return text if text != string.message else None
