"""Plants: pines, broad trees, palms, cypresses and the olive tree."""

from __future__ import annotations

from math import cos, pi, sin

from .canvas import WIDE, Canvas, Point
from .palettes import Colour, mix


def pine(canvas: Canvas, *, x: float, base: float, height: float, colour: Colour) -> None:
    """Grow one pine of five tiers."""
    canvas.rect(x - height * 0.025, base - height * 0.2, x + height * 0.025, base, colour)
    for tier in range(5):
        top = base - height + height * 0.16 * tier
        half = height * (0.07 + 0.045 * tier)
        foot = top + height * 0.26
        canvas.polygon([(x, top), (x + half, foot), (x, foot - height * 0.04), (x - half, foot)], colour)


def pines(canvas: Canvas, *, base: float, height: float, depth: float, gap: float) -> None:
    """Plant a row of pines over the whole width."""
    rng = canvas.rng
    x = rng.uniform(-0.5, 0)
    colour = canvas.tone(depth)
    while x < WIDE + 0.5:
        pine(canvas, x=x, base=base + rng.uniform(0, 0.15), height=height * rng.uniform(0.65, 1.15), colour=colour)
        x += gap * rng.uniform(0.6, 1.4)
    canvas.rect(0, base - 0.02, WIDE, 9.1, colour)


def tree(canvas: Canvas, *, x: float, base: float, height: float, depth: float) -> None:
    """Grow a broad tree with a round crown."""
    rng = canvas.rng
    colour = canvas.tone(depth)
    canvas.polygon(
        [
            (x - height * 0.05, base),
            (x - height * 0.02, base - height * 0.6),
            (x + height * 0.02, base - height * 0.6),
            (x + height * 0.05, base),
        ],
        colour,
    )
    for angle in range(7):
        turn = angle / 7 * 2 * pi
        radius = height * rng.uniform(0.17, 0.23)
        canvas.ellipse(
            x + cos(turn) * height * 0.2, base - height * 0.68 + sin(turn) * height * 0.15, radius, radius, colour
        )


def cypress(canvas: Canvas, *, x: float, base: float, height: float, depth: float) -> None:
    """Grow a slender cypress."""
    colour = canvas.tone(depth)
    half = height * 0.1
    sides = [(half * sin(step / 12 * pi) ** 0.8, base - height * step / 12) for step in range(13)]
    canvas.polygon([*((x - dx, y) for dx, y in sides), *((x + dx, y) for dx, y in reversed(sides))], colour)


def palm(canvas: Canvas, *, x: float, base: float, height: float, lean: float, depth: float) -> None:
    """Grow a palm that the wind bends to the left by `lean`."""
    colour = canvas.tone(depth)
    trunk = [(x - lean * (step / 12) ** 2, base - height * step / 12) for step in range(13)]
    canvas.line(trunk, colour, 0.13)
    top_x, top_y = trunk[-1]
    for angle in (-0.2, 0.15, 0.5, 0.9, 1.3, 2.0, 2.5):
        swing = pi * 0.75 + angle * 0.9 + lean * 0.05
        length = height * 0.45
        reach = (top_x + cos(swing) * length - lean * 0.35, top_y - sin(swing) * length * 0.55)
        droop = ((top_x + reach[0]) / 2 - 0.1, (top_y + reach[1]) / 2 - length * 0.22)
        frond: list[Point] = [(top_x, top_y), droop, reach, (droop[0] + 0.05, droop[1] + 0.22)]
        canvas.polygon(frond, colour)


def olive_tree(canvas: Canvas, *, x: float, base: float, height: float) -> None:
    """Grow an old olive tree: a twisted trunk, boughs, and leaves in clusters that catch the light."""
    rng, palette = canvas.rng, canvas.palette
    bark = canvas.tone(1)
    unit = height / 4
    trunk = (
        (-0.75, 0), (-0.3, 0.5), (-0.42, 1.2), (-1.2, 2.1), (-1.0, 2.2), (-0.1, 1.5), (0.15, 2.6), (0.35, 2.6),
        (0.3, 1.5), (1.2, 2.3), (1.35, 2.15), (0.42, 1.0), (0.3, 0.4), (0.8, 0),
    )  # fmt: skip
    canvas.polygon([(x + dx * unit, base - dy * unit) for dx, dy in trunk], bark)
    for dx in (-0.35, -0.08, 0.2):
        grain = [
            (x + (dx * 1.4 + 0.05) * unit, base),
            (x + dx * unit, base - 0.8 * unit),
            (x + dx * 0.8 * unit, base - 1.5 * unit),
        ]
        canvas.line(grain, mix(bark, palette.haze, 0.35), 0.03 * unit)
    green = mix(mix(palette.ink, palette.haze, 0.35), (126, 140, 92), 0.55)
    clusters = [
        (-1.5, 2.3, 0.75),
        (-0.7, 2.9, 0.85),
        (0.25, 3.2, 0.95),
        (1.2, 2.8, 0.85),
        (1.75, 2.2, 0.65),
        (0.3, 2.4, 0.7),
    ]
    for lightness, drop in ((0.0, 0.0), (0.18, 0.14), (0.36, 0.3)):
        colour = mix(green, palette.light, lightness)
        for dx, dy, radius in clusters:
            middle_x, middle_y = x + dx * unit - drop * 0.5 * unit, base - (dy + drop) * unit
            for _ in range(70):
                turn, reach = rng.uniform(0, 2 * pi), radius * unit * rng.random() ** 0.5 * (1 - lightness)
                leaf_x, leaf_y = middle_x + cos(turn) * reach, middle_y + sin(turn) * reach * 0.75
                tilt = rng.uniform(-0.6, 0.6)
                long_x, long_y = cos(tilt) * 0.14 * unit, sin(tilt) * 0.14 * unit
                canvas.polygon(
                    [
                        (leaf_x - long_x, leaf_y - long_y),
                        (leaf_x, leaf_y - 0.04 * unit),
                        (leaf_x + long_x, leaf_y + long_y),
                        (leaf_x, leaf_y + 0.04 * unit),
                    ],
                    colour,
                )
