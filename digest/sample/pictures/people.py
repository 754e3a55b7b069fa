"""People, always from afar or from behind: walkers, a crowd with flags, an audience."""

# ruff: noqa: PLR2004 - a drawing is made of numbers

from __future__ import annotations

from .canvas import HIGH, WIDE, Canvas
from .palettes import Colour, mix


def walker(canvas: Canvas, *, x: float, base: float, height: float, colour: Colour, bag: bool = False) -> None:
    """Stand one figure, with a bag if asked."""
    unit = height / 7
    canvas.ellipse(x, base - 6.45 * unit, 0.46 * unit, 0.55 * unit, colour)
    canvas.rect(x - 0.18 * unit, base - 6.1 * unit, x + 0.18 * unit, base - 5.5 * unit, colour)
    canvas.rect(x - 0.88 * unit, base - 5.75 * unit, x + 0.88 * unit, base - 4.2 * unit, colour, radius=0.5 * unit)
    coat = [(-0.88, 5.2), (0.88, 5.2), (0.8, 3.6), (0.92, 2.2), (-0.92, 2.2), (-0.8, 3.6)]
    canvas.polygon([(x + dx * unit, base - dy * unit) for dx, dy in coat], colour)
    for leg in (-0.42, 0.42):
        trouser = [(-0.36, 2.4), (0.36, 2.4), (0.24, 0.12), (0.34, 0.0), (-0.3, 0.0)]
        canvas.polygon([(x + (leg + dx) * unit, base - dy * unit) for dx, dy in trouser], colour)
    if bag:
        canvas.rect(
            x + 0.85 * unit, base - 2.9 * unit, x + 2.1 * unit, base - 1.4 * unit, canvas.palette.accent, radius=0.02
        )


def walkers(canvas: Canvas, *, left: float, right: float, base: float, height: float, count: int, depth: float) -> None:
    """Let a loose line of people wait or walk."""
    rng = canvas.rng
    for number in range(count):
        x = left + (right - left) * (number + rng.uniform(0.2, 0.8)) / count
        size = height * rng.choice((0.7, 0.9, 1.0, 1.05))
        walker(
            canvas,
            x=x,
            base=base + rng.uniform(-0.05, 0.1),
            height=size,
            colour=canvas.tone(depth),
            bag=rng.random() < 0.35,
        )


def heads(canvas: Canvas, *, level: float, size: float, depth: float) -> None:
    """Fill the width with heads and shoulders seen from behind."""
    rng = canvas.rng
    colour = canvas.tone(depth)
    x = -rng.uniform(0, size)
    while x < WIDE + size:
        y = level + rng.uniform(-0.35, 0.35) * size
        scale = size * rng.uniform(0.85, 1.1)
        canvas.ellipse(x, y, scale * 0.34, scale * 0.42, colour)
        canvas.rect(x - scale * 0.14, y, x + scale * 0.14, y + scale * 0.7, colour)
        canvas.ellipse(x, y + scale * 1.05, scale * 0.78, scale * 0.52, colour)
        canvas.rect(x - scale * 0.78, y + scale * 1.05, x + scale * 0.78, HIGH + 0.1, colour)
        x += size * rng.uniform(0.95, 1.45)
    canvas.rect(0, level + size * 1.35, WIDE, HIGH + 0.1, colour)


def flags(canvas: Canvas, *, level: float, count: int) -> None:
    """Raise flags and placards over a crowd."""
    rng, palette = canvas.rng, canvas.palette
    for number in range(count):
        x = WIDE * (number + rng.uniform(0.25, 0.75)) / count
        top = level - rng.uniform(1.6, 2.9)
        lean = rng.uniform(-0.3, 0.3)
        canvas.line([(x, level + 1), (x + lean, top)], palette.ink, 0.05)
        colour = rng.choice((palette.accent, palette.accent, palette.white, mix(palette.accent, palette.ink, 0.3)))
        if rng.random() < 0.6:
            tip = x + lean
            canvas.polygon(
                [
                    (tip, top),
                    (tip + 0.5, top + 0.12),
                    (tip + 1.0, top - 0.05),
                    (tip + 1.55, top + 0.1),
                    (tip + 1.5, top + 0.92),
                    (tip + 1.0, top + 0.78),
                    (tip + 0.5, top + 0.95),
                    (tip, top + 0.85),
                ],
                colour,
            )
        else:
            canvas.rect(x + lean - 0.6, top - 0.1, x + lean + 0.6, top + 0.65, colour, radius=0.04)
            for row in range(2):
                canvas.rect(
                    x + lean - 0.42,
                    top + 0.1 + row * 0.22,
                    x + lean + 0.42 - row * 0.3,
                    top + 0.19 + row * 0.22,
                    mix(colour, palette.ink, 0.6),
                )
