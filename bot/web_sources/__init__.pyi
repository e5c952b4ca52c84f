"""What other rooms may use."""

from .harvest import Harvest as Harvest
from .listed import LISTED as LISTED
from .listed import read_listed as read_listed
from .rounds import fetched_once as fetched_once
from .rounds import keep_fetching as keep_fetching
