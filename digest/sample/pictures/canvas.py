"""The canvas: shapes in units of a 16 by 9 sheet in, a JPEG out. The only file that knows Pillow.

x runs from 0 at the left to 16, y from 0 at the top down to 9. Everything is drawn at twice the size and reduced at
the end, which gives clean edges.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from math import ceil, floor
from random import Random

from PIL import Image, ImageDraw

from .palettes import Colour, Palette, mix

WIDE, HIGH = 16.0, 9.0
OVERSAMPLING = 2
STEPS = 256
SLICE_ROWS = 128
# The value of Pillow's radial gradient in the middle of each side.
GLOW_EDGE = 180
Point = tuple[float, float]


class Canvas:
    """A sheet with a palette and a source of chance; every shape is drawn over those before it."""

    def __init__(self, palette: Palette, *, rng: Random, width: int, height: int) -> None:
        """Lay out a sheet of so many pixels."""
        self.palette = palette
        self.rng = rng
        self._size = (width, height)
        self._image = Image.new("RGB", (width * OVERSAMPLING, height * OVERSAMPLING), palette.low)
        self._draw = ImageDraw.Draw(self._image)
        self._scale_x = width * OVERSAMPLING / WIDE
        self._scale_y = height * OVERSAMPLING / HIGH

    def tone(self, depth: float) -> Colour:
        """Give the palette's colour of a layer from 0, the horizon, to 1, the foreground."""
        return self.palette.tone(depth)

    def polygon(self, points: Sequence[Point], colour: Colour) -> None:
        """Fill a polygon."""
        self._draw.polygon(self._pixels(points), fill=colour)

    def rect(self, left: float, top: float, right: float, bottom: float, colour: Colour, *, radius: float = 0) -> None:
        """Fill a rectangle, with rounded corners if asked; one without an area is left out."""
        if right <= left or bottom <= top:
            return
        box = self._pixels([(left, top), (right, bottom)])
        self._draw.rounded_rectangle(box, radius=radius * self._scale_x, fill=colour)

    def ellipse(self, x: float, y: float, across: float, down: float, colour: Colour) -> None:
        """Fill an ellipse given by its middle and its two radii."""
        self._draw.ellipse(self._pixels([(x - across, y - down), (x + across, y + down)]), fill=colour)

    def line(self, points: Sequence[Point], colour: Colour, width: float) -> None:
        """Draw a line with round joints."""
        pixels = max(1, round(width * self._scale_x))
        self._draw.line(self._pixels(points), fill=colour, width=pixels, joint="curve")

    def shade(self, points: Sequence[Point], top: Colour, bottom: Colour, *, opacity: float = 1) -> None:
        """Fill a polygon with a gradient from its highest point to its lowest."""
        pixels = self._pixels(points)
        # Only what lies on the sheet: rows in perspective reach far beyond its edges.
        left, right = (min(max(edge, 0), self._image.width) for edge in span(x for x, _ in pixels))
        upper, lower = (min(max(edge, 0), self._image.height) for edge in span(y for _, y in pixels))
        size = (right - left, lower - upper)
        if 0 in size:
            return
        mask = Image.new("L", size, 0)
        moved = [(x - left, y - upper) for x, y in pixels]
        ImageDraw.Draw(mask).polygon(moved, fill=round(255 * opacity))
        self._paste_gradient([top, bottom], corner=(left, upper), mask=mask)

    def sky(self) -> None:
        """Fill the sheet with the palette's sky."""
        palette = self.palette
        whole = Image.new("L", self._image.size, 255)
        self._paste_gradient([palette.high, palette.middle, palette.low], corner=(0, 0), mask=whole)

    def glow(self, x: float, y: float, radius: float, colour: Colour, *, opacity: float) -> None:
        """Lay a soft round light over the sheet."""
        side = round(radius * 2 * self._scale_x)
        falloff = Image.radial_gradient("L").point(
            lambda value: round(max(0, 1 - value / GLOW_EDGE) ** 1.7 * 255 * opacity)
        )
        [(left, upper)] = self._pixels([(x - radius, y - radius)])
        self._image.paste(colour, (round(left), round(upper)), falloff.resize((side, side)))

    def mist(self, level: float, thickness: float, *, opacity: float) -> None:
        """Lay a band of haze over the whole width, thickest at its level."""
        profile = bytes(round(255 * opacity * (1 - abs(step - 32) / 32) ** 1.5) for step in range(65))
        size = (self._image.width, round(thickness * 2 * self._scale_y))
        mask = Image.frombytes("L", (1, 65), profile).resize(size, Image.Resampling.BILINEAR)
        colour = mix(self.palette.haze, self.palette.low, 0.6)
        self._image.paste(colour, (0, round((level - thickness) * self._scale_y)), mask)

    def to_jpeg(self, *, quality: int) -> bytes:
        """Give the finished picture."""
        buffer = BytesIO()
        self._image.reduce(OVERSAMPLING).save(buffer, "JPEG", quality=quality, optimize=True, progressive=True)
        return buffer.getvalue()

    def _paste_gradient(self, stops: Sequence[Colour], *, corner: tuple[int, int], mask: Image.Image) -> None:
        left, upper = corner
        column = gradient(stops, mask.height)
        # In slices, because a gradient of the whole sheet would double the memory that a picture needs.
        for top in range(0, mask.height, SLICE_ROWS):
            bottom = min(top + SLICE_ROWS, mask.height)
            rows = column.crop((0, top, 1, bottom)).resize((mask.width, bottom - top), Image.Resampling.NEAREST)
            self._image.paste(rows, (left, upper + top), mask.crop((0, top, mask.width, bottom)))

    def _pixels(self, points: Iterable[Point]) -> list[Point]:
        return [(x * self._scale_x, y * self._scale_y) for x, y in points]


def span(values: Iterable[float]) -> tuple[int, int]:
    """Give the whole numbers that enclose some values."""
    known = list(values)
    return floor(min(known)), ceil(max(known))


def gradient(stops: Sequence[Colour], height: int) -> Image.Image:
    """Make a column of one pixel's width with a gradient through evenly spaced colours."""
    spans = len(stops) - 1
    column = bytearray()
    for step in range(STEPS):
        place = step / (STEPS - 1) * spans
        first = min(int(place), spans - 1)
        column += bytes(mix(stops[first], stops[first + 1], place - first))
    return Image.frombytes("RGB", (1, STEPS), bytes(column)).resize((1, height), Image.Resampling.BILINEAR)
