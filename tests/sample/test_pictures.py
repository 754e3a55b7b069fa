"""The drawn pictures: every motif gives a small JPEG, the same for the same seed."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from digest.sample.pictures import MOTIFS, draw_picture
from digest.sample.pictures.palettes import PALETTES

LARGEST_BYTES = 120 * 1024


@pytest.mark.parametrize("motif", sorted(MOTIFS))
def test_motif_is_drawn_as_a_small_jpeg(motif: str) -> None:
    """Each motif is a JPEG of the asked size that a mail can link to."""
    data = draw_picture(motif, seed=7)
    with Image.open(BytesIO(data)) as picture:
        assert (picture.format, picture.size) == ("JPEG", (1200, 675))
    assert len(data) <= LARGEST_BYTES


def test_picture_depends_on_its_seed_alone() -> None:
    """The same seed gives the same bytes, another seed another picture."""
    assert draw_picture("harbour", seed=1, width=320, height=180) == draw_picture(
        "harbour", seed=1, width=320, height=180
    )
    assert draw_picture("harbour", seed=1, width=320, height=180) != draw_picture(
        "harbour", seed=2, width=320, height=180
    )


def test_busiest_motif_stays_small_in_every_palette() -> None:
    """The motif with most detail keeps within the limit whatever its colours."""
    assert max(len(draw_picture("library", seed=seed)) for seed in range(len(PALETTES))) <= LARGEST_BYTES


def test_unknown_motif_is_refused() -> None:
    """A motif that is not in the table is named in the error."""
    with pytest.raises(ValueError, match="'unicorn'"):
        draw_picture("unicorn", seed=1)
