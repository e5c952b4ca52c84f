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
    interruptions = None
    try:
        from bot.interruptions import Interruptions  # somebody may press Ctrl-C meanwhile

        interruptions = Interruptions()
        from bot.terminal import run

        code = run(sys.argv[1:], interruptions.came)
    except BaseException as error:
        interrupted = interruptions is not None and interruptions.came()
        known = _code_of(error, interrupted=interrupted)
        if known is None:
            raise
        code = known
    finally:
        sys.unraisablehook = before
        if interruptions is not None:
            interruptions.close()
    import signal  # not before: Ctrl-C would find nobody to answer it

    signal.signal(signal.SIGINT, signal.SIG_DFL)  # once more ends at once, without a traceback
    sys.exit(code)


def _code_of(error: BaseException, *, interrupted: bool) -> int | None:
    """Return with which exit code an error ends the program, having said why in one line.

    Args:
        error: What rose out of the command.
        interrupted: Whether Ctrl-C came before.

    Returns:
        None where it is an error that is not said in a line.
    """
    if isinstance(error, SystemExit):
        return None  # whoever raised it said how the program ends
    if interrupted or _is_interruption(error):
        sys.stderr.write("briefing-bot: interrupted\n")
        return _INTERRUPTED
    # Where the arguments could be imported, all is there that every command needs.
    if isinstance(error, ModuleNotFoundError) and "bot.terminal.arguments" not in sys.modules:
        sys.stderr.write(f"briefing-bot: {error.name} is not installed; {_INSTALL}\n")
        return 1
    return None


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
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__cause__ or error.__context__
    return error is not None


if __name__ == "__main__":
    main()
