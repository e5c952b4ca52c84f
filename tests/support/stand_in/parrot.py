"""A small discord.py bot that does one of everything the page has to show."""

import asyncio
import io
from typing import TypeAlias

import discord
from discord import app_commands

Tree: TypeAlias = app_commands.CommandTree[discord.Client]

COLOURS = ["amber", "ochre", "olive", "pine", "slate"]

RICH = """# Heading
## Second
### Third
-# Small print
**bold** *italic* __underline__ ~~strike~~ ||spoiler|| `code`
> a quotation
- one
  - inner
- two
[masked](https://example.org/page) https://example.com and <https://example.net>
```py
print("hello")
```"""


class AskAgain(discord.ui.Modal, title="Ask a follow-up"):
    """A form with a short and a long field."""

    question: discord.ui.TextInput["AskAgain"] = discord.ui.TextInput(
        label="Question", min_length=3, max_length=80, placeholder="What else?"
    )
    notes: discord.ui.TextInput["AskAgain"] = discord.ui.TextInput(
        label="Notes", style=discord.TextStyle.long, required=False
    )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        """Say what was sent."""
        text = f"You asked: {self.question.value} / {self.notes.value or 'no notes'}"
        await interaction.response.send_message(text)


class Choice(discord.ui.Select["Panel"]):
    """A menu with descriptions."""

    def __init__(self) -> None:
        """Offer three styles."""
        options = [
            discord.SelectOption(label=name, value=name.lower(), description=f"In {name} style")
            for name in ("Chicago", "APA", "MLA")
        ]
        super().__init__(placeholder="Choose a style", options=options, custom_id="style")

    async def callback(self, interaction: discord.Interaction) -> None:
        """Say what was chosen, to the one who chose."""
        await interaction.response.send_message(f"Chosen: {self.values[0]}", ephemeral=True)


class Panel(discord.ui.View):
    """Buttons of every style, and a menu."""

    def __init__(self) -> None:
        """Stay for as long as the process does."""
        super().__init__(timeout=None)
        url = "https://example.org/source"
        self.add_item(discord.ui.Button(label="Source", url=url, row=1))
        off = discord.ui.Button["Panel"](label="Off", disabled=True, custom_id="off", row=1)
        self.add_item(off)
        self.add_item(Choice())

    @discord.ui.button(label="More", style=discord.ButtonStyle.primary, custom_id="more")
    async def more(
        self, interaction: discord.Interaction, _button: discord.ui.Button["Panel"]
    ) -> None:
        """Change the message."""
        await interaction.response.edit_message(content="More was pressed")

    @discord.ui.button(label="Private", emoji="🔒", custom_id="private")
    async def private(
        self, interaction: discord.Interaction, _button: discord.ui.Button["Panel"]
    ) -> None:
        """Answer the one who pressed, and nobody else."""
        await interaction.response.send_message("Between you and me", ephemeral=True)

    @discord.ui.button(label="Form", style=discord.ButtonStyle.success, custom_id="form")
    async def form(
        self, interaction: discord.Interaction, _button: discord.ui.Button["Panel"]
    ) -> None:
        """Open the form."""
        await interaction.response.send_modal(AskAgain())

    @discord.ui.button(label="Silent", style=discord.ButtonStyle.danger, custom_id="silent")
    async def silent(
        self, _interaction: discord.Interaction, _button: discord.ui.Button["Panel"]
    ) -> None:
        """Leave the press unanswered."""


def card() -> discord.Embed:
    """Return a card with all of its parts."""
    embed = discord.Embed(
        title="What the essay says",
        description="**Verbatim:**\n> The *alliance* was made in haste.\n\nSee <#1> and `code`.",
        colour=0x2A7F62,
        url="https://example.org/essay",
    )
    embed.set_author(name="Reading list")
    embed.add_field(name="Section", value="Two", inline=True)
    embed.add_field(name="Paragraph", value="12", inline=True)
    embed.add_field(name="Confidence", value="0.87", inline=True)
    embed.add_field(name="Note", value="A field of *its* own", inline=False)
    embed.set_footer(text="Doe 2024, ¶ 12")
    return embed


class Parrot(discord.Client):
    """The bot."""

    def __init__(self) -> None:
        """Ask for no privileged intent."""
        intents = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
        # The double sends its servers at once: nothing to wait for.
        super().__init__(intents=intents, guild_ready_timeout=0.001)
        self.tree: Tree = app_commands.CommandTree(self)
        self.registered = asyncio.Event()
        self.may_answer = asyncio.Event()
        """Cleared to keep it thinking."""
        self.may_answer.set()
        self.may_suggest = asyncio.Event()
        """Cleared to keep its suggestions on their way."""
        self.may_suggest.set()
        add_commands(self.tree)

    async def setup_hook(self) -> None:
        """Register what it offers."""
        self.add_view(Panel())
        await self.tree.sync()
        self.registered.set()

    async def on_message(self, message: discord.Message) -> None:
        """Answer a mention, and anything in direct messages."""
        if message.author.bot or self.user is None:
            return
        if message.guild is not None and self.user not in message.mentions:
            return
        said = message.content.replace(self.user.mention, "").strip()
        match said:
            case "rich":
                await message.reply(RICH)
            case "panel":
                await message.reply("Press one", view=Panel())
            case "file":
                await message.reply(file=discord.File(io.BytesIO(b"a text\n"), "notes.txt"))
            case _:
                await message.reply(f"You said: {said}", embed=card())


def add_commands(tree: Tree) -> None:
    """Offer slash commands with every kind of option, a group, and both menus."""
    add_ask(tree)
    add_options(tree)
    add_library(tree)
    add_menus(tree)


def add_ask(tree: Tree) -> None:
    """Offer a command that thinks, with suggestions; and one that never answers."""

    @tree.command(description="Ask the documents a question")
    @app_commands.describe(question="What you want to know", private="Only you see the answer")
    async def ask(interaction: discord.Interaction, question: str, private: bool = False) -> None:
        await interaction.response.defer(ephemeral=private, thinking=True)
        if isinstance(interaction.client, Parrot):
            await interaction.client.may_answer.wait()
        await interaction.edit_original_response(content=f"Answer to: {question}", view=Panel())

    @ask.autocomplete("question")
    async def suggest(
        interaction: discord.Interaction, current: str
    ) -> list[app_commands.Choice[str]]:
        if isinstance(interaction.client, Parrot):
            await interaction.client.may_suggest.wait()
        fitting = [colour for colour in COLOURS if current.lower() in colour]
        return [app_commands.Choice(name=colour, value=f"colour {colour}") for colour in fitting]

    @tree.command(description="Never answer")
    async def nothing(_interaction: discord.Interaction) -> None:
        pass


def add_options(tree: Tree) -> None:
    """Offer a command with every other kind of option."""

    @tree.command(description="Use every kind of option")
    @app_commands.choices(
        style=[
            app_commands.Choice(name="Plain", value="p"),
            app_commands.Choice(name="Fancy", value="f"),
        ]
    )
    async def options(
        interaction: discord.Interaction,
        style: str,
        times: app_commands.Range[int, 1, 5],
        who: discord.Member | None = None,
        where: discord.TextChannel | None = None,
        loud: bool | None = None,
        whom: discord.Role | None = None,
    ) -> None:
        parts = [style, times, who and who.display_name, where and where.name, loud]
        parts += [whom.name] if whom else []
        await interaction.response.send_message(" | ".join(str(part) for part in parts))


def add_library(tree: Tree) -> None:
    """Offer a group of commands."""
    library = app_commands.Group(name="library", description="The library")

    @library.command(name="add", description="Add a document")
    async def add(interaction: discord.Interaction, paper: discord.Attachment) -> None:
        data = await paper.read()
        await interaction.response.send_message(f"Added {paper.filename}: {len(data)} bytes")

    @library.command(name="list", description="List the documents")
    async def list_(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("One document", ephemeral=True)

    tree.add_command(library)

    @tree.command(name="manage", description="For those who manage the server")
    @app_commands.default_permissions(manage_guild=True)
    async def manage(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("Managed")


def add_menus(tree: Tree) -> None:
    """Offer a message's menu and a member's."""

    @tree.context_menu(name="Quote this")
    async def quote(interaction: discord.Interaction, message: discord.Message) -> None:
        await interaction.response.send_message(f"Quoted: {message.content}")

    @tree.context_menu(name="Greet")
    async def greet(interaction: discord.Interaction, user: discord.Member) -> None:
        await interaction.response.send_message(f"Hello {user.display_name}", ephemeral=True)
