"""What goes wrong here, and how Discord says it.

    SandboxError
    ├── AddressError        the double was asked to listen beyond this machine
    ├── NoAnswerError       the bot did not answer what a member did
    └── ApiError            a request or an action that Discord would refuse, with Discord's code

Codes: https://discord.com/developers/docs/topics/opcodes-and-status-codes#json.
"""

from enum import Enum

from bot.sandbox.world.wire import Json


class SandboxError(Exception):
    """Base of every error of the sandbox."""


class AddressError(SandboxError):
    """The double was asked to listen on an address that other machines can reach."""


class NoAnswerError(SandboxError):
    """The bot left something that a member did without an answer."""


class Fault(Enum):
    """Discord's refusals: HTTP status, JSON code, message."""

    def __init__(self, status: int, code: int, message: str) -> None:
        """Name what the value is made of."""
        self.status = status
        self.code = code
        self.message = message

    UNAUTHORIZED = (401, 0, "401: Unauthorized")
    NOT_FOUND = (404, 0, "404: Not Found")
    UNKNOWN_APPLICATION = (404, 10002, "Unknown Application")
    UNKNOWN_CHANNEL = (404, 10003, "Unknown Channel")
    UNKNOWN_GUILD = (404, 10004, "Unknown Guild")
    UNKNOWN_MEMBER = (404, 10007, "Unknown Member")
    UNKNOWN_MESSAGE = (404, 10008, "Unknown Message")
    UNKNOWN_USER = (404, 10013, "Unknown User")
    UNKNOWN_EMOJI = (400, 10014, "Unknown Emoji")
    UNKNOWN_WEBHOOK = (404, 10015, "Unknown Webhook")
    UNKNOWN_INTERACTION = (404, 10062, "Unknown interaction")
    UNKNOWN_COMMAND = (404, 10063, "Unknown application command")
    TOO_MANY_COMMANDS = (400, 30032, "Maximum number of application commands reached (100).")
    FILE_TOO_LARGE = (413, 40005, "Request entity too large")
    ALREADY_ACKNOWLEDGED = (400, 40060, "Interaction has already been acknowledged.")
    THREAD_EXISTS = (400, 160004, "A thread has already been created for this message")
    MISSING_ACCESS = (403, 50001, "Missing Access")
    CANNOT_DM = (400, 50007, "Cannot send messages to this user")
    NOT_YOUR_MESSAGE = (403, 50005, "Cannot edit a message authored by another user")
    EMPTY_MESSAGE = (400, 50006, "Cannot send an empty message")
    WRONG_CHANNEL_TYPE = (400, 50024, "Cannot execute action on this channel type")
    MISSING_PERMISSIONS = (403, 50013, "Missing Permissions")
    INVALID_WEBHOOK_TOKEN = (401, 50027, "Invalid Webhook Token")
    INVALID_FORM = (400, 50035, "Invalid Form Body")
    THREAD_ARCHIVED = (400, 50083, "Thread is archived")
    BAD_JSON = (400, 50109, "The request body contains invalid JSON.")


class ApiError(SandboxError):
    """A request or an action that Discord would refuse."""

    def __init__(self, fault: Fault, errors: Json | None = None) -> None:
        """Keep the refusal and, for an invalid form, where in the body the faults lie."""
        self.fault = fault
        self.status, self.code, self.message = fault.status, fault.code, fault.message
        self.errors = errors
        super().__init__(f"{self.status} (code {self.code}): {self.message} {errors or ''}".strip())

    def payload(self) -> Json:
        """Return the body of the response."""
        body: Json = {"message": self.message, "code": self.code}
        if self.errors is not None:
            body["errors"] = self.errors
        return body
