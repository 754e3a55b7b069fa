"""What hangs above the land: sun, stars, clouds, rain, lightning."""

from __future__ import annotations

from math import cos, pi, sin

from .canvas import HIGH, WIDE, Canvas
from .palettes import mix


def sky(canvas: Canvas) -> None:
    """Fill the sheet with the sky."""
    canvas.sky()


def sun(canvas: Canvas, *, x: float, y: float, radius: float) -> None:
    """Hang a sun or moon with its glow."""
    colour = canvas.palette.sun
    canvas.glow(x, y, radius * 5, colour, opacity=0.55)
    canvas.ellipse(x, y, radius, radius, colour)


def stars(canvas: Canvas, *, count: int, below: float = 4) -> None:
    """Scatter stars, faint near the horizon."""
    rng, palette = canvas.rng, canvas.palette
    for _ in range(count):
        x, y = rng.uniform(0, WIDE), rng.uniform(0, below)
        size = rng.choice((0.015, 0.02, 0.03))
        canvas.ellipse(x, y, size, size, mix(palette.white, palette.middle, min(0.85, 0.25 + y / below * 0.6)))


def cloud(canvas: Canvas, *, x: float, y: float, size: float, strength: float = 0.5) -> None:
    """Float a flat-bottomed cloud."""
    rng = canvas.rng
    colour = mix(canvas.palette.middle, canvas.palette.white, strength)
    for offset, lift, radius in ((-1.1, 0.05, 0.35), (-0.55, 0.28, 0.5), (0.1, 0.42, 0.62), (0.75, 0.2, 0.45)):
        swell = size * radius * rng.uniform(0.9, 1.1)
        canvas.ellipse(x + offset * size, y - lift * size, swell, swell, colour)
    canvas.rect(x - 1.6 * size, y - 0.2 * size, x + 1.5 * size, y + 0.3 * size, colour, radius=0.25 * size)


def streaks(canvas: Canvas, *, level: float, count: int, spread: float = 1.5) -> None:
    """Draw long thin clouds at dusk."""
    rng, palette = canvas.rng, canvas.palette
    for _ in range(count):
        x, y = rng.uniform(-1, WIDE), rng.gauss(level, spread / 2)
        length, height = rng.uniform(1.5, 4.5), rng.uniform(0.04, 0.09)
        canvas.rect(x, y - height, x + length, y + height, mix(palette.middle, palette.white, 0.35), radius=height)


def sea_of_clouds(canvas: Canvas, *, level: float, strength: float) -> None:
    """Fill everything below a level with rolling clouds."""
    rng, palette = canvas.rng, canvas.palette
    colour = mix(palette.haze, palette.white, strength)
    x = -1.0
    while x < WIDE + 1:
        radius = rng.uniform(0.5, 1.1)
        canvas.ellipse(x, level + rng.uniform(0, 0.3), radius * 1.3, radius, colour)
        x += radius * 0.9
    canvas.shade([(0, level), (WIDE, level), (WIDE, HIGH), (0, HIGH)], colour, mix(colour, palette.haze, 0.6))


def storm_clouds(canvas: Canvas, *, level: float, depth: float) -> None:
    """Hang a heavy ceiling of cloud down to a level."""
    rng = canvas.rng
    colour = canvas.tone(depth)
    canvas.rect(0, 0, WIDE, level - 0.5, colour)
    x = -1.0
    while x < WIDE + 1:
        radius = rng.uniform(0.6, 1.3)
        canvas.ellipse(x, level - 0.6 + rng.uniform(-0.3, 0.2), radius * 1.4, radius * 0.8, colour)
        x += radius * 1.1


def rain(canvas: Canvas, *, count: int, top: float) -> None:
    """Let slanting rain fall below a level."""
    rng, palette = canvas.rng, canvas.palette
    colour = mix(palette.middle, palette.white, 0.3)
    for _ in range(count):
        x, y, length = rng.uniform(-1, WIDE + 2), rng.uniform(top, HIGH), rng.uniform(0.25, 0.7)
        canvas.line([(x, y), (x - length * 0.35, y + length)], colour, 0.014)


def lightning(canvas: Canvas, *, x: float, top: float, bottom: float) -> None:
    """Strike once."""
    colour = canvas.palette.light
    canvas.glow(x, (top + bottom) / 2, 3.2, colour, opacity=0.5)
    height = bottom - top
    bolt = [
        (x + 0.35, top), (x - 0.45, top + height * 0.55), (x, top + height * 0.52), (x - 0.5, bottom),
        (x + 0.6, top + height * 0.4), (x + 0.12, top + height * 0.43), (x + 0.85, top),
    ]  # fmt: skip
    canvas.polygon(bolt, colour)


def rays(canvas: Canvas, *, x: float, y: float, count: int) -> None:
    """Fan out broad pale rays from the sun."""
    for number in range(count):
        angle = 2 * pi * number / count
        width = pi / count / 2
        far = [(x + 20 * cos(angle + turn), y + 20 * sin(angle + turn)) for turn in (-width, width)]
        canvas.shade([(x, y), *far], canvas.palette.sun, canvas.palette.sun, opacity=0.13)


def mist(canvas: Canvas, *, level: float, thickness: float, opacity: float) -> None:
    """Lay a band of mist over the whole width."""
    canvas.mist(level, thickness, opacity=opacity)
