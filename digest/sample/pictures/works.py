"""Works of engineers: border gate, cranes, bridges, turbines, panels, chimneys."""

# ruff: noqa: PLR2004 - a drawing is made of numbers

from __future__ import annotations

from math import cos, pi, sin

from .canvas import HIGH, WIDE, Canvas, Point
from .palettes import mix


def border_gate(canvas: Canvas, *, base: float) -> None:
    """Stand a border crossing across the road: canopy, booths and a raised barrier."""
    palette = canvas.palette
    frame, glass = canvas.tone(0.9), palette.light
    canvas.polygon([(3.2, base - 3.25), (12.8, base - 3.25), (13.2, base - 2.7), (2.8, base - 2.7)], frame)
    canvas.rect(3.0, base - 2.74, 13.0, base - 2.66, palette.accent)
    for post in (3.6, 6.3, 9.5, 12.2):
        canvas.rect(post, base - 2.7, post + 0.22, base, frame)
    for left in (4.35, 10.2):
        canvas.rect(left, base - 1.75, left + 1.5, base, frame, radius=0.05)
        canvas.rect(left + 0.15, base - 1.5, left + 1.35, base - 0.85, glass, radius=0.03)
        canvas.line([(left + 0.75, base - 1.5), (left + 0.75, base - 0.85)], frame, 0.05)
    for lamp in (5.1, 8.0, 10.9):
        canvas.glow(lamp, base - 2.5, 0.9, glass, opacity=0.7)
        canvas.rect(lamp - 0.35, base - 2.68, lamp + 0.35, base - 2.6, glass)
    canvas.rect(6.75, base - 0.9, 7.05, base + 0.2, palette.ink)
    start, stop = (6.9, base - 0.75), (9.9, base - 2.35)
    for part in range(8):
        first, last = part / 8, (part + 1) / 8
        points = [
            (start[0] + (stop[0] - start[0]) * share, start[1] + (stop[1] - start[1]) * share)
            for share in (first, last)
        ]
        canvas.line(points, palette.accent if part % 2 == 0 else palette.white, 0.12)


def watchtower(canvas: Canvas, *, x: float, base: float, height: float, depth: float) -> None:
    """Raise a watchtower on four legs."""
    colour = canvas.tone(depth)
    top = base - height
    for foot, head in ((-0.55, -0.3), (0.55, 0.3)):
        canvas.line([(x + foot, base), (x + head, top + 0.9)], colour, 0.07)
    for step in range(3):
        y = top + 0.9 + (height - 0.9) * step / 3
        canvas.line([(x - 0.33 - step * 0.08, y), (x + 0.42 + step * 0.08, y + (height - 0.9) / 3)], colour, 0.04)
    canvas.rect(x - 0.55, top + 0.25, x + 0.55, top + 0.95, colour)
    canvas.rect(x - 0.42, top + 0.4, x + 0.42, top + 0.62, canvas.palette.light)
    canvas.polygon([(x - 0.75, top + 0.27), (x, top - 0.15), (x + 0.75, top + 0.27)], colour)


def road(canvas: Canvas, *, level: float, x: float, near: float) -> None:
    """Run a straight road from the foreground to the horizon."""
    palette = canvas.palette
    tar = mix(palette.haze, palette.ink, 0.4)
    canvas.shade(
        [(x - 0.5, level), (x + 0.5, level), (x + near, HIGH), (x - near, HIGH)], mix(tar, palette.low, 0.3), tar
    )
    for dash in range(6):
        first, last = (dash / 6) ** 1.7, ((dash + 0.5) / 6) ** 1.7
        top, bottom = level + (HIGH - level) * first, level + (HIGH - level) * last
        canvas.polygon(
            [
                (x - 0.02 - 0.08 * first, top),
                (x + 0.02 + 0.08 * first, top),
                (x + 0.02 + 0.08 * last, bottom),
                (x - 0.02 - 0.08 * last, bottom),
            ],
            palette.white,
        )


def harbour_crane(canvas: Canvas, *, x: float, base: float, height: float, depth: float) -> None:
    """Stand a container crane on the quay, its boom over the water to the left."""
    colour = canvas.tone(depth)
    top = base - height
    for leg in (x, x + height * 0.32):
        canvas.line([(leg, base), (leg, top + height * 0.3)], colour, 0.12)
    canvas.line([(x, base - height * 0.32), (x + height * 0.32, base - height * 0.32)], colour, 0.1)
    canvas.line([(x, base - height * 0.32), (x + height * 0.32, top + height * 0.32)], colour, 0.05)
    boom = top + height * 0.3
    canvas.rect(x - height * 0.75, boom - 0.08, x + height * 0.62, boom + 0.1, colour)
    mast = (x + height * 0.1, top)
    canvas.line([(x, boom), mast, (x + height * 0.32, boom)], colour, 0.08)
    canvas.line([(x - height * 0.7, boom), mast, (x + height * 0.58, boom)], colour, 0.035)
    hook = x - height * 0.42
    canvas.line([(hook, boom), (hook, boom + height * 0.24)], colour, 0.03)
    canvas.rect(hook - 0.34, boom + height * 0.24, hook + 0.34, boom + height * 0.24 + 0.28, canvas.palette.accent)


def boxes(canvas: Canvas, *, left: float, base: float, columns: int, rows: int, size: float) -> None:
    """Stack containers, some columns lower than others."""
    rng, palette = canvas.rng, canvas.palette
    colours = (
        palette.accent,
        mix(palette.accent, palette.ink, 0.4),
        palette.haze,
        mix(palette.haze, palette.ink, 0.45),
        palette.light,
    )
    for column in range(columns):
        for row in range(rows - rng.choice((0, 0, 1, 1, 2))):
            x, y = left + column * size * 2.05, base - (row + 1) * size * 0.92
            colour = rng.choice(colours)
            canvas.rect(x, y, x + size * 2, y + size * 0.87, colour)
            for rib in range(1, 6):
                canvas.line(
                    [(x + rib * size / 3, y + size * 0.12), (x + rib * size / 3, y + size * 0.75)],
                    mix(colour, palette.ink, 0.22),
                    0.015,
                )


def turbine(canvas: Canvas, *, x: float, base: float, height: float, turn: float, depth: float) -> None:
    """Stand a wind turbine; `turn` is the angle of its first blade in radians."""
    palette = canvas.palette
    colour = mix(palette.white, palette.tone(depth), depth)
    hub = base - height
    canvas.polygon(
        [(x - height * 0.016, base), (x - height * 0.008, hub), (x + height * 0.008, hub), (x + height * 0.016, base)],
        colour,
    )
    for blade in range(3):
        angle = turn + blade * 2 * pi / 3
        along, across = (cos(angle), sin(angle)), (-sin(angle), cos(angle))
        shape = ((0.0, 0.012), (0.12, 0.028), (0.56, 0.004), (0.56, 0.0), (0.0, -0.008))
        canvas.polygon(
            [
                (x + height * (a * along[0] + b * across[0]), hub + height * (a * along[1] + b * across[1]))
                for a, b in shape
            ],
            colour,
        )
    canvas.ellipse(x, hub, height * 0.022, height * 0.022, colour)


def panels(canvas: Canvas, *, level: float) -> None:
    """Set up rows of solar panels that grow towards the eye."""
    palette = canvas.palette
    glass = mix(palette.tone(0.8), palette.high, 0.35)
    for row in range(5):
        size = 0.42 * 1.62**row
        y = level + 0.28 * (1.72**row - 0.6)
        x = -1.0 - (row % 2) * size
        while x < WIDE + 1:
            corners: list[Point] = [
                (x + size * 0.45, y),
                (x + size * 2.45, y),
                (x + size * 2.0, y + size * 0.85),
                (x, y + size * 0.85),
            ]
            canvas.line([(x + size * 1.2, y + size * 0.4), (x + size * 1.2, y + size * 1.25)], palette.ink, 0.05 * size)
            canvas.shade(corners, mix(glass, palette.white, 0.55), glass)
            edge = mix(palette.white, palette.low, 0.3)
            for cell in range(5):
                upper, lower = x + size * (0.45 + cell * 0.5), x + size * cell * 0.5
                canvas.line([(upper, y), (lower, y + size * 0.85)], edge, 0.022 * size)
            for share in (0.0, 0.5, 1.0):
                canvas.line(
                    [
                        (x + size * 0.45 * (1 - share), y + size * 0.85 * share),
                        (x + size * (2.45 - 0.45 * share), y + size * 0.85 * share),
                    ],
                    edge,
                    0.022 * size,
                )
            x += size * 2.25


def suspension_bridge(canvas: Canvas, *, deck: float, base: float) -> None:
    """Hang a bridge across the whole width between two towers."""
    palette = canvas.palette
    colour = mix(palette.accent, palette.ink, 0.25)
    towers, top = (4.2, 11.8), 1.5

    def cable(x: float) -> float:
        outside = towers[0] - x if x < towers[0] else x - towers[1]
        if outside > 0:
            slope: float = (outside / 5.2) ** 1.15
            return top + (deck - top) * slope
        share = (x - 8) / (towers[1] - 8)
        return deck - 0.35 - (deck - 0.35 - top) * share * share

    line = [(step * 0.2 - 1, min(cable(step * 0.2 - 1), deck)) for step in range(91)]
    for x, y in line[::2]:
        canvas.line([(x, y), (x, deck)], colour, 0.018)
    canvas.line(line, colour, 0.07)
    canvas.rect(-0.1, deck, WIDE + 0.1, deck + 0.2, colour)
    canvas.rect(-0.1, deck + 0.2, WIDE + 0.1, deck + 0.32, palette.ink)
    for tower in towers:
        for leg in (-0.32, 0.2):
            canvas.shade(
                [
                    (tower + leg, top - 0.35),
                    (tower + leg + 0.17, top - 0.35),
                    (tower + leg + 0.22, base),
                    (tower + leg - 0.05, base),
                ],
                colour,
                palette.ink,
            )
        for y in (top, top + 1.2, top + 2.5):
            canvas.rect(tower - 0.3, y, tower + 0.36, y + 0.16, colour)


def viaduct(canvas: Canvas, *, deck: float, base: float, depth: float) -> None:
    """Carry a railway over a valley on tall arches."""
    palette = canvas.palette
    stone = mix(canvas.tone(depth), palette.low, 0.12)
    dark = mix(stone, palette.ink, 0.3)
    canvas.rect(-0.1, deck, WIDE + 0.1, deck + 0.3, stone)
    canvas.rect(-0.1, deck + 0.3, WIDE + 0.1, deck + 0.4, dark)
    span, pier = 2.0, 0.42
    for number in range(-1, 9):
        left = number * span + 0.3
        canvas.shade(
            [(left, deck + 0.4), (left + pier, deck + 0.4), (left + pier + 0.1, base), (left - 0.1, base)], stone, dark
        )
        inner = span - pier
        arch = [(left + pier + inner * step / 16, deck + 0.4 + 0.78 - 0.78 * sin(pi * step / 16)) for step in range(17)]
        canvas.polygon([(left + pier - 0.02, deck + 0.38), *arch, (left + span + 0.02, deck + 0.38)], stone)


def factory(canvas: Canvas, *, base: float) -> None:
    """Build a works hall with a saw-tooth roof and smoking chimneys."""
    rng, palette = canvas.rng, canvas.palette
    for x, top in ((10.6, 2.0), (12.0, 2.7), (13.3, 1.6)):
        smoke = mix(palette.middle, palette.white, 0.35)
        for puff in range(16):
            rise = puff / 15
            size = 0.2 + rise * 0.75
            canvas.glow(
                x + 0.2 + rise * 2.6 + rng.uniform(-0.15, 0.15),
                top - 0.15 - rise * 1.5,
                size * 1.5,
                smoke,
                opacity=0.62 - rise * 0.34,
            )
    for x, top in ((10.6, 2.0), (12.0, 2.7), (13.3, 1.6)):
        brick = canvas.tone(0.7)
        canvas.shade([(x - 0.2, top), (x + 0.2, top), (x + 0.32, base), (x - 0.32, base)], brick, palette.ink)
        for band in range(2):
            canvas.rect(x - 0.22, top + 0.15 + band * 0.4, x + 0.22, top + 0.3 + band * 0.4, palette.accent)
    hall = canvas.tone(0.88)
    for tooth in range(5):
        left = 1.2 + tooth * 1.75
        canvas.polygon([(left, base), (left, base - 2.9), (left + 1.75, base - 2.0), (left + 1.75, base)], hall)
        canvas.polygon(
            [(left + 0.12, base - 2.62), (left + 0.12, base - 2.05), (left + 1.2, base - 2.05)], palette.light
        )
    canvas.rect(1.2, base - 2.0, 14.6, base, hall)
    for bay in range(12):
        x = 1.6 + bay * 1.06
        lit = rng.random() < 0.6
        canvas.rect(x, base - 1.45, x + 0.7, base - 0.75, palette.light if lit else mix(hall, palette.haze, 0.25))
        canvas.line([(x + 0.35, base - 1.45), (x + 0.35, base - 0.75)], hall, 0.04)
        canvas.line([(x, base - 1.1), (x + 0.7, base - 1.1)], hall, 0.04)


def launch_tower(canvas: Canvas, *, x: float, base: float, height: float) -> None:
    """Raise the lattice of a launch tower."""
    colour = canvas.tone(0.85)
    top = base - height
    for side in (-0.32, 0.32):
        canvas.line([(x + side, base), (x + side, top)], colour, 0.06)
    steps = 8
    for step in range(steps):
        y, below = top + height * step / steps, top + height * (step + 1) / steps
        canvas.line([(x - 0.32, y), (x + 0.32, y)], colour, 0.04)
        canvas.line([(x - 0.32, y), (x + 0.32, below)], colour, 0.03)
    canvas.line([(x, top), (x, top - 0.7)], colour, 0.035)
    canvas.ellipse(x, top - 0.7, 0.06, 0.06, canvas.palette.accent)


def festoon(canvas: Canvas, *, top: float, sag: float) -> None:
    """Hang two strings of bulbs across a street."""
    palette = canvas.palette
    for left, right in ((-0.5, 7.5), (7.5, 16.5)):
        wire = [(left + (right - left) * step / 24, top + sag * sin(pi * step / 24)) for step in range(25)]
        canvas.line(wire, palette.ink, 0.025)
        for x, y in wire[1:-1:2]:
            canvas.glow(x, y + 0.14, 0.42, palette.light, opacity=0.7)
            canvas.ellipse(x, y + 0.14, 0.1, 0.12, palette.light)
