"""What other rooms may use."""

from .bodies import MALFORMED as MALFORMED
from .bodies import read_part as read_part
from .faults import GatewayFaults as GatewayFaults
from .faults import RequestFault as RequestFault
from .faults import Trouble as Trouble
from .faults import meet as meet
from .origins import is_own_page as is_own_page
from .server import Double as Double
from .session import Dispatch as Dispatch
