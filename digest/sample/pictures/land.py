"""Land and water: mountains, hills, dunes, fields, rivers, ice and the sea."""

from __future__ import annotations

from math import pi, sin

from .canvas import HIGH, WIDE, Canvas, Point
from .palettes import mix

ICE = (176, 214, 226)


def wave_line(canvas: Canvas, *, level: float, rise: float, waves: float) -> list[Point]:
    """Draw a soft line from edge to edge: three sines with phases of chance."""
    phases = [canvas.rng.uniform(0, 2 * pi) for _ in range(3)]
    line: list[Point] = []
    for step in range(81):
        x = WIDE * step / 80
        turn = x / WIDE * 2 * pi * waves
        height = sin(turn + phases[0]) + 0.45 * sin(turn * 2.1 + phases[1]) + 0.2 * sin(turn * 3.7 + phases[2])
        line.append((x, level - rise * height / 1.65))
    return line


def to_bottom(line: list[Point]) -> list[Point]:
    """Close a line from edge to edge along the bottom of the sheet."""
    return [*line, (line[-1][0], HIGH + 0.1), (line[0][0], HIGH + 0.1)]


def hills(canvas: Canvas, *, level: float, rise: float, depth: float, waves: float = 1.3) -> None:
    """Roll hills across the sheet, paler towards their feet."""
    line = wave_line(canvas, level=level, rise=rise, waves=waves)
    colour = canvas.tone(depth)
    canvas.shade(to_bottom(line), colour, mix(colour, canvas.palette.haze, 0.3 * (1 - depth)))


def ground(canvas: Canvas, *, level: float, depth: float) -> None:
    """Lay a flat ground."""
    colour = canvas.tone(depth)
    canvas.shade(
        [(0, level), (WIDE, level), (WIDE, HIGH), (0, HIGH)],
        colour,
        mix(colour, canvas.palette.ink, 0.5),
    )


def peak(canvas: Canvas, *, x: float, top: float, half: float, depth: float, snow: float = 0.3) -> None:
    """Raise one mountain with a lit and a shaded face and snow on its upper share."""
    rng, palette = canvas.rng, canvas.palette
    base = HIGH
    height = base - top
    width = half * height / 4
    shaded = canvas.tone(depth)
    lit = mix(shaded, palette.low, 0.28)
    ridge: list[Point] = [(x, top)]
    side = 1
    for step in range(1, 7):
        side = -side
        ridge.append((x + side * width * 0.07 * step * rng.uniform(0.6, 1.2), top + height * step / 7))
    ridge.append((x, base))
    canvas.shade([(x - width, base), *ridge], lit, mix(lit, palette.haze, 0.5))
    canvas.shade([*ridge, (x + width, base)], shaded, mix(shaded, palette.haze, 0.35))
    if snow:
        cap = height * snow
        spread = width * snow
        canvas.polygon(
            [
                (x, top), (x - spread, top + cap), (x - spread * 0.55, top + cap * 0.72),
                (x - spread * 0.3, top + cap * 1.05), ridge[1], (x, top),
            ],
            mix(palette.white, ICE, 0.15),
        )  # fmt: skip
        canvas.polygon(
            [
                (x, top), ridge[1], (x + spread * 0.15, top + cap * 0.9), (x + spread * 0.45, top + cap * 0.65),
                (x + spread * 0.9, top + cap),
            ],
            mix(mix(palette.white, ICE, 0.5), shaded, 0.35),
        )  # fmt: skip


def dune(canvas: Canvas, *, x: float, top: float, half: float, depth: float) -> None:
    """Pile up a dune whose crest divides light from shadow."""
    palette = canvas.palette
    colour = canvas.tone(depth)
    lit = mix(colour, palette.low, 0.5)
    height = HIGH - top

    def crest(share: float) -> Point:
        swing = sin((share - 0.5) * pi)
        return x + half * (share * 2 - 1), top + height * (0.42 * swing * swing + 0.3 * abs(share * 2 - 1))

    line = [crest(step / 40) for step in range(41)]
    canvas.shade([*line, (x + half, HIGH), (x - half, HIGH)], lit, mix(lit, colour, 0.4))
    edge = [
        (x + half * (0.12 * sin(step / 16 * 2 * pi) - 0.16 * step / 16), top + height * step / 16) for step in range(17)
    ]
    canvas.shade([*line[20:], (x + half, HIGH), *reversed(edge)], colour, mix(colour, palette.ink, 0.25))


def furrows(canvas: Canvas, *, level: float, x: float, count: int) -> None:
    """Plough a field whose rows meet at a point of the horizon."""
    palette = canvas.palette
    first, second = mix(canvas.tone(0.55), palette.accent, 0.12), mix(canvas.tone(0.3), palette.light, 0.45)
    ground(canvas, level=level, depth=0.55)
    for number in range(-count, count):
        left, right = x + number * 1.5, x + (number + 0.55) * 1.5
        near_left, near_right = x + (left - x) * 3.2, x + (right - x) * 3.2
        far = 0.12
        points = [(x + (left - x) * far, level), (x + (right - x) * far, level), (near_right, HIGH), (near_left, HIGH)]
        canvas.shade(points, mix(second, palette.haze, 0.3), mix(second, first, 0.35))


def stream(canvas: Canvas, *, level: float, x: float) -> None:
    """Wind a river from the horizon to the foreground; it mirrors the sky."""
    palette = canvas.palette
    left: list[Point] = []
    right: list[Point] = []
    for step in range(61):
        share = step / 60
        middle = x + 3.1 * sin(share * pi * 2.1) * (0.25 + share * 0.9)
        half = 0.08 + 2.3 * share**2.2
        y = level + (HIGH - level) * share**1.5
        left.append((middle - half, y))
        right.append((middle + half, y))
    canvas.shade([*left, *reversed(right)], mix(palette.low, palette.sun, 0.3), mix(palette.middle, palette.haze, 0.3))


def water(canvas: Canvas, *, level: float, sun_x: float | None = None, depth: float = 0.45) -> None:
    """Spread the sea from a level down, with the path of light under the sun."""
    rng, palette = canvas.rng, canvas.palette
    far, near = mix(palette.low, palette.haze, 0.55), mix(palette.tone(depth), palette.high, 0.25)
    canvas.shade([(0, level), (WIDE, level), (WIDE, HIGH), (0, HIGH)], far, near)
    for _ in range(46):
        share = rng.random()
        y = level + (HIGH - level) * share
        x, length = rng.uniform(0, WIDE), rng.uniform(0.3, 1.4) * (0.3 + share)
        canvas.rect(x, y, x + length, y + 0.02 + 0.02 * share, mix(far, near, share * 0.6), radius=0.01)
    if sun_x is None:
        return
    y = level + 0.06
    while y < HIGH:
        share = (y - level) / (HIGH - level)
        half = rng.uniform(0.3, 0.75) * (0.6 + share * 1.3)
        x = sun_x + rng.uniform(-0.25, 0.25)
        canvas.rect(
            x - half, y, x + half, y + 0.05 + share * 0.04, mix(palette.sun, far, 0.15 + share * 0.5), radius=0.03
        )
        y += 0.13 + share * 0.16


def waves(canvas: Canvas, *, level: float, depth: float, height: float = 0.18) -> None:
    """Roll one row of waves before what has been drawn."""
    line = wave_line(canvas, level=level, rise=height, waves=4)
    colour = mix(canvas.tone(depth), canvas.palette.high, 0.2)
    canvas.shade(to_bottom(line), colour, mix(colour, canvas.palette.ink, 0.3))
    canvas.line(line, mix(colour, canvas.palette.white, 0.3), 0.025)


def ice(canvas: Canvas, *, level: float) -> None:
    """Spread an icefield between the mountains; it ends in a cliff of blue ice above the water."""
    rng, palette = canvas.rng, canvas.palette
    pale, blue = mix(palette.white, ICE, 0.35), mix(ICE, palette.tone(0.5), 0.4)
    line = wave_line(canvas, level=level - 1.7, rise=0.22, waves=0.9)
    canvas.shade([*line, (WIDE, level), (0, level)], pale, mix(pale, blue, 0.45))
    for _ in range(26):
        x, drop = rng.uniform(2, 14), rng.uniform(0.25, 0.95)
        length = rng.uniform(0.4, 1.3)
        bend = [(x, level - 1.7 + drop), (x + length / 2, level - 1.66 + drop), (x + length, level - 1.7 + drop)]
        canvas.line(bend, mix(pale, blue, rng.uniform(0.35, 0.7)), 0.025)
    x = 0.0
    while x < WIDE:
        width = rng.uniform(0.18, 0.5)
        top = level - rng.uniform(0.5, 0.85)
        colour = mix(pale, blue, rng.uniform(0.2, 0.95))
        front = [
            (x, level + 0.05),
            (x, top + 0.12),
            (x + width * 0.6, top),
            (x + width, top + 0.14),
            (x + width, level + 0.05),
        ]
        canvas.polygon(front, colour)
        x += width


def floe(canvas: Canvas, *, x: float, y: float, size: float) -> None:
    """Float an iceberg."""
    palette = canvas.palette
    lit, dim = mix(palette.white, ICE, 0.3), mix(ICE, palette.tone(0.5), 0.45)
    top = (x - size * 0.1, y - size * 0.8)
    canvas.polygon([(x - size, y), (x - size * 0.5, y - size * 0.5), top, (x + size * 0.1, y)], lit)
    canvas.polygon([top, (x + size * 0.45, y - size * 0.35), (x + size, y), (x + size * 0.1, y)], dim)


def terraces(canvas: Canvas, *, level: float) -> None:
    """Step a hillside with dry stone walls."""
    rng, palette = canvas.rng, canvas.palette
    for step in range(4):
        y = level + step * 0.72
        depth = 0.35 + step * 0.15
        line = wave_line(canvas, level=y, rise=0.16, waves=0.8)
        soil = mix(canvas.tone(depth), palette.light, 0.14)
        canvas.shade(to_bottom(line), soil, canvas.tone(depth))
        for x, edge in line[::2]:
            stone = mix(canvas.tone(depth + 0.15), palette.low, rng.uniform(0.05, 0.3))
            canvas.rect(x, edge, x + rng.uniform(0.26, 0.38), edge + 0.15, stone, radius=0.05)
