"""`briefing-bot` and `python -m bot`."""

import sys

_INTERRUPTED = 130  # as shells count: 128 and the number of SIGINT


def main() -> None:
    """Run the command line and leave with its exit code; Ctrl-C ends it in one line."""
    try:
        from bot.terminal import run  # somebody may press Ctrl-C while it is imported

        code = run(sys.argv[1:])
    except BaseException as error:
        if not _is_interruption(error):
            raise
        sys.stderr.write("briefing-bot: interrupted\n")
        code = _INTERRUPTED
    import signal  # not before: Ctrl-C would find nobody to answer it

    signal.signal(signal.SIGINT, signal.SIG_DFL)  # once more ends at once, without a traceback
    sys.exit(code)


def _is_interruption(error: BaseException | None) -> bool:
    """Return whether Ctrl-C is the cause; compiled modules turn it into an error of importing."""
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__cause__ or error.__context__
    return error is not None


if __name__ == "__main__":
    main()
