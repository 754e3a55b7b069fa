"""Rooms: museum, stage, library, server hall; and the smallest room of all, the chip on its board."""

# ruff: noqa: PLR2004 - a drawing is made of numbers

from __future__ import annotations

from math import pi, sin

from .canvas import HIGH, WIDE, Canvas, Point
from .palettes import mix
from .people import heads, walker


def wall_and_floor(canvas: Canvas, *, level: float) -> None:
    """Paint a room's back wall and its floor."""
    palette = canvas.palette
    wall = mix(palette.tone(0.55), palette.high, 0.3)
    canvas.shade([(0, 0), (WIDE, 0), (WIDE, level), (0, level)], mix(wall, palette.ink, 0.3), wall)
    floor = mix(palette.tone(0.5), palette.low, 0.3)
    canvas.shade([(0, level), (WIDE, level), (WIDE, HIGH), (0, HIGH)], floor, mix(floor, palette.ink, 0.55))
    canvas.rect(0, level - 0.14, WIDE, level, mix(wall, palette.white, 0.3))


def gallery(canvas: Canvas) -> None:
    """Hang three pictures under their lamps and let two people look."""
    palette = canvas.palette
    wall_and_floor(canvas, level=6.9)
    for x, width, height in ((3.2, 2.5, 3.2), (8.0, 4.0, 3.0), (12.9, 2.4, 2.9)):
        canvas.shade(
            [(x - 0.3, 0), (x + 0.3, 0), (x + width * 0.75, 6.2), (x - width * 0.75, 6.2)],
            palette.light,
            palette.light,
            opacity=0.2,
        )
        top = 3.55 - height / 2
        canvas.rect(
            x - width / 2 - 0.16,
            top - 0.16,
            x + width / 2 + 0.16,
            top + height + 0.16,
            mix(palette.light, palette.ink, 0.25),
        )
        canvas.rect(x - width / 2, top, x + width / 2, top + height, palette.white)
        painted_landscape(
            canvas, left=x - width / 2 + 0.14, top=top + 0.14, right=x + width / 2 - 0.14, bottom=top + height - 0.14
        )
        canvas.polygon([(x - 0.35, 0), (x + 0.35, 0), (x + 0.2, 0.3), (x - 0.2, 0.3)], palette.ink)
    canvas.rect(6.3, 7.15, 9.9, 7.35, palette.ink, radius=0.05)
    for leg in (6.6, 9.5):
        canvas.rect(leg, 7.3, leg + 0.13, 7.8, palette.ink)
    walker(canvas, x=4.9, base=8.3, height=3.1, colour=palette.ink)
    walker(canvas, x=11.3, base=8.5, height=3.3, colour=mix(palette.ink, palette.accent, 0.25))


def painted_landscape(canvas: Canvas, *, left: float, top: float, right: float, bottom: float) -> None:
    """Paint the small picture within a frame: sky, sun and two hills."""
    rng, palette = canvas.rng, canvas.palette
    width, height = right - left, bottom - top
    canvas.shade([(left, top), (right, top), (right, bottom), (left, bottom)], palette.high, palette.low)
    radius = height * 0.13
    canvas.ellipse(left + width * rng.uniform(0.3, 0.7), top + height * 0.38, radius, radius, palette.sun)
    for share, colour in ((0.55, palette.accent), (0.75, palette.ink)):
        turn = rng.uniform(0, pi)
        line = [
            (left + width * step / 20, top + height * (share + 0.08 * sin(turn + step / 20 * 5))) for step in range(21)
        ]
        canvas.polygon([*line, (right, bottom), (left, bottom)], mix(colour, palette.haze, 0.3))


def theatre(canvas: Canvas) -> None:
    """Open the curtain on a singer in three beams of light, before a full house."""
    palette = canvas.palette
    back = mix(palette.tone(0.85), palette.high, 0.35)
    canvas.shade([(0, 0), (WIDE, 0), (WIDE, 7), (0, 7)], palette.ink, back)
    for x, colour in ((4.4, palette.light), (11.6, palette.light), (8.0, palette.white)):
        canvas.shade(
            [(x - 0.12, 0), (x + 0.12, 0), (9.7 if x < 8 else 9.2, 6.75), (6.8 if x <= 8 else 6.3, 6.75)],
            colour,
            colour,
            opacity=0.24,
        )
    canvas.shade([(0, 6.4), (WIDE, 6.4), (WIDE, 7.6), (0, 7.6)], mix(palette.accent, palette.ink, 0.35), palette.ink)
    canvas.ellipse(8, 6.85, 2.2, 0.32, mix(palette.white, palette.accent, 0.35))
    walker(canvas, x=8.0, base=6.85, height=2.9, colour=palette.ink)
    canvas.polygon([(7.55, 5.0), (8.45, 5.0), (8.95, 6.85), (7.05, 6.85)], palette.ink)
    canvas.line([(8.62, 6.85), (8.62, 4.75), (8.36, 4.5)], palette.ink, 0.045)
    canvas.ellipse(8.33, 4.47, 0.1, 0.09, palette.ink)
    for side in (0, 1):
        for fold in range(6):
            width = 0.62
            near = fold * width
            tilt = 0.5 * (1 - fold / 6)
            points: list[Point] = [
                (near, 0),
                (near + width + 0.04, 0),
                (near + width * 0.75 + tilt * 0.2, 7.2),
                (near - 0.05 - tilt * 0.1, 7.2),
            ]
            colour = mix(palette.accent, palette.ink, 0.15 + 0.4 * (fold % 2))
            canvas.shade([(WIDE - x, y) if side else (x, y) for x, y in points], colour, mix(colour, palette.ink, 0.45))
    canvas.rect(0, 0, WIDE, 0.75, mix(palette.accent, palette.ink, 0.45))
    for swag in range(8):
        canvas.ellipse(1 + swag * 2, 0.72, 1.05, 0.42, mix(palette.accent, palette.ink, 0.3))
    canvas.rect(0, 7.55, WIDE, HIGH + 0.1, palette.ink)
    heads(canvas, level=7.6, size=0.62, depth=0.8)
    heads(canvas, level=8.25, size=0.8, depth=1)


def library(canvas: Canvas) -> None:
    """Fill the walls with books, with a tall window, a ladder and a reader at a lamp."""
    rng, palette = canvas.rng, canvas.palette
    wood = mix(palette.ink, palette.accent, 0.18)
    canvas.rect(0, 0, WIDE, HIGH, wood)
    colours = (
        palette.accent,
        palette.haze,
        palette.light,
        palette.low,
        mix(palette.accent, palette.ink, 0.4),
        mix(palette.high, palette.ink, 0.2),
        palette.middle,
    )
    for shelf in range(6):
        base = 1.25 + shelf * 1.22
        x = 0.1
        while x < WIDE:
            width, height = rng.uniform(0.1, 0.26), rng.uniform(0.68, 1.0)
            if rng.random() < 0.06:
                x += rng.uniform(0.2, 0.5)
                continue
            colour = mix(rng.choice(colours), palette.ink, rng.uniform(0.12, 0.45))
            canvas.rect(x, base - height, x + width, base, colour)
            canvas.rect(x, base - height * 0.8, x + width, base - height * 0.72, mix(colour, palette.white, 0.4))
            x += width + 0.015
        canvas.rect(0, base, WIDE, base + 0.13, mix(wood, palette.haze, 0.2))
    for post in (0.0, 4.1, 11.6, 15.8):
        canvas.rect(post, 0, post + 0.25, 7.6, mix(wood, palette.haze, 0.15))
    tall_window(canvas, x=8.0)
    canvas.line([(12.6, 7.6), (13.4, 0.6)], mix(palette.light, palette.ink, 0.25), 0.08)
    canvas.line([(13.5, 7.6), (14.3, 0.6)], mix(palette.light, palette.ink, 0.25), 0.08)
    for rung in range(9):
        y, shift = 6.9 - rung * 0.72, (rung + 1) * 0.082
        canvas.line([(12.6 + shift, y), (13.5 + shift, y)], mix(palette.light, palette.ink, 0.25), 0.06)
    canvas.shade([(0, 7.45), (WIDE, 7.45), (WIDE, HIGH), (0, HIGH)], mix(wood, palette.ink, 0.4), palette.ink)
    walker(canvas, x=6.4, base=9.4, height=3.7, colour=palette.ink)
    canvas.glow(9.4, 7.0, 1.7, palette.light, opacity=0.7)
    canvas.polygon([(9.0, 7.05), (9.2, 6.55), (9.6, 6.55), (9.8, 7.05)], palette.light)
    canvas.line([(9.4, 7.05), (9.4, 7.75)], palette.ink, 0.06)
    canvas.rect(3.6, 7.75, 12.4, 8.0, mix(wood, palette.haze, 0.35), radius=0.04)


def tall_window(canvas: Canvas, *, x: float) -> None:
    """Break an arched window into a wall; the sky stands behind it."""
    palette = canvas.palette
    frame = mix(palette.ink, palette.haze, 0.2)
    arch: list[Point] = [(x - 1.9 + 3.8 * step / 24, 2.3 - 1.75 * sin(pi * step / 24)) for step in range(25)]
    canvas.polygon([*((px + (px - x) * 0.09, py - 0.15) for px, py in arch), (x + 2.07, 7.6), (x - 2.07, 7.6)], frame)
    canvas.shade([*arch, (x + 1.9, 7.45), (x - 1.9, 7.45)], palette.middle, mix(palette.low, palette.sun, 0.5))
    canvas.glow(x + 0.6, 3.4, 2.2, palette.sun, opacity=0.5)
    canvas.ellipse(x + 0.6, 3.4, 0.55, 0.55, palette.sun)
    for bar in (-0.95, 0.0, 0.95):
        canvas.line([(x + bar, 0.62 if bar == 0 else 1.0), (x + bar, 7.45)], frame, 0.07)
    for bar_y in (2.3, 4.0, 5.7):
        canvas.line([(x - 1.9, bar_y), (x + 1.9, bar_y)], frame, 0.07)


def server_hall(canvas: Canvas) -> None:
    """Look down the aisle between two rows of servers to the light at its end."""
    rng, palette = canvas.rng, canvas.palette
    canvas.shade([(0, 0), (WIDE, 0), (WIDE, HIGH), (0, HIGH)], palette.ink, mix(palette.ink, palette.high, 0.5))
    canvas.polygon([(0, HIGH), (WIDE, HIGH), (8.9, 5.35), (7.1, 5.35)], mix(palette.ink, palette.middle, 0.35))
    canvas.shade([(7.1, 3.3), (8.9, 3.3), (8.9, 5.35), (7.1, 5.35)], palette.white, palette.low)
    for strip in range(5):
        near, far = 8 + (strip - 2) * 2.4, 8 + (strip - 2) * 0.28
        canvas.shade(
            [(near - 0.25, 0), (near + 0.25, 0), (far + 0.03, 3.3), (far - 0.03, 3.3)],
            palette.light,
            palette.white,
            opacity=0.55,
        )
    for side in (-1, 1):
        for rack in range(6):
            # Each rack is a trapezoid between two depths of a one-point perspective.
            outer, inner = 1 / (1 + rack * 0.62), 1 / (1 + (rack + 0.9) * 0.62)
            corners = [
                (8 + side * 8.9 * share, 4.45 + lift * share)
                for share, lift in ((outer, -4.9), (inner, -4.9), (inner, 4.9), (outer, 4.9))
            ]
            colour = mix(palette.ink, palette.high, 0.16 + rack * 0.09)
            canvas.shade(corners, mix(colour, palette.haze, 0.12), colour)
            for row in range(22):
                height = -4.4 + row * 0.41
                for lamp in range(5):
                    share = outer + (inner - outer) * (0.14 + lamp * 0.17)
                    if rng.random() < 0.62:
                        glow = rng.choice((palette.light, palette.light, palette.accent, palette.low))
                        x, y, size = 8 + side * 8.9 * share, 4.45 + height * share, 0.07 * share
                        canvas.rect(
                            x - size * 1.7, y - size * 0.6, x + size * 1.7, y + size * 0.6, mix(glow, colour, 0.15)
                        )
                first, last = (
                    (8 + side * 8.9 * outer, 4.45 + (height + 0.2) * outer),
                    (8 + side * 8.9 * inner, 4.45 + (height + 0.2) * inner),
                )
                canvas.line([first, last], mix(colour, palette.ink, 0.5), 0.02 * outer)
    canvas.glow(8, 4.4, 3.4, palette.white, opacity=0.6)
    walker(canvas, x=8.15, base=6.3, height=2.1, colour=palette.ink)


def circuit_board(canvas: Canvas) -> None:
    """Lay a chip on its board with the traces that lead to it."""
    rng, palette = canvas.rng, canvas.palette
    board = mix(palette.ink, palette.high, 0.45)
    canvas.shade(
        [(0, 0), (WIDE, 0), (WIDE, HIGH), (0, HIGH)], mix(board, palette.middle, 0.25), mix(board, palette.ink, 0.4)
    )
    trace = mix(palette.light, board, 0.35)
    for number in range(13):
        offset = -1.8 + number * 0.3
        bend = 1.0 + abs(number - 6) * 0.22
        spread = (number - 6) * 0.42
        for side in (-1, 1):
            along = [
                (8 + side * 2.2, 4.5 + offset),
                (8 + side * (2.2 + bend), 4.5 + offset),
                (8 + side * (3.0 + bend), 4.5 + offset + spread),
                (8 + side * 9, 4.5 + offset + spread),
            ]
            stop = rng.uniform(4.6, 7.6)
            end = (8 + side * stop, 4.5 + offset + spread)
            canvas.line([*along[:3], end if rng.random() < 0.6 else along[3]], trace, 0.05)
            canvas.ellipse(*end, 0.1, 0.1, palette.light)
            canvas.ellipse(*end, 0.045, 0.045, board)
            down = [
                (8 + offset, 4.5 + side * 2.2),
                (8 + offset, 4.5 + side * (2.5 + bend * 0.5)),
                (8 + offset + spread, 4.5 + side * (2.9 + bend * 0.6)),
                (8 + offset + spread, 4.5 + side * 5),
            ]
            canvas.line(down, trace, 0.05)
    for x, y, width, height in (
        (1.2, 1.3, 1.3, 0.8),
        (14.0, 7.2, 1.5, 0.9),
        (13.6, 1.4, 0.8, 1.2),
        (2.0, 7.4, 0.9, 1.1),
    ):
        canvas.rect(
            x - width / 2 + 0.07,
            y - height / 2 + 0.09,
            x + width / 2 + 0.07,
            y + height / 2 + 0.09,
            palette.ink,
            radius=0.05,
        )
        canvas.rect(
            x - width / 2,
            y - height / 2,
            x + width / 2,
            y + height / 2,
            mix(palette.haze, palette.ink, 0.35),
            radius=0.05,
        )
    canvas.glow(8, 4.5, 5.2, palette.light, opacity=0.55)
    for number in range(13):
        offset = -1.8 + number * 0.3
        for side in (-1, 1):
            edge = side * 2.1
            canvas.rect(8 + edge - 0.2, 4.5 + offset - 0.07, 8 + edge + 0.2, 4.5 + offset + 0.07, palette.white)
            canvas.rect(8 + offset - 0.07, 4.5 + edge - 0.2, 8 + offset + 0.07, 4.5 + edge + 0.2, palette.white)
    canvas.rect(6.0, 2.5, 10.0, 6.5, palette.ink, radius=0.12)
    canvas.rect(6.2, 2.7, 9.8, 6.3, mix(palette.ink, palette.haze, 0.14), radius=0.08)
    canvas.shade(
        [(6.9, 3.4), (9.1, 3.4), (9.1, 5.6), (6.9, 5.6)], mix(palette.accent, palette.white, 0.25), palette.accent
    )
    for cell in range(16):
        x, y = 7.03 + cell % 4 * 0.52, 3.53 + cell // 4 * 0.52
        canvas.rect(
            x, y, x + 0.4, y + 0.4, mix(palette.accent, rng.choice((palette.white, palette.ink, palette.light)), 0.3)
        )
    canvas.ellipse(6.45, 2.95, 0.1, 0.1, palette.light)
