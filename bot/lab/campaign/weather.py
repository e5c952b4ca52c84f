"""Lets requests meet their faults, and breaks the gateway, as the plan says."""

import json
from collections import Counter

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.lab.campaign.account import Account
from bot.lab.campaign.fates import Entry, Meeting, Span
from bot.lab.campaign.plan import GatewayFault, GatewayTrouble, Plan, outage_trouble
from bot.sandbox.service import Double, GatewayFaults, RequestFault, meet
from bot.sandbox.world import API_PREFIX, World

_QUESTIONS = frozenset({"INTERACTION_CREATE", "MESSAGE_CREATE"})
_PROXY_STATUS = 503
_GATEWAY = "/gateway"


class Weather:
    """What lies between the bot and the stand-in. It is fair until `begin`."""

    def __init__(self, plan: Plan, world: World, account: Account) -> None:
        """Keep what requests met in `account`."""
        self.met: Counter[str] = Counter()
        self._plan = plan
        self._clock = world.clock
        self._account = account
        self._before: Counter[str] = Counter()
        self._bad = False
        self._cut_gateway = False
        self._outage_until_s = 0.0
        self._in_outages = 0

    def begin(self) -> None:
        """Let requests meet their faults from now on."""
        self._bad = True

    def strike(self, double: Double, fault: GatewayFault) -> None:
        """Let something go wrong with the gateway now."""
        self.met[fault.trouble.value] += 1
        gateway = GatewayFaults(double.world, double.gateway)
        match fault.trouble:
            case GatewayTrouble.REPEAT:
                gateway.repeat(_QUESTIONS)
            case GatewayTrouble.ABORT:
                gateway.abort()
            case GatewayTrouble.RECONNECT:
                gateway.reconnect()
            case GatewayTrouble.INVALID:
                gateway.invalidate(resumable=True)
            case GatewayTrouble.FORGOTTEN:
                gateway.invalidate(resumable=False)
            case GatewayTrouble.OUTAGE:
                self._fail_for(fault)
                if fault.whole:
                    gateway.abort()

    def _fail_for(self, fault: GatewayFault) -> None:
        now_s = self._clock.now_s()
        self._outage_until_s = now_s + fault.seconds
        self._cut_gateway = fault.whole
        self._account.outages.append(Span(now_s, self._outage_until_s))

    @web.middleware
    async def middleware(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Let a request meet what it has to."""
        is_rest = request.path.startswith(API_PREFIX)
        in_outage = self._clock.now_s() < self._outage_until_s
        if not is_rest and not (
            in_outage and self._cut_gateway and request.path.startswith(_GATEWAY)
        ):
            return await handler(request)
        entry = await self._entry(request) if is_rest else None
        name = _named(request)
        fault = self._in_outage() if in_outage else self._drawn(entry, name)
        first = request.path.endswith("/callback")
        self._account.meets(entry, Meeting(self._clock.now_s(), name, fault, first))
        return await (handler(request) if fault is None else meet(fault, request, handler))

    def _drawn(self, entry: Entry | None, name: str) -> RequestFault | None:
        if not self._bad:
            return None
        owner = name if entry is None else str(entry.question.number)
        self._before[owner] += 1
        return self._plan.fault(owner, self._before[owner])

    def _in_outage(self) -> RequestFault:
        self._in_outages += 1
        trouble = outage_trouble(self._plan.seed, self._in_outages)
        return RequestFault(trouble, status=_PROXY_STATUS)

    async def _entry(self, request: web.Request) -> Entry | None:
        """Return the question that a request belongs to, by its token or what it replies to."""
        parts = request.match_info
        token = parts.get("interaction_token") or parts.get("webhook_token")
        if token is not None or request.content_type != "application/json":
            return self._account.entry_of(token, None)
        try:
            replied = (json.loads(await request.text()).get("message_reference") or {})[
                "message_id"
            ]
        except (ValueError, KeyError, AttributeError):
            return None
        return self._account.entry_of(None, int(replied))


def _named(request: web.Request) -> str:
    """Return a request as method and the last part of its route: "POST callback"."""
    resource = request.match_info.route.resource
    route = request.path if resource is None else resource.canonical
    return f"{request.method} {route.rpartition('/')[2].strip('{}')}"
