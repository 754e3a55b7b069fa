"""Pictures: the name of a motif and a seed in, a drawn poster-like illustration as JPEG out.

A motif is a row of `motifs.py`: layers from the sky down to the foreground, each a shape with its place. The shapes
lie by what they draw in `sky.py`, `land.py`, `plants.py`, `buildings.py`, `works.py`, `vehicles.py`, `people.py` and
`rooms.py`; the seed picks the palette and every accident of a line, so that the same seed always gives the same bytes.
"""

from __future__ import annotations

from random import Random

from .canvas import Canvas
from .motifs import MOTIFS
from .palettes import palette_of

__all__ = ["MOTIFS", "draw_picture"]

JPEG_QUALITY = 86


def draw_picture(motif: str, *, seed: int, width: int = 1200, height: int = 675) -> bytes:
    """Draw a motif as JPEG of `width` by `height` pixels.

    Raises ValueError for a motif that is not in `MOTIFS`.
    """
    layers = MOTIFS.get(motif)
    if layers is None:
        raise ValueError(f"there is no picture motif {motif!r}")
    # Chance for ornament, not for secrets.
    rng = Random(f"{motif}/{seed}")  # noqa: S311
    canvas = Canvas(palette_of(seed), rng=rng, width=width, height=height)
    for layer in layers:
        layer(canvas)
    return canvas.to_jpeg(quality=JPEG_QUALITY)
