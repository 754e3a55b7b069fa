"""The command line: arguments in, one pass of the application, words or JSON out.

Exit codes: 0 done, 1 failed, 2 wrong usage or config, 130 stopped by Ctrl-C, 143 by SIGTERM. Results go to standard
output, progress and errors to standard error, so that `digest ... --json | jq` works.
"""

from __future__ import annotations

import signal
import sys
from io import TextIOWrapper
from types import FrameType
from typing import NoReturn

import click

from digest.cli.commands import root
from digest.cli.console import fail
from digest.errors import DigestError


def main() -> None:
    """Run a command; every fault that we foresee is one clear line and an exit code, never a traceback."""
    for stream in (sys.stdout, sys.stderr):  # a headline that the terminal cannot spell must not end the command
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    signal.signal(signal.SIGTERM, _terminate)  # what was answered is stored first, as for Ctrl-C
    try:
        code = root.main(prog_name="digest", standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)  # the code of --help and --version, or what a command returned
    except DigestError as error:
        fail(error)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort as error:
        if _is_stopped(error):
            _stop()
        sys.stderr.write("Aborted!\n")
        sys.exit(1)
    except KeyboardInterrupt:
        _stop()
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)


def _is_stopped(abort: click.Abort) -> bool:
    """Whether Ctrl-C is behind it: click turns that, and the end of standard input, into one exception."""
    return isinstance(abort.__cause__ or abort.__context__, KeyboardInterrupt)


def _stop(code: int = 130) -> NoReturn:
    sys.stderr.write("digest: stopped; what was finished is stored, the rest is done next time\n")
    sys.exit(code)


def _terminate(number: int, frame: FrameType | None) -> NoReturn:  # noqa: ARG001 - as signal handlers are called
    _stop(128 + signal.SIGTERM)
