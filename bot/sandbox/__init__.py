"""A local stand-in for the chat service: the bot's tests and its sandbox both run against it.

It speaks the HTTP API (v10) and the gateway (v10) as far as this bot uses them, so that an
unmodified discord.py client connects to it over loopback. It is no part of Discord, it is not
reachable from another machine, and nothing in it imports discord (but `pointing`) or the index.

From the bottom up: `wire` names the numbers of the protocol; `clock`, `snowflake` and `errors`
stand alone; `models` are the nouns; `world` keeps them; `payloads` shows them as JSON; `posting`,
`threads`, `invoking` and `answering` change them by Discord's rules, which `limits` and
`permissions` hold; `people` is what a human does; `rest`, `gateway` and `cdn` are the doors;
`server` opens them.
"""
