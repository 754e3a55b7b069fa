"""The command line: arguments in, one pass of the application, words or JSON out.

Exit codes: 0 done, 1 failed, 2 wrong usage or config. Results go to standard output, progress and errors to standard
error, so that `digest ... --json | jq` works.
"""

from __future__ import annotations

import sys
from io import TextIOWrapper

from digest.cli.commands import root
from digest.cli.console import fail
from digest.errors import DigestError


def main() -> None:
    """Run a command; every fault that we foresee is one clear line and an exit code, never a traceback."""
    for stream in (sys.stdout, sys.stderr):  # a headline that the terminal cannot spell must not end the command
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        root.main(prog_name="digest", standalone_mode=True)
    except DigestError as error:
        fail(error)
    except KeyboardInterrupt:
        sys.stderr.write("digest: stopped; what was finished is stored, the rest is done next time\n")
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
