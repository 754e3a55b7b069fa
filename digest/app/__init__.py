"""The only place that builds things from the config: one `App` a process, and the passes over it.

Command line, schedule and web call what stands here; no pass knows who called it.
"""

from __future__ import annotations

from digest.app.application import App, open_app

__all__ = ["App", "open_app"]
