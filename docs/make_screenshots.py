"""Make the pictures of the README and docs from the demo: wide, phone and dark, with headless Chromium.

Usage: python docs/make_screenshots.py [DEMO-FOLDER]   (default: digest-demo, made by `digest demo`)
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

DOCS = Path(__file__).parent
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync",
         "--virtual-time-budget=8000")  # fmt: skip


def shoot(html: str, target: Path, *, width: int, height: int, beside: Path, dark: bool = False) -> None:
    """One picture of a page, `width` x `height` CSS pixels; its relative addresses start at the folder `beside`."""
    browser = next(path for name in CHROMIUM if (path := shutil.which(name)))
    page = beside / ".screenshot.html"
    page.write_text(html, encoding="utf-8")
    scheme = f"--blink-settings=preferredColorScheme={0 if dark else 1}"
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            [browser, *FLAGS, scheme, f"--user-data-dir={profile}", f"--window-size={width},{height}",
             f"--screenshot={target}", page.resolve().as_uri()],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
    page.unlink()


def main() -> int:
    """Three pictures of the demo's mail."""
    demo = Path(sys.argv[1] if len(sys.argv) > 1 else "digest-demo")
    mails = sorted(demo.glob("*.html"))
    if not mails:
        sys.stderr.write(f"{demo}: no edition here; run 'digest demo' first\n")
        return 1
    html = mails[-1].read_text(encoding="utf-8")
    pictures = DOCS / "pictures"
    pictures.mkdir(exist_ok=True)
    shoot(html, pictures / "wide.png", width=760, height=1500, beside=demo)
    shoot(html, pictures / "dark.png", width=760, height=1500, beside=demo, dark=True)
    # Chromium's window has a least width: a phone is a frame inside a wider page.
    inside = html.replace("&", "&amp;").replace('"', "&quot;")
    frame = f'<body style="margin:0"><iframe srcdoc="{inside}" width="375" height="1500" style="border:0"></iframe>'
    shoot(frame, pictures / "phone.png", width=500, height=1500, beside=demo)
    return 0


if __name__ == "__main__":
    sys.exit(main())
