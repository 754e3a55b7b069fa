"""Where CPU work on untrusted input runs: in processes that can be killed, each with a deadline and a memory cap.

In come a function and its items, out come the results in the items' order, a `WorkFailed` in place of each task that
raised, ran out of time or took its process with it.
"""

from __future__ import annotations

from digest.execute.local import LocalWorkers

__all__ = ["LocalWorkers"]
