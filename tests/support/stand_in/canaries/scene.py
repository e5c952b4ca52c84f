"""Servers with channels and roles, people in them, and who may see which document where."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bot.sandbox.deeds import add_channel, add_guild, add_member, add_role, add_user
from bot.sandbox.people.person import Person
from bot.sandbox.world import MEMBER_PERMISSIONS, Clock, Overwrite, Permission, Target, World
from tests.support.stand_in.canaries.documents import CANARIES, Canary

PEOPLE = ("Ada", "Ben", "Cleo", "Dov", "Eve")
SERVERS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "home": {
        "Ada": (),
        "Ben": ("Readers",),
        "Cleo": ("Readers", "Archivists"),
        "Dov": ("Archivists",),
    },
    "other": {"Cleo": ("Scribes",), "Dov": ("Scribes",), "Eve": ()},
    "third": {"Ada": (), "Ben": ("Keepers",)},
}
"""The members of each server, with their roles there."""

MODERATES = "Archivists"  # the role whose members may manage messages
DIRECT = "direct messages"


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody asks.

    Args:
        name: Of the channel or thread.
        server: That it is in; "" for direct messages.
        within: The channel that it is a thread of; "" for none.
        closed: The role that alone may view it; "" where everybody may.
    """

    name: str
    server: str = ""
    within: str = ""
    closed: str = ""

    @property
    def is_direct(self) -> bool:
        return not self.server

    def admits(self, person: str) -> bool:
        """Return whether somebody can be here."""
        if self.is_direct:
            return True
        roles = SERVERS[self.server].get(person)
        return roles is not None and (not self.closed or self.closed in roles)


PLACES = (
    Place("general", "home"),
    Place("questions", "home"),
    Place("a thread", "home", within="questions"),
    Place("cellar", "home", closed="Archivists"),
    Place("hall", "other"),
    Place("office", "other"),
    Place("shop", "third"),
    Place(DIRECT),
)
BY_NAME = {place.name: place for place in PLACES}


@dataclass(frozen=True, slots=True)
class Reading:
    """Who asks where, and whether nobody else reads the reply."""

    person: str
    place: Place
    alone: bool

    @property
    def may_see(self) -> frozenset[str]:
        """The keys of the documents that the reply may be made of: said once more, apart."""
        return frozenset(one.key for one in CANARIES if self._may_see(one))

    @property
    def moderates(self) -> bool:
        """Whether they may manage messages here."""
        return MODERATES in SERVERS.get(self.place.server, {}).get(self.person, ())

    def _may_see(self, document: Canary) -> bool:
        roles = SERVERS[document.server].get(self.person)
        if roles is None or (not self.place.is_direct and self.place.server != document.server):
            return False
        for_them = not document.roles or bool(set(document.roles) & set(roles))
        if self.place.is_direct:  # nobody else is there
            channel = BY_NAME.get(document.channel)
            return for_them and (channel is None or channel.admits(self.person))
        here = document.channel in {"", self.place.name, self.place.within}
        return here and (not document.roles or (for_them and self.alone))

    def __str__(self) -> str:
        return f"{self.person} in {self.place.name}, {'alone' if self.alone else 'before others'}"


def readings() -> Iterator[Reading]:
    """Yield everybody in every place that they can be in, before others and alone."""
    for place in PLACES:
        for person in PEOPLE:
            if place.admits(person):
                yield from (Reading(person, place, alone) for alone in (False, True))


@dataclass(slots=True)
class Scene:
    """A world of these servers and people, with the ids of what it has by their names."""

    world: World
    servers: dict[str, int] = field(default_factory=dict)
    roles: dict[str, int] = field(default_factory=dict)
    channels: dict[str, int] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    direct: dict[str, int] = field(default_factory=dict)

    async def open(self) -> None:
        """Open the thread, and everybody's direct messages with the bot."""
        for place in PLACES:
            if place.within:
                starter = self.people["Dov"].writer
                thread = await starter.start_thread(self.channels[place.within], place.name)
                self.channels[place.name] = int(thread["id"])
        for name, person in self.people.items():
            self.direct[name] = int((await person.writer.open_dm())["id"])

    def where(self, reading: Reading) -> int:
        """Return the id of the channel that somebody asks in."""
        if reading.place.is_direct:
            return self.direct[reading.person]
        return self.channels[reading.place.name]


def scene(clock: Clock) -> Scene:
    """Return the scene; at the same moment of the clock all of its ids are the same."""
    made = Scene(World(clock=clock))
    for name in PEOPLE:
        made.people[name] = Person(made.world, add_user(made.world, name).id)
    for server in SERVERS:
        _add_server(made, server)
    for place in PLACES:
        if place.server and not place.within:
            _add_place(made, place)
    return made


def _add_server(made: Scene, name: str) -> None:
    world, members = made.world, SERVERS[name]
    guild = add_guild(world, name.title(), owner_id=world.application.owner_id)
    made.servers[name] = guild.id
    for role in sorted({role for roles in members.values() for role in roles}):
        more = Permission.MANAGE_MESSAGES if role == MODERATES else Permission(0)
        made.roles[role] = add_role(world, guild.id, role, MEMBER_PERMISSIONS | more).id
    for person, roles in members.items():
        add_member(world, guild.id, made.people[person].id, [made.roles[role] for role in roles])
    bots = add_role(world, guild.id, "Bots", MEMBER_PERMISSIONS)
    made.roles[f"Bots of {name}"] = bots.id
    add_member(world, guild.id, world.application.bot_id, [bots.id])


def _add_place(made: Scene, place: Place) -> None:
    guild = made.servers[place.server]
    shut: list[Overwrite] = []
    if place.closed:
        open_to = made.roles[place.closed], made.roles[f"Bots of {place.server}"]
        shut = [Overwrite(guild, Target.ROLE, deny=Permission.VIEW_CHANNEL)]
        shut += [Overwrite(id_, Target.ROLE, allow=Permission.VIEW_CHANNEL) for id_ in open_to]
    channel = add_channel(made.world, guild, place.name, overwrites=shut)
    made.channels[place.name] = channel.id
