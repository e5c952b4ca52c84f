"""A program of its own: an unmodified client that answers every mention with what it was told."""

import asyncio
import os
import signal

import discord


class Echo(discord.Client):
    async def on_message(self, message: discord.Message) -> None:
        if self.user in message.mentions:
            await message.reply(f"heard: {message.content.split('> ', 1)[1]}")


async def main() -> None:
    async with Echo(intents=discord.Intents(guilds=True, guild_messages=True)) as client:
        running = asyncio.create_task(client.start(os.environ["DISCORD_TOKEN"]))
        stop = asyncio.Event()
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
        stopped = asyncio.create_task(stop.wait())
        await asyncio.wait({running, stopped}, return_when=asyncio.FIRST_COMPLETED)
    await running


if __name__ == "__main__":
    asyncio.run(main())
