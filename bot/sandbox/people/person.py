"""One human of a world. The page and the tests act through it, never past its rules."""

from bot.sandbox.people.invoker import Invoker
from bot.sandbox.people.presser import Presser
from bot.sandbox.people.sight import Sight
from bot.sandbox.people.viewer import Viewer
from bot.sandbox.people.writer import Writer
from bot.sandbox.world import World


class Person:
    """One human, with everything that a member can do with a bot, in parts."""

    def __init__(self, world: World, user_id: int) -> None:
        """Act in `world` as the user of this id."""
        self.id = user_id
        self.sight = Sight(world, user_id)
        self.viewer = Viewer(self.sight)
        self.writer = Writer(self.sight)
        self.presser = Presser(self.sight)
        self.invoker = Invoker(self.sight)


def people(world: World) -> list[Person]:
    """Return the humans of a world but the application's owner, in the order they were added."""
    return [
        Person(world, user.id)
        for user in world.population.users.values()
        if not user.bot and user.id != world.application.owner_id
    ]
