"""Buildings: cities, towers, parliament, hospital, stadium, market stalls."""

# ruff: noqa: PLR2004 - a drawing is made of numbers

from __future__ import annotations

from math import cos, pi, sin

from .canvas import WIDE, Canvas
from .palettes import Colour, mix
from .vehicles import ambulance


def windows(
    canvas: Canvas,
    *,
    left: float,
    top: float,
    right: float,
    bottom: float,
    colour: Colour,
    lit: float,
    pitch: float = 0.24,
) -> None:
    """Set a grid of windows into a wall; a share of them is lit."""
    rng, palette = canvas.rng, canvas.palette
    columns = max(1, int((right - left) / pitch) - 1)
    margin = (right - left - columns * pitch) / 2 + pitch * 0.25
    y = top
    while y < bottom - 0.16:
        for column in range(columns):
            x = left + margin + column * pitch
            glass = palette.light if rng.random() < lit else mix(colour, palette.haze, 0.22)
            canvas.rect(x, y, x + pitch * 0.5, y + 0.14, glass)
        y += 0.3


def city(canvas: Canvas, *, base: float, low: float, high: float, depth: float, lit: float = 0) -> None:
    """Line up houses and towers over the whole width; heights run from `low` to `high`."""
    rng = canvas.rng
    colour = canvas.tone(depth)
    x = -rng.uniform(0, 0.6)
    while x < WIDE:
        width = rng.uniform(0.5, 1.3)
        height = low + (high - low) * rng.random() ** 1.8
        top = base - height
        canvas.shade(
            [(x, top), (x + width, top), (x + width, 9), (x, 9)],
            colour,
            mix(colour, canvas.palette.haze, 0.3 * (1 - depth)),
        )
        crown = rng.random()
        if crown < 0.25:
            canvas.rect(x + width * 0.25, top - 0.22, x + width * 0.75, top, colour)
        elif crown < 0.42 and height > low + (high - low) * 0.4:
            canvas.line([(x + width / 2, top), (x + width / 2, top - 0.7)], colour, 0.04)
        elif crown < 0.55:
            canvas.polygon([(x, top), (x + width, top - 0.35), (x + width, top)], colour)
        if lit:
            windows(canvas, left=x, top=top + 0.2, right=x + width, bottom=base, colour=colour, lit=lit)
        x += width + rng.choice((0.0, 0.0, 0.06, 0.15))


def high_rise(canvas: Canvas, *, x: float, base: float, top: float, width: float, depth: float) -> None:
    """Build one tower whose upper storeys are still bare frame, under a tower crane."""
    palette = canvas.palette
    colour = canvas.tone(depth)
    left, right = x - width / 2, x + width / 2
    bare = top + (base - top) * 0.3
    canvas.shade([(left, bare), (right, bare), (right, base), (left, base)], colour, mix(colour, palette.ink, 0.4))
    windows(canvas, left=left, top=bare + 0.2, right=right, bottom=base - 0.2, colour=colour, lit=0.35, pitch=0.3)
    for storey in range(6):
        y = top + (bare - top) * storey / 5
        canvas.rect(left, y, right, y + 0.08, colour)
    for column in range(5):
        post = left + (width - 0.09) * column / 4
        canvas.rect(post, top, post + 0.09, bare, colour)
    mast = right + 0.5
    canvas.line([(mast, base), (mast, top - 1.0)], palette.accent, 0.1)
    canvas.line([(mast - 3.9, top - 1.0), (mast + 1.6, top - 1.0)], palette.accent, 0.09)
    canvas.line([(mast - 3.7, top - 1.0), (mast, top - 1.7), (mast + 1.5, top - 1.0)], palette.accent, 0.03)
    canvas.line([(mast, top - 1.0), (mast, top - 1.7)], palette.accent, 0.09)
    canvas.rect(mast + 1.05, top - 1.0, mast + 1.55, top - 0.6, palette.accent)
    canvas.line([(mast - 3.0, top - 1.0), (mast - 3.0, top - 0.35)], palette.ink, 0.025)
    canvas.rect(mast - 3.3, top - 0.35, mast - 2.7, top - 0.22, palette.ink)


def parliament(canvas: Canvas, *, x: float, base: float, width: float, depth: float) -> None:
    """Build a house of parliament: wings, a portico of columns and a dome with its flag."""
    palette = canvas.palette
    wall = mix(palette.tone(depth * 0.45), palette.light, 0.3)
    dim = mix(wall, palette.ink, 0.55)
    half = width / 2
    canvas.shade(
        [(x - half, base - 1.9), (x + half, base - 1.9), (x + half, base), (x - half, base)], wall, mix(wall, dim, 0.35)
    )
    canvas.rect(x - half - 0.12, base - 2.02, x + half + 0.12, base - 1.86, wall)
    for side in (-1, 1):
        for column in range(8):
            near = x + side * (2.35 + column * (half - 2.55) / 8)
            canvas.rect(near - 0.12, base - 1.5, near + 0.12, base - 0.85, dim, radius=0.1)
            canvas.rect(near - 0.12, base - 0.62, near + 0.12, base - 0.15, dim)
    drum = base - 3.25
    canvas.rect(x - 1.25, drum, x + 1.25, base - 2.2, wall)
    for column in range(9):
        post = x - 1.1 + column * 0.275
        canvas.rect(post - 0.05, drum + 0.18, post + 0.05, base - 2.5, dim)
    dome = [(x + 1.2 * cos(pi * step / 24), drum - 1.25 * sin(pi * step / 24)) for step in range(25)]
    canvas.polygon(dome, mix(palette.accent, palette.haze, 0.25))
    canvas.polygon([*dome[:9], (x + 0.25, drum)], mix(palette.accent, palette.ink, 0.3))
    canvas.rect(x - 1.38, drum - 0.06, x + 1.38, drum + 0.1, wall)
    canvas.rect(x - 0.2, drum - 1.55, x + 0.2, drum - 1.18, wall)
    canvas.line([(x, drum - 1.5), (x, drum - 2.45)], dim, 0.04)
    canvas.polygon(
        [(x, drum - 2.45), (x + 0.75, drum - 2.32), (x + 0.65, drum - 2.15), (x + 0.75, drum - 1.98), (x, drum - 2.05)],
        palette.accent,
    )
    canvas.rect(x - 2.05, base - 1.95, x + 2.05, base, dim)
    for column in range(6):
        post = x - 1.8 + column * 0.72
        canvas.shade(
            [(post - 0.14, base - 1.95), (post + 0.14, base - 1.95), (post + 0.14, base), (post - 0.14, base)],
            mix(wall, palette.white, 0.4),
            wall,
        )
    canvas.rect(x - 2.2, base - 2.15, x + 2.2, base - 1.92, mix(wall, palette.white, 0.3))
    canvas.polygon([(x - 2.3, base - 2.15), (x + 2.3, base - 2.15), (x, base - 2.95)], mix(wall, palette.white, 0.3))
    canvas.polygon([(x - 1.6, base - 2.24), (x + 1.6, base - 2.24), (x, base - 2.8)], mix(wall, dim, 0.4))
    for step in range(4):
        spread = 2.3 + step * 0.28
        canvas.rect(x - spread, base + step * 0.12, x + spread, base + step * 0.12 + 0.13, mix(wall, dim, 0.12 * step))


def hospital(canvas: Canvas, *, x: float, base: float) -> None:
    """Build a hospital of two wings with a lit cross and an ambulance at the door."""
    palette = canvas.palette
    wall = mix(palette.tone(0.35), palette.white, 0.35)
    wing = mix(palette.tone(0.5), palette.white, 0.18)
    for left, right, top, colour in (
        (x - 5, x - 1, base - 2.7, wing),
        (x + 0.9, x + 5.2, base - 2.1, wing),
        (x - 1.9, x + 1.9, base - 4.4, wall),
    ):
        canvas.shade([(left, top), (right, top), (right, base), (left, base)], colour, mix(colour, palette.ink, 0.25))
        canvas.rect(left - 0.08, top - 0.1, right + 0.08, top + 0.05, mix(colour, palette.ink, 0.35))
        first = top + (1.65 if colour is wall else 0.35)
        windows(
            canvas,
            left=left,
            top=first,
            right=right,
            bottom=base - 0.7,
            colour=mix(colour, palette.ink, 0.75),
            lit=0.45,
            pitch=0.42,
        )
    canvas.glow(x, base - 3.6, 1.6, palette.white, opacity=0.6)
    canvas.ellipse(x, base - 3.6, 0.62, 0.62, palette.white)
    canvas.rect(x - 0.14, base - 4.0, x + 0.14, base - 3.2, palette.accent)
    canvas.rect(x - 0.4, base - 3.74, x + 0.4, base - 3.46, palette.accent)
    canvas.rect(x - 1.3, base - 0.85, x + 1.3, base - 0.7, palette.accent)
    canvas.rect(x - 0.6, base - 0.7, x + 0.6, base, palette.light)
    canvas.line([(x, base - 0.7), (x, base)], wall, 0.04)
    ambulance(canvas, x=x + 3.2, base=base + 0.45)


def stadium(canvas: Canvas, *, base: float) -> None:
    """Look into a stadium at night: the stand, the pitch and the floodlights."""
    rng, palette = canvas.rng, canvas.palette
    for x in (1.4, 14.6):
        lean = 1 if x < WIDE / 2 else -1
        canvas.line([(x, base + 0.6), (x, 1.7)], palette.ink, 0.12)
        for target in (3.5, 7.5, 11.0):
            reach = x + lean * target
            canvas.shade(
                [(x, 1.3), (reach - 1.3, base + 1.3), (reach + 1.3, base + 1.3)],
                palette.light,
                palette.light,
                opacity=0.1,
            )
    stand = canvas.tone(0.75)
    canvas.shade(
        [
            (-0.5, base - 2.0),
            (3, base - 1.45),
            (13, base - 1.45),
            (16.5, base - 2.0),
            (16.5, base + 1),
            (-0.5, base + 1),
        ],
        stand,
        palette.ink,
    )
    for row in range(9):
        for seat in range(150):
            x = seat * 0.108 + (row % 2) * 0.05
            edge = max(0.0, abs(x - 8) - 5) * 0.17
            colour = rng.choice((palette.haze, palette.accent, palette.light, palette.low, stand, stand))
            canvas.ellipse(x, base - 1.1 - edge + row * 0.18, 0.04, 0.045, mix(colour, stand, 0.25))
    canvas.polygon(
        [
            (-0.5, base - 2.5),
            (3, base - 1.95),
            (13, base - 1.95),
            (16.5, base - 2.5),
            (16.5, base - 2.0),
            (13, base - 1.55),
            (3, base - 1.55),
            (-0.5, base - 2.0),
        ],
        palette.ink,
    )
    for x in (1.4, 14.6):
        canvas.glow(x, 1.35, 2.0, palette.light, opacity=0.8)
        canvas.rect(x - 0.85, 0.95, x + 0.85, 1.75, palette.ink, radius=0.06)
        for lamp in range(10):
            canvas.ellipse(x - 0.66 + lamp % 5 * 0.33, 1.17 + lamp // 5 * 0.36, 0.12, 0.12, palette.white)


def pitch(canvas: Canvas, *, level: float) -> None:
    """Mow the grass of a football pitch in stripes and draw its lines."""
    palette = canvas.palette
    grass = mix(mix(palette.ink, palette.haze, 0.3), (72, 128, 84), 0.6)
    for stripe in range(-9, 9):
        top, bottom = 8 + stripe * 1.0, 8 + stripe * 2.1
        shade = grass if stripe % 2 else mix(grass, palette.light, 0.1)
        canvas.shade(
            [(top, level), (top + 1.0, level), (bottom + 2.1, 9.05), (bottom, 9.05)],
            shade,
            mix(shade, palette.ink, 0.2),
        )
    line = mix(grass, palette.white, 0.75)
    canvas.line([(0, level + 0.12), (WIDE, level + 0.12)], line, 0.04)
    canvas.line([(8, level), (8, 9)], line, 0.05)
    circle = [(8 + 2.6 * cos(2 * pi * step / 48), level + 1.35 + 0.75 * sin(2 * pi * step / 48)) for step in range(49)]
    canvas.line(circle, line, 0.05)
    canvas.ellipse(8, level + 1.35, 0.09, 0.05, line)


def stall(canvas: Canvas, *, x: float, base: float, width: float, colour: Colour) -> None:
    """Set up a market stall with a striped awning and crates of fruit."""
    rng, palette = canvas.rng, canvas.palette
    left, right, top = x - width / 2, x + width / 2, base - 3.1
    for post in (left + 0.1, right - 0.1):
        canvas.line([(post, top), (post, base)], palette.ink, 0.08)
    canvas.rect(left + 0.1, top + 0.7, right - 0.1, base - 1.2, mix(palette.ink, palette.haze, 0.18))
    stripes = 8
    step = width / stripes
    for number in range(stripes):
        cloth = colour if number % 2 else palette.white
        near, far = left - 0.2 + number * (width + 0.4) / stripes, left + 0.25 + number * (width - 0.5) / stripes
        reach, span = (width + 0.4) / stripes, (width - 0.5) / stripes
        canvas.polygon(
            [(far, top - 0.55), (far + span, top - 0.55), (near + reach, top + 0.45), (near, top + 0.45)], cloth
        )
        canvas.ellipse(near + reach / 2, top + 0.45, step * 0.54, 0.2, cloth)
    counter = base - 1.15
    for crate in range(4):
        begin = left + 0.12 + crate * (width - 0.24) / 4
        fruit = rng.choice(
            (
                palette.accent,
                palette.light,
                mix(palette.accent, palette.light, 0.5),
                mix(palette.haze, (96, 140, 80), 0.7),
            )
        )
        span = (width - 0.24) / 4
        for row in range(2):
            for ball in range(5):
                canvas.ellipse(
                    begin + span * (ball + 0.6) / 5.4,
                    counter - 0.06 - row * 0.13,
                    0.105,
                    0.105,
                    mix(fruit, palette.ink, 0.18 * rng.random()),
                )
        canvas.rect(
            begin, counter, begin + span - 0.05, counter + 0.38, mix(palette.haze, palette.ink, 0.35), radius=0.03
        )
    canvas.rect(left + 0.05, counter + 0.42, right - 0.05, base, mix(colour, palette.ink, 0.55))
