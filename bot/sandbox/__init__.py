"""A local stand-in for the chat service: the bot's tests and its sandbox both run against it.

It speaks the HTTP API (v10) and the gateway (v10) as far as this bot uses them, so that an
unmodified discord.py client connects to it over loopback. It is no part of Discord, it is not
reachable from another machine, each of its doors asks for a secret of its run, and nothing in it
imports discord (but `pointing`) or the index.

From the bottom up: `world` keeps what there is and the rules that hold; `deeds` change it by those
rules and tell everybody; `service` is its doors on this machine, the HTTP API, the gateway and the
files; `people` are the humans; `page` is what a human looks at. `seed` makes the world that the
sandbox opens with, and `keeping` has it there again after a restart; `pointing` leads discord.py to
the service.
"""
