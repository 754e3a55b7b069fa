"""The pages: the editor's desk, the public archive, the unsubscribe form, the health of the service.

Starlette, rendered on the server, no JavaScript needed. In come requests, out go pages made of what the store holds;
nothing here decides what an edition contains.
"""

from __future__ import annotations

from digest.web.server import serve_site
from digest.web.site import build_site

__all__ = ["build_site", "serve_site"]
