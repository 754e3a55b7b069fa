"""Bytes of untrusted pictures in, pictures that may be bound out: decoded, reduced and written anew.

What is bound was written by us: no metadata, no animation, no surprise for the program that opens the book.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Final
from warnings import catch_warnings, simplefilter

from PIL import Image, ImageOps

_WIDEST, _HIGHEST = 1400, 1600
"""Pixels: 174 mm, the width of a sheet's text, at 200 dots an inch."""
_MOST_PIXELS: Final = 40_000_000
"""A little more than a press photographer's camera takes; 160 MB while it is decoded."""
_SMALLEST: Final = 200
"""Pixels of width: below that it is an icon or a counter, and blurred on paper."""
_QUALITY: Final = 82
_FORMATS: Final = ("JPEG", "PNG", "WEBP", "GIF")
_PAPER: Final = (255, 255, 255)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """A JPEG of our own making."""

    content: bytes
    width: int
    height: int


def bind_picture(content: bytes) -> Bound | None:
    """Write a picture anew as a JPEG of at most 1400 by 1600 pixels; None for what is no picture, tiny or gigantic.

    Of an animation the first frame is kept; what is transparent becomes white.
    """
    try:
        with catch_warnings():
            simplefilter("ignore")  # Pillow's remarks on damaged metadata, which is dropped anyway
            return _bind(content)
    except (OSError, ValueError, SyntaxError, ArithmeticError, EOFError, MemoryError, Image.DecompressionBombError):
        return None  # whatever Pillow raises for a damaged file, it is not a picture that can be printed


def _bind(content: bytes) -> Bound | None:
    with Image.open(BytesIO(content), formats=_FORMATS) as opened:
        if opened.width * opened.height > _MOST_PIXELS or opened.width < _SMALLEST:
            return None
        opened.draft("RGB", (_WIDEST, _HIGHEST))
        flat = _flatten(ImageOps.exif_transpose(opened))
        flat.thumbnail((_WIDEST, _HIGHEST), Image.Resampling.LANCZOS)
    return Bound(content=write_jpeg(flat, quality=_QUALITY), width=flat.width, height=flat.height)


def _flatten(image: Image.Image) -> Image.Image:
    if not image.has_transparency_data:
        return image.convert("RGB")
    layer = image.convert("RGBA")
    paper = Image.new("RGB", layer.size, _PAPER)
    paper.paste(layer, mask=layer.getchannel("A"))
    return paper


def write_jpeg(image: Image.Image, *, quality: int) -> bytes:
    """Encode without metadata; the same picture gives the same bytes."""
    written = BytesIO()
    image.save(written, "JPEG", quality=quality, optimize=True, progressive=False, exif=b"", icc_profile=None)
    return written.getvalue()
