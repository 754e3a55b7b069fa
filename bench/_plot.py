"""A growth curve as a picture: numbers in, an SVG file with logarithmic axes out."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

_WIDTH, _HEIGHT = 720, 420
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 150, 44, 48
_COLOURS = ("#1d3557", "#c8553d", "#2a9d8f", "#8d6a9f", "#b08900", "#5c677d", "#d1495b")


def write_curves(
    file: Path, *, title: str, counts: Sequence[int], curves: Mapping[str, Sequence[float]], unit: str
) -> None:
    """Draw each curve over the counts, both axes logarithmic; a dotted line shows what linear growth would be.

    Every curve has one value above 0 for each count.
    """
    values = [value for curve in curves.values() for value in curve]
    low, high = 10 ** math.floor(math.log10(min(values))), 10 ** math.ceil(math.log10(max(values)))
    inner_width, inner_height = _WIDTH - _LEFT - _RIGHT, _HEIGHT - _TOP - _BOTTOM

    def across(count: float) -> float:
        return _LEFT + inner_width * math.log(count / counts[0]) / math.log(counts[-1] / counts[0])

    def down(value: float) -> float:
        return _TOP + inner_height * (1 - math.log(value / low) / math.log(high / low))

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img"',
        f'aria-label="{escape(title)}" font-family="system-ui, sans-serif" font-size="12">',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>',
        f'<text x="{_LEFT}" y="24" font-size="15" font-weight="600" fill="#222">{escape(title)}</text>',
    ]
    step = low
    while step <= high:
        y = down(step)
        parts.append(f'<path d="M{_LEFT} {y:.1f}H{_WIDTH - _RIGHT}" stroke="#e3e3e3"/>')
        parts.append(f'<text x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end" fill="#555">{step:g} {unit}</text>')
        step *= 10
    for count in counts:
        x = across(count)
        parts.append(f'<path d="M{x:.1f} {_TOP}V{_HEIGHT - _BOTTOM}" stroke="#e3e3e3"/>')
        parts.append(
            f'<text x="{x:.1f}" y="{_HEIGHT - _BOTTOM + 20}" text-anchor="middle" fill="#555">{count:,}</text>'
        )
    labels = sorted(((down(curve[-1]), name) for name, curve in curves.items()), key=lambda item: item[0])
    places: dict[str, float] = {}
    for y, name in labels:
        places[name] = max(y, max(places.values(), default=-math.inf) + 15)
    for number, (name, curve) in enumerate(curves.items()):
        colour = _COLOURS[number % len(_COLOURS)]
        points = " ".join(f"{across(count):.1f},{down(value):.1f}" for count, value in zip(counts, curve, strict=True))
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        linear = min(high, curve[0] * counts[-1] / counts[0])
        until = counts[0] * linear / curve[0]
        parts.append(
            f'<path d="M{across(counts[0]):.1f} {down(curve[0]):.1f}L{across(until):.1f} {down(linear):.1f}" '
            f'stroke="{colour}" stroke-dasharray="2 4" opacity=".6"/>'
        )
        parts.append(
            f'<text x="{_WIDTH - _RIGHT + 8}" y="{places[name] + 4:.1f}" fill="{colour}">{escape(name)} '
            f"{curve[-1]:.3g} {unit}</text>"
        )
    parts.append("</svg>\n")
    file.write_text("\n".join(parts), encoding="utf-8")
