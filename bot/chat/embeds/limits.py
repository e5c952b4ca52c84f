"""Discord's limits, in characters unless said otherwise, and the bot's own within them.

References:
    https://discord.com/developers/docs/resources/message#embed-object-embed-limits
    https://discord.com/developers/docs/components/reference#button
    https://discord.com/developers/docs/interactions/application-commands (choices).
"""

MAX_CONTENT = 2000  # of a message, beside its embeds
MAX_TITLE = 256
MAX_DESCRIPTION = 4096
MAX_EMBED = 6000  # title, description, fields and footer together
MAX_FIELD = 1024
MAX_ALT = 1024  # of a file's description, which stands for a picture that is not seen
MAX_CHOICES = 25  # suggestions while an option is typed
MAX_CHOICE = 100
MAX_CUSTOM_ID = 100
MAX_LABEL = 80
MAX_FORM_TITLE = 45

FOOTER = 300  # Discord would take 2,048: a footer that long pushes the words out of sight
ROOM = MAX_DESCRIPTION - 40  # what `joined` fills, and a line on what was left out
