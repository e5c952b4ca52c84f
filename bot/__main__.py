"""`briefing-bot` and `python -m bot`."""

import sys

_INTERRUPTED = 130  # as shells count: 128 and the number of SIGINT
_INSTALL = "run: python3 bot/bootstrap.py, then .venv/bin/briefing-bot"
_MOMENT_S = 0.05  # until an interruption that was lost comes again: what lost it is over then


def main() -> None:
    """Run the command line and leave with its exit code; Ctrl-C ends it in one line.

    Raises:
        ModuleNotFoundError: Something is missing that an installation has.
    """
    before, sys.unraisablehook = sys.unraisablehook, _heard_again
    try:
        from bot.terminal import run  # somebody may press Ctrl-C while it is imported

        code = run(sys.argv[1:])
    except ModuleNotFoundError as error:
        if "bot.terminal.arguments" in sys.modules:  # what every command needs is there
            raise
        sys.stderr.write(f"briefing-bot: {error.name} is not installed; {_INSTALL}\n")
        code = 1
    except BaseException as error:
        if not _is_interruption(error):
            raise
        sys.stderr.write("briefing-bot: interrupted\n")
        code = _INTERRUPTED
    finally:
        sys.unraisablehook = before
    import signal  # not before: Ctrl-C would find nobody to answer it

    signal.signal(signal.SIGINT, signal.SIG_DFL)  # once more ends at once, without a traceback
    sys.exit(code)


def _heard_again(lost: "sys.UnraisableHookArgs") -> None:
    """Have Ctrl-C, or SIGTERM, come again that fell into a `__del__` or the like.

    Out of such no error rises. It comes a moment later, from another thread: at once it would fall
    into this very function.
    """
    if not issubclass(lost.exc_type, (KeyboardInterrupt, SystemExit)):
        sys.__unraisablehook__(lost)
        return
    import _thread

    ended = issubclass(lost.exc_type, SystemExit)
    _thread.start_new_thread(_signal_again, (_thread.get_ident(), ended))


def _signal_again(thread: int, ended: bool) -> None:  # one thread tells another
    """Send a thread SIGTERM, or SIGINT; where there are such, it ends what the thread waits for."""
    import _thread
    import signal
    import time

    number = signal.SIGTERM if ended else signal.SIGINT
    time.sleep(_MOMENT_S)
    if hasattr(signal, "pthread_kill"):
        signal.pthread_kill(thread, number)
    else:
        _thread.interrupt_main(number)


def _is_interruption(error: BaseException | None) -> bool:
    """Return whether Ctrl-C is the cause; compiled modules turn it into an error of importing."""
    if isinstance(error, SystemExit):
        return False  # whoever raised it said how the program ends
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__cause__ or error.__context__
    return error is not None


if __name__ == "__main__":
    main()
