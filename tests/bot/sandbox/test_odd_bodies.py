"""Whatever an endpoint is sent, it answers: with what was asked for, or with a refusal."""

import pytest

from bot.sandbox.world.shapes import Shape
from tests.support.stand_in.odd_bodies import SOUND, known_names, names_in
from tests.support.stand_in.odd_requests import TAKING, odd_requests
from tests.support.stand_in.stage import Stage


async def test_no_body_breaks_an_endpoint(stage: Stage) -> None:
    statuses, broken = await odd_requests(stage, seed=1, count=1000)
    assert broken == []
    assert statuses.total() == 1000
    assert statuses[400] > 0
    assert statuses[200] + statuses[201] + statuses[204] > 0


def test_every_shape_that_an_endpoint_takes_has_its_sound_bodies() -> None:
    assert {endpoint.takes for endpoint in TAKING} - {None} == SOUND.keys()


@pytest.mark.parametrize("shape", SOUND)
def test_sound_bodies_have_every_name_that_a_shape_looks_for(shape: Shape) -> None:
    bodies = [body for held in SOUND.values() for body in held]
    assert known_names(shape) - names_in(bodies) == set()
