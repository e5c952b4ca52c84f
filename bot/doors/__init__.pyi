"""What other rooms may use."""

from .deeds import Deeds as Deeds
from .keys import KEYS_FILE as KEYS_FILE
from .keys import Key as Key
from .keys import KeyRing as KeyRing
from .listening import listener as listener
from .listening import listening_socket as listening_socket
from .listening import origin as origin
from .protocol import guarded as guarded
from .protocol import holders as holders
from .protocol import protocol_server as protocol_server
from .protocol import serve_protocol as serve_protocol
from .protocol import serve_streams as serve_streams
from .protocol import whoever as whoever
from .rates import Rates as Rates
from .web import application as application
from .web import serve_web as serve_web
