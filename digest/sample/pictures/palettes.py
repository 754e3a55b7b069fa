"""Palettes: a number in, the colours of one picture out."""

from __future__ import annotations

from dataclasses import dataclass

Colour = tuple[int, int, int]


def rgb(code: str) -> Colour:
    """Read a colour written as six hexadecimal digits."""
    return int(code[0:2], 16), int(code[2:4], 16), int(code[4:6], 16)


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """Blend two colours; a share of 0 is the first, 1 the second."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one picture: three of the sky from the top down, then of what stands before it."""

    high: Colour
    middle: Colour
    low: Colour
    sun: Colour
    white: Colour
    haze: Colour
    ink: Colour
    light: Colour
    accent: Colour

    def tone(self, depth: float) -> Colour:
        """Give the colour of a layer: 0 is lost in the haze of the horizon, 1 stands right before the eye."""
        return mix(self.haze, self.ink, depth)


PALETTES: tuple[Palette, ...] = tuple(
    Palette(*(rgb(code) for code in row.split()))
    for row in (
        # high  middle low    sun    white  haze   ink    light  accent
        "352b57 a9506b f5b078 ffe6bd ffe6bd c9796f 1e1730 ffd68c e8603c",
        "6d9cc0 b5cbd3 f9e0c4 fff6e0 fff6e0 a9b6c4 1d3048 ffe2a0 d8553a",
        "0f4656 3f8d8c c3e3cd fdf2d8 fdf2d8 6fb0a5 07272f ffe6a0 e56a1f",
        "101a3a 2f4a78 8fa3b8 f6efd6 f6efd6 56719a 080e22 ffcf6e e27a5c",
        "d98f2f ecb85c fbe6bb fff8e6 fff8e6 d9a05a 45200f fff0c4 9c2c18",
        "7f9d93 b5c6b6 eef0dc fffbe8 fffbe8 9fb5a3 1d332b ffedb0 c1502e",
        "e9796f f4a98f fde3c9 fff5e6 fff5e6 dd948c 2a2350 ffe7ac 226a94",
        "566c80 94a7b3 dde3e2 e8573f f6efe4 93a6b2 18242f ffdb94 e8573f",
        "3b2b5e 8d5f8f eab2b4 ffebdf ffebdf a17d9f 191131 ffd5a0 f3565c",
        "2d7d86 7fbdb0 f0f3d5 fff9df fff9df 86b9ab 10343d fff0b0 e0523a",
    )
)


def palette_of(seed: int) -> Palette:
    """Give the palette of a seed."""
    return PALETTES[seed % len(PALETTES)]
