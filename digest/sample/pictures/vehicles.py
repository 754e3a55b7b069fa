"""Vehicles: ships, lorries, trains, the rocket and the aeroplane."""

# ruff: noqa: PLR2004 - a drawing is made of numbers

from __future__ import annotations

from .canvas import Canvas
from .palettes import mix
from .works import boxes


def container_ship(canvas: Canvas, *, x: float, base: float, length: float) -> None:
    """Sail a container ship to the left; `x` is its bow."""
    palette = canvas.palette
    unit = length / 10
    hull = mix(palette.ink, palette.high, 0.12)
    boxes(canvas, left=x + 1.1 * unit, base=base - 0.98 * unit, columns=6, rows=4, size=0.52 * unit)
    bridge = mix(palette.white, palette.low, 0.2)
    canvas.rect(x + 7.75 * unit, base - 3.1 * unit, x + 8.75 * unit, base - 0.9 * unit, bridge)
    canvas.rect(x + 7.5 * unit, base - 3.15 * unit, x + 9.0 * unit, base - 2.85 * unit, bridge, radius=0.04)
    for storey in range(5):
        y = base - (2.65 - storey * 0.36) * unit
        canvas.rect(x + 7.85 * unit, y, x + 8.65 * unit, y + 0.13 * unit, palette.ink)
    canvas.rect(x + 9.0 * unit, base - 2.3 * unit, x + 9.45 * unit, base - 0.9 * unit, palette.accent)
    canvas.rect(x + 9.0 * unit, base - 2.3 * unit, x + 9.45 * unit, base - 2.05 * unit, palette.ink)
    canvas.line([(x + 8.2 * unit, base - 3.1 * unit), (x + 8.2 * unit, base - 3.8 * unit)], palette.ink, 0.04)
    outline = ((-0.1, 1.3), (0.9, 0.95), (10, 0.95), (9.75, -0.35), (0.75, -0.35))
    canvas.polygon([(x + dx * unit, base - dy * unit) for dx, dy in outline], hull)
    canvas.polygon(
        [
            (x + 0.58 * unit, base),
            (x + 9.83 * unit, base),
            (x + 9.7 * unit, base + 0.4 * unit),
            (x + 0.78 * unit, base + 0.4 * unit),
        ],
        palette.accent,
    )


def lorry(canvas: Canvas, *, x: float, base: float, size: float, load: float) -> None:
    """Park a lorry that looks to the left; `load` from 0 to 1 tints its tarpaulin."""
    palette = canvas.palette
    tarpaulin = mix(palette.haze, palette.light, load)
    canvas.rect(
        x + 0.75 * size,
        base - 1.5 * size,
        x + 2.9 * size,
        base - 0.3 * size,
        mix(tarpaulin, palette.ink, 0.25),
        radius=0.05,
    )
    for rib in range(1, 5):
        canvas.line(
            [
                (x + (0.75 + rib * 0.43) * size, base - 1.42 * size),
                (x + (0.75 + rib * 0.43) * size, base - 0.36 * size),
            ],
            mix(tarpaulin, palette.ink, 0.4),
            0.03,
        )
    cab = palette.ink
    canvas.polygon(
        [
            (x, base - 0.25 * size),
            (x, base - 0.75 * size),
            (x + 0.18 * size, base - 1.25 * size),
            (x + 0.68 * size, base - 1.25 * size),
            (x + 0.68 * size, base - 0.25 * size),
        ],
        cab,
    )
    canvas.polygon(
        [
            (x + 0.1 * size, base - 0.75 * size),
            (x + 0.24 * size, base - 1.13 * size),
            (x + 0.5 * size, base - 1.13 * size),
            (x + 0.5 * size, base - 0.75 * size),
        ],
        palette.light,
    )
    canvas.rect(x, base - 0.36 * size, x + 2.95 * size, base - 0.2 * size, cab)
    canvas.ellipse(x + 0.02 * size, base - 0.45 * size, 0.07 * size, 0.07 * size, palette.white)
    for wheel in (0.38, 1.95, 2.45):
        canvas.ellipse(x + wheel * size, base - 0.16 * size, 0.2 * size, 0.2 * size, palette.ink)
        canvas.ellipse(x + wheel * size, base - 0.16 * size, 0.08 * size, 0.08 * size, palette.haze)


def ambulance(canvas: Canvas, *, x: float, base: float) -> None:
    """Park an ambulance."""
    palette = canvas.palette
    body = mix(palette.white, palette.low, 0.1)
    canvas.rect(x - 1.1, base - 1.1, x + 0.45, base - 0.15, body, radius=0.08)
    canvas.polygon(
        [
            (x + 0.4, base - 0.95),
            (x + 0.8, base - 0.9),
            (x + 1.1, base - 0.5),
            (x + 1.2, base - 0.45),
            (x + 1.2, base - 0.15),
            (x + 0.4, base - 0.15),
        ],
        body,
    )
    canvas.polygon(
        [(x + 0.5, base - 0.85), (x + 0.76, base - 0.82), (x + 0.98, base - 0.52), (x + 0.5, base - 0.52)], palette.ink
    )
    canvas.rect(x - 1.1, base - 0.5, x + 1.2, base - 0.38, palette.accent)
    canvas.rect(x - 0.1, base - 1.22, x + 0.25, base - 1.08, palette.accent, radius=0.05)
    for wheel in (x - 0.65, x + 0.7):
        canvas.ellipse(wheel, base - 0.12, 0.22, 0.22, palette.ink)
        canvas.ellipse(wheel, base - 0.12, 0.09, 0.09, palette.haze)


def train(canvas: Canvas, *, x: float, deck: float, carriages: int) -> None:
    """Run a train to the right over the deck of a bridge; `x` is its last end."""
    palette = canvas.palette
    body, stripe = mix(palette.white, palette.low, 0.2), palette.accent
    for number in range(carriages):
        left = x + number * 2.5
        right, top = left + 2.42, deck - 0.82
        if number == carriages - 1:
            canvas.polygon(
                [
                    (left, top),
                    (right - 0.9, top),
                    (right - 0.2, top + 0.38),
                    (right + 0.2, deck - 0.12),
                    (left, deck - 0.12),
                ],
                body,
            )
            canvas.polygon(
                [(right - 0.82, top + 0.12), (right - 0.3, top + 0.4), (right - 0.95, top + 0.4)], palette.ink
            )
        else:
            canvas.rect(left, top, right, deck - 0.12, body, radius=0.08)
        for pane in range(6):
            begin = left + 0.18 + pane * 0.36
            if number < carriages - 1 or pane < 4:
                canvas.rect(
                    begin, top + 0.14, begin + 0.27, top + 0.4, mix(palette.ink, palette.high, 0.3), radius=0.03
                )
        canvas.rect(left, deck - 0.32, right - (0.0 if number < carriages - 1 else 0.05), deck - 0.22, stripe)
        for wheel in (0.4, 0.75, 1.65, 2.0):
            canvas.ellipse(left + wheel, deck - 0.08, 0.09, 0.09, palette.ink)


def rocket(canvas: Canvas, *, x: float, y: float, height: float) -> None:
    """Lift a rocket on its flame; `y` is the foot of its engines."""
    rng, palette = canvas.rng, canvas.palette
    unit = height / 6
    canvas.glow(x, y + 1.2 * unit, 4.2 * unit, palette.light, opacity=0.75)
    for spread, reach, colour in ((0.62, 4.2, palette.accent), (0.42, 3.2, palette.light), (0.22, 2.0, palette.white)):
        canvas.polygon(
            [
                (x - spread * unit * 0.7, y),
                (x - spread * unit, y + 0.8 * unit),
                (x, y + reach * unit),
                (x + spread * unit, y + 0.8 * unit),
                (x + spread * unit * 0.7, y),
            ],
            colour,
        )
    for puff in range(58):
        share = puff / 57
        wide = 0.4 + share * 4.6
        size = 0.35 + share * 0.55
        colour = mix(palette.white, palette.haze, rng.uniform(0.15, 0.65))
        canvas.ellipse(
            x + rng.uniform(-wide, wide), y + (2.6 + share * 1.3) * unit + rng.uniform(0, 0.3), size, size * 0.8, colour
        )
    body = mix(palette.white, palette.low, 0.12)
    dim = mix(body, palette.ink, 0.4)
    canvas.polygon(
        [(x - 0.42 * unit, y - 1.0 * unit), (x - 0.95 * unit, y + 0.12 * unit), (x - 0.42 * unit, y)], palette.accent
    )
    canvas.polygon(
        [(x + 0.42 * unit, y - 1.0 * unit), (x + 0.95 * unit, y + 0.12 * unit), (x + 0.42 * unit, y)],
        mix(palette.accent, palette.ink, 0.35),
    )
    nose = [
        (x - 0.42 * unit, y - 4.6 * unit),
        (x - 0.34 * unit, y - 5.2 * unit),
        (x - 0.16 * unit, y - 5.75 * unit),
        (x, y - 6 * unit),
    ]
    mirrored = [(2 * x - px, py) for px, py in reversed(nose)]
    canvas.polygon([(x - 0.42 * unit, y), *nose, *mirrored, (x + 0.42 * unit, y)], body)
    canvas.polygon([(x + 0.12 * unit, y), (x + 0.12 * unit, y - 5.8 * unit), *mirrored[1:], (x + 0.42 * unit, y)], dim)
    canvas.polygon(
        [(x - 0.42 * unit, y - 4.6 * unit), *nose[1:], *mirrored[:-1], (x + 0.42 * unit, y - 4.6 * unit)],
        palette.accent,
    )
    for band in (0.5, 2.4):
        canvas.rect(x - 0.42 * unit, y - band * unit, x + 0.42 * unit, y - (band - 0.14) * unit, palette.ink)


def aeroplane(canvas: Canvas, *, x: float, y: float, size: float) -> None:
    """Climb an aeroplane to the right, seen from the side and a little below."""
    palette = canvas.palette
    body, dim = mix(palette.white, palette.low, 0.1), mix(palette.ink, palette.high, 0.35)

    def at(dx: float, dy: float) -> tuple[float, float]:
        return x + size * (dx * 0.966 + dy * 0.259), y + size * (dy * 0.966 - dx * 0.259)

    canvas.polygon([at(-0.5, -0.05), at(-1.35, -1.65), at(-1.0, -1.65), at(0.75, -0.1)], mix(dim, palette.haze, 0.35))
    canvas.polygon([at(-2.75, -0.1), at(-3.3, -1.25), at(-2.85, -1.25), at(-2.0, -0.2)], palette.accent)
    shape = [
        (-3.1, -0.05),
        (-2.6, -0.27),
        (-1.5, -0.34),
        (1.8, -0.34),
        (2.5, -0.26),
        (3.0, -0.02),
        (3.1, 0.1),
        (2.9, 0.2),
        (2.2, 0.3),
        (-1.4, 0.3),
        (-2.5, 0.1),
    ]
    canvas.polygon([at(dx, dy) for dx, dy in shape], body)
    canvas.polygon(
        [at(dx, dy) for dx, dy in ((-3.0, -0.03), (3.1, 0.1), (2.9, 0.2), (2.2, 0.3), (-1.4, 0.3), (-2.5, 0.1))],
        mix(body, palette.haze, 0.4),
    )
    canvas.polygon([at(2.45, -0.24), at(2.85, -0.08), at(2.5, -0.06), at(2.3, -0.14)], palette.ink)
    for pane in range(18):
        px, py = at(-1.75 + pane * 0.215, -0.12)
        canvas.ellipse(px, py, 0.045 * size, 0.055 * size, palette.ink)
    canvas.polygon([at(-2.6, 0.0), at(-3.55, 0.5), at(-3.2, 0.5), at(-2.0, 0.05)], dim)
    canvas.polygon([at(0.9, 0.12), at(-1.3, 1.75), at(-1.75, 1.75), at(-0.55, 0.2)], dim)
    engine = at(0.05, 0.62)
    canvas.ellipse(engine[0], engine[1], 0.38 * size, 0.19 * size, palette.accent)
