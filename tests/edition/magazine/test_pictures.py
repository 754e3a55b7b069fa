"""What may be bound as a picture, and what a cover can draw."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from digest.edition.magazine.cover import HEIGHT, WIDTH, draw_cover
from digest.edition.magazine.pictures import bind_picture
from tests.edition.magazine.press import bound_pictures, issue, photograph, week


@pytest.mark.parametrize(
    ("mode", "form"), [("RGB", "JPEG"), ("L", "JPEG"), ("RGBA", "PNG"), ("RGB", "WEBP"), ("L", "GIF"), ("RGBA", "WEBP")]
)
def test_every_kind_of_picture_becomes_a_plain_jpeg(mode: str, form: str) -> None:
    bound = bind_picture(photograph(3000, 1000, mode=mode, form=form))
    assert bound is not None
    with Image.open(BytesIO(bound.content)) as opened:
        assert (opened.format, opened.mode, opened.size) == ("JPEG", "RGB", (bound.width, bound.height))
    assert bound.width == 1400


def test_what_is_transparent_becomes_white() -> None:
    bound = bind_picture(photograph(mode="RGBA", form="PNG"))
    assert bound is not None
    with Image.open(BytesIO(bound.content)) as opened:
        assert opened.getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"GIF89a\xff\xff\xff\xff" + b"\0" * 40,
        photograph()[:200],
        photograph(1, 1, form="PNG"),
        photograph(9000, 9000, mode="L", form="PNG"),
    ],
    ids=["nothing", "svg", "damaged", "cut off", "a counter", "gigantic"],
)
def test_what_cannot_be_printed_is_no_picture(content: bytes) -> None:
    assert bind_picture(content) is None


def test_the_same_cover_is_drawn_twice_the_same_with_pictures_and_without() -> None:
    made = issue()
    pictures = bound_pictures(made)
    cover = draw_cover(made, pictures=pictures)
    assert (cover.width, cover.height) == (WIDTH, HEIGHT)
    assert cover == draw_cover(made, pictures=pictures)
    assert cover.content != draw_cover(made, pictures={}).content


@pytest.mark.parametrize(
    "title", ["العالم هذا الأسبوع", "本周世界", "विश्व", "\U00012000\U0001f600", "w" * 400, "a b " * 200]
)
def test_a_cover_is_drawn_whatever_the_script_and_length_of_its_title(title: str) -> None:
    assert draw_cover(issue(week(2), language="ar", title=title), pictures={}).content
