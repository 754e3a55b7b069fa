"""Magazine -> EPUB 3: the bytes of an .epub, the same for the same magazine, pictures and templates.

A ZIP whose first member names its type uncompressed (EPUB OCF 3.3, section 4.2), then the package, a page for the
cover, the contents, each piece and the sources. No script, no remote resource: every picture lies inside.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from digest.edition.environment import Templates
from digest.edition.localise import wording_for
from digest.edition.magazine.issue import Magazine
from digest.edition.magazine.pictures import Bound

FOLDER: Final = "magazine"
"""Where the templates lie, in the built-in templates and in an operator's own."""
_TYPE: Final = "application/epub+zip"
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The first date that ZIP knows: real ones would make every copy differ."""
_PLAIN_FILE: Final = 0o100644 << 16


def magazine_templates(folders: Sequence[Path]) -> Templates:
    """Give the templates of the magazine: a file in an earlier folder hides the same file in a later one."""
    return Templates([folder / FOLDER for folder in folders])


def picture_files(magazine: Magazine, *, pictures: Mapping[str, Bound]) -> dict[str, str]:
    """Name a file for every bound picture that the magazine prints, by address, in the order of printing."""
    printed = (piece.picture.url for piece in magazine.pieces if piece.picture and piece.picture.url in pictures)
    return {url: f"images/{number:03}.jpg" for number, url in enumerate(dict.fromkeys(printed), 1)}


def make_epub(magazine: Magazine, *, pictures: Mapping[str, Bound], cover: Bound, folders: Sequence[Path]) -> bytes:
    """Bind the magazine; `pictures` by address, one that is missing is left out. Raises RenderError."""
    files = picture_files(magazine, pictures=pictures)
    members = dict(_pages(magazine, files=files, pictures=pictures, folders=folders))
    contents = {name: page.encode() for name, page in members.items()}
    contents["EPUB/images/cover.jpg"] = cover.content
    contents.update({f"EPUB/{name}": pictures[url].content for url, name in files.items()})
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        _add(archive, "mimetype", _TYPE.encode(), method=zipfile.ZIP_STORED)
        for name in sorted(contents):
            _add(archive, name, contents[name], method=zipfile.ZIP_STORED if _is_packed(name) else zipfile.ZIP_DEFLATED)
    return written.getvalue()


def _pages(
    magazine: Magazine, *, files: Mapping[str, str], pictures: Mapping[str, Bound], folders: Sequence[Path]
) -> Iterator[tuple[str, str]]:
    templates = magazine_templates(folders)
    values: dict[str, Any] = {
        "magazine": magazine,
        "words": wording_for(magazine.tongue.tag),
        "files": files,
        "pictures": pictures,
        "modified": f"{magazine.slot:%Y-%m-%dT%H:%M:%SZ}",
    }
    yield "META-INF/container.xml", templates.render("epub/container.xml")
    yield "EPUB/package.opf", templates.render("epub/package.opf", **values)
    yield "EPUB/style.css", templates.render("epub/style.css")
    yield "EPUB/cover.xhtml", templates.render("epub/cover.xhtml", **values)
    yield "EPUB/contents.xhtml", templates.render("epub/contents.xhtml", **values)
    yield "EPUB/sources.xhtml", templates.render("epub/sources.xhtml", **values)
    for section in magazine.sections:
        for piece in section.pieces:
            yield (
                f"EPUB/{piece.anchor}.xhtml",
                templates.render("epub/piece.xhtml", section=section, piece=piece, **values),
            )


def _is_packed(name: str) -> bool:
    return name.endswith(".jpg")


def _add(archive: zipfile.ZipFile, name: str, content: bytes, *, method: int) -> None:
    member = zipfile.ZipInfo(name, _EPOCH)
    member.compress_type = method
    member.external_attr = _PLAIN_FILE
    member.create_system = 3  # Unix, wherever it is made
    archive.writestr(member, content)
