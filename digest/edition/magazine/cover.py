"""Magazine -> cover: title, date, the best picture and three headlines on one sheet, as a JPEG.

A line is drawn only where a font of this machine has all its letters, and where they need shaping (Arabic, Hindi) only
by a Pillow that can shape (Raqm): else it would come out as boxes or as loose letters, so the next headline takes its
place. The words themselves stand as text in the contents, whatever their script.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Final

from PIL import Image, ImageDraw, ImageFont, ImageOps, features

from digest.edition.magazine.issue import Magazine, Piece
from digest.edition.magazine.pictures import Bound, write_jpeg

WIDTH, HEIGHT = 1600, 2263
"""Pixels: A4 upright, at 194 dots an inch."""
_PAPER, _INK, _BODY, _META, _ACCENT = "#ffffff", "#1a1a1a", "#2b2b2b", "#5c5c5c", "#a3182a"
_RULE: Final = "#c9c5bc"
_MARGIN: Final = 110
_TEXT_WIDTH: Final = WIDTH - 2 * _MARGIN
_LOWEST_PICTURE, _HIGHEST_PICTURE = 480, 1060
_GAP: Final = 52
"""Pixels between two headlines: half of it above the rule."""
_QUALITY: Final = 88
_HEADLINES: Final = 3
# By name: the first that this machine has and that holds every letter of the line.
_SERIF: Final = ("Georgia_Bold.ttf", "NotoSerif-Bold.ttf", "LiberationSerif-Bold.ttf", "DejaVuSerif-Bold.ttf",
                 "NotoSerifCJK-Bold.ttc", "NotoNaskhArabic-Bold.ttf", "NotoSerifHebrew-Bold.ttf",
                "NotoSerifDevanagari-Bold.ttf", "DejaVuSans-Bold.ttf")  # fmt: skip
_SANS: Final = ("Arial_Bold.ttf", "LiberationSans-Bold.ttf", "NotoSans-Bold.ttf", "DejaVuSans-Bold.ttf",
                "NotoSansCJK-Bold.ttc", "NotoSansArabic-Bold.ttf", "NotoSansHebrew-Bold.ttf",
                "NotoSansDevanagari-Bold.ttf")  # fmt: skip
# Scripts whose letters stand side by side as they are.
_UNSHAPED: Final = ("LATIN", "GREEK", "CYRILLIC", "CJK", "HIRAGANA", "KATAKANA", "HANGUL", "ARMENIAN", "GEORGIAN")
_NO_GLYPH: Final = "\U0010ffff"

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines of one font, ready to be drawn."""

    lines: tuple[str, ...]
    font: Font
    leading: int

    @property
    def height(self) -> int:
        return len(self.lines) * self.leading


@dataclass(frozen=True, slots=True)
class _Pen:
    """What draws, and from which margin."""

    canvas: ImageDraw.ImageDraw
    from_right: bool


def draw_cover(magazine: Magazine, *, pictures: Mapping[str, Bound]) -> Bound:
    """Draw the cover; `pictures` are the bound ones by address. What cannot be drawn is left out."""
    pieces = _cover_pieces(magazine, pictures=pictures)
    sheet = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    pen = _Pen(ImageDraw.Draw(sheet), from_right=magazine.tongue.direction == "rtl")
    pen.canvas.rectangle((_MARGIN, 96, WIDTH - _MARGIN, 107), fill=_INK)
    y = 132
    if title := _fitting(magazine.title, fonts=_SERIF, sizes=range(170, 70, -4), most_lines=2):
        y = _draw(pen, title, y=y, colour=_INK) + 34
    if day := _fitting(magazine.day, fonts=_SANS, sizes=range(40, 26, -2), most_lines=1):
        y = _draw(pen, day, y=y, colour=_ACCENT) + 34
    floor = HEIGHT - 96
    if size := _fitting(magazine.size, fonts=_SANS, sizes=range(34, 22, -2), most_lines=1):
        floor -= size.height
        _draw(pen, size, y=floor, colour=_META)
    headlines = _headlines(pieces)
    needed = sum(block.height + _GAP for block in headlines)
    picture = next((pictures[url] for url in _addresses(pieces) if url in pictures), None)
    if picture is not None:
        high = max(_LOWEST_PICTURE, min(_HIGHEST_PICTURE, floor - _GAP - needed - y))
        with Image.open(BytesIO(picture.content), formats=("JPEG",)) as opened:
            crop = ImageOps.fit(opened.convert("RGB"), (_TEXT_WIDTH, high), Image.Resampling.LANCZOS)
        sheet.paste(crop, (_MARGIN, y))
        y += high + 40
    _draw_headlines(pen, headlines, y=y, floor=floor)
    return Bound(content=write_jpeg(sheet, quality=_QUALITY), width=WIDTH, height=HEIGHT)


def _headlines(pieces: Sequence[Piece]) -> tuple[_Block, ...]:
    """The first one large, two smaller ones."""
    found = (
        _fitting(
            piece.title,
            fonts=_SERIF,
            sizes=range(84, 56, -4) if place == 0 else range(48, 40, -2),
            most_lines=3 if place == 0 else 2,
        )
        for place, piece in enumerate(pieces[:_HEADLINES])
    )
    return tuple(block for block in found if block is not None)


def _draw_headlines(pen: _Pen, blocks: Sequence[_Block], *, y: int, floor: int) -> None:
    """Thin rules between them; one that finds no room is left out."""
    for place, block in enumerate(blocks):
        if y + block.height > floor:
            return
        if place:
            pen.canvas.rectangle((_MARGIN, y - _GAP // 2, WIDTH - _MARGIN, y - _GAP // 2 + 1), fill=_RULE)
        y = _draw(pen, block, y=y, colour=_BODY if place else _INK) + _GAP


def _cover_pieces(magazine: Magazine, *, pictures: Mapping[str, Bound]) -> tuple[Piece, ...]:
    """What can be drawn, best first, those in the magazine's own language before others; the first has a picture."""
    drawable = [piece for piece in magazine.best if _font(piece.title, fonts=_SERIF, size=40) is not None]
    drawable.sort(key=lambda piece: bool(piece.in_language))
    lead = next((piece for piece in drawable if piece.picture and piece.picture.url in pictures), None)
    return tuple(drawable) if lead is None else (lead, *(piece for piece in drawable if piece is not lead))


def _addresses(pieces: Sequence[Piece]) -> Iterator[str]:
    return (piece.picture.url for piece in pieces if piece.picture)


def _draw(pen: _Pen, block: _Block, *, y: int, colour: str) -> int:
    """Draw the lines from the margin where reading begins; gives where the next thing may begin."""
    for line in block.lines:
        x = WIDTH - _MARGIN - round(block.font.getlength(line)) if pen.from_right else _MARGIN
        pen.canvas.text((x, y), line, font=block.font, fill=colour)
        y += block.leading
    return y


def _fitting(text: str, *, fonts: Sequence[str], sizes: range, most_lines: int) -> _Block | None:
    """The text at the largest of `sizes` at which it needs no more than `most_lines`, cut at the smallest one.

    None when no font draws it.
    """
    for size in sizes:
        font = _font(text, fonts=fonts, size=size)
        if font is None:
            return None
        lines, leading = _wrapped(text, font=font), round(size * 1.2)
        if len(lines) <= most_lines:
            return _Block(lines, font, leading)
        if size == sizes[-1]:
            *whole, last = lines[:most_lines]
            while last and font.getlength(f"{last}…") > _TEXT_WIDTH:
                last = last[:-1]
            return _Block((*whole, last.rstrip(" ,;:–—-.") + "…"), font, leading)
    return None


def _wrapped(text: str, *, font: Font) -> tuple[str, ...]:
    """Break at spaces, and between any two characters where a word is wider than the sheet or has no spaces."""
    lines: list[str] = []
    line = ""
    for word in _units(text):
        if line and font.getlength((line + word).rstrip()) > _TEXT_WIDTH:
            lines.append(line.rstrip())
            line = ""
        for character in word if font.getlength(word.rstrip()) > _TEXT_WIDTH else (word,):
            if line and font.getlength(line + character.rstrip()) > _TEXT_WIDTH:
                lines.append(line.rstrip())
                line = ""
            line += character
    return (*lines, line.rstrip())


def _units(text: str) -> Iterator[str]:
    """Words with the space behind them; each character of a script without spaces for itself."""
    word = ""
    for character in text:
        if unicodedata.east_asian_width(character) in "WF":
            yield from filter(None, (word,))
            word = ""
            yield character
        else:
            word += character
            if character == " ":
                yield word
                word = ""
    if word:
        yield word


def _font(text: str, *, fonts: Sequence[str], size: int) -> Font | None:
    """The first font that draws every letter of the text; None where there is none or the script needs shaping."""
    if not text or not (features.check("raqm") or all(_is_unshaped(character) for character in text)):
        return None
    for name in fonts:
        font = _load(name, size)
        if font is not None and _holds(font, text):
            return font
    built_in = ImageFont.load_default(size)
    return built_in if _holds(built_in, text) else None


def _is_unshaped(character: str) -> bool:
    kind = unicodedata.category(character)[0]
    return kind not in "LMC" or unicodedata.name(character, "").startswith(_UNSHAPED)


@lru_cache(maxsize=256)
def _load(name: str, size: int) -> ImageFont.FreeTypeFont | None:
    try:
        return ImageFont.truetype(name, size)
    except OSError:
        return None


def _holds(font: Font, text: str) -> bool:
    """Whether no letter comes out as the box that stands for a missing one."""
    box = bytes(font.getmask(_NO_GLYPH))
    return all(character.isspace() or bytes(font.getmask(character)) != box for character in set(text))
