"""A document -> its words, or None when only feedparser can tell them."""

from __future__ import annotations

from xml.etree.ElementTree import ParseError

from digest.intake.document import MAX_ENTRIES
from digest.intake.quick import links, people, prose, structure
from digest.intake.quick.encoding import decode_feed
from digest.intake.quick.names import attributes_of
from digest.intake.quick.refusal import MAX_BYTES, MAX_PATIENT_BYTES, RefusedError, Specialist
from digest.intake.quick.tree import Tree, make_tree
from digest.intake.quick.walk import Action, Open, Vocabulary, Walk
from digest.intake.rawfeed import RawEntry, RawFeed, choose_image, make_enclosures

_ACTIONS: dict[Action, str] = {
    structure.entry: "item entry",
    structure.channel: "channel",
    structure.published: "published issued pubdate dcterms_issued",
    structure.updated: "updated modified lastbuilddate dc_date dcterms_modified",
    structure.source: "source",
    structure.image: "image",
    structure.textinput: "textinput",
    structure.said: "language dc_language ttl sy_updateperiod sy_updatefrequency",
    structure.chapter: "psc_chapter",
    structure.licence: "creativecommons_license",
    structure.leaf: (
        "georss_point georss_line georss_polygon georss_box georss_where itunes_image itunes_link webmaster "
        "dc_publisher generator"
    ),
    prose.title: "title dc_title",
    prose.media_title: "media_title",
    prose.description: "description dc_description media_description",
    prose.abstract: "abstract",
    prose.summary: "summary itunes_summary",
    prose.content: "content",
    prose.encoded: "content_encoded fullitem",
    prose.subtitle: "subtitle tagline itunes_subtitle",
    prose.inline: "rights copyright dc_rights info feedburner_browserfriendly",
    links.link: "link",
    links.guid: "guid id",
    links.enclosure: "enclosure",
    links.media_content: "media_content",
    links.media_thumbnail: "media_thumbnail",
    people.author: "author managingeditor dc_author dc_creator itunes_author",
    people.person: "contributor dc_contributor itunes_owner",
}
# Roots of feeds inside feeds, rare elements with a life of their own, and names that would overwrite parts.
_REFUSED_NAMES = """
rss feed rdf_rdf body xhtml_body where date authors links enclosures published_parsed updated_parsed date_parsed
modified_parsed issued_parsed media_group_content entries items_ title_detail
"""
_VOCABULARY = Vocabulary(
    actions={name: action for action, names in _ACTIONS.items() for name in names.split()},
    refused=frozenset(_REFUSED_NAMES.split()),
    refused_starts=("gml_", "xhtml_", "svg", "math"),
)


def read_quickly(body: bytes, *, url: str, content_type: str, specialist: Specialist | None = None) -> RawFeed | None:
    """The words of a feed; None when only feedparser can tell them.

    `url` is the base of relative addresses; `content_type` is the HTTP header, "" for none. `specialist` reads
    markup that a sanitiser would change more than its tags, and rare dates; without it a feed with such is refused.
    """
    if len(body) > MAX_PATIENT_BYTES or (specialist is None and _is_long(body)):
        return None
    text = decode_feed(body, content_type)
    if text is None:
        return None
    try:
        tree = make_tree(text)
        return _read(tree, Walk(tree, _VOCABULARY, base=url, specialist=specialist))
    except (ParseError, ValueError):
        return None


def _is_long(body: bytes) -> bool:
    return len(body) > MAX_BYTES or body.count(b"<item") + body.count(b"<entry") > 2 * MAX_ENTRIES


def _read(tree: Tree, walk: Walk) -> RawFeed:
    root = tree.root
    name = walk.name_of(root)
    if name not in {"rss", "feed", "rdf_rdf"}:
        raise RefusedError
    walk.is_atom = walk.in_feed = name == "feed"
    attributes = attributes_of(root)
    if name != "rdf_rdf" and (language := attributes.get("xml:lang", attributes.get("lang"))):
        walk.feed.words["language"] = language.replace("_", "-")
    walk.enter(root)
    walk.children(root, 2)
    if name == "rdf_rdf" and not walk.entries:  # perhaps no feed at all
        raise RefusedError
    return _told(walk.feed, walk.entries)


def _told(feed: Open, entries: list[Open]) -> RawFeed:
    words = feed.words
    return RawFeed(
        title=feed.title or "",
        link=feed.link or "",
        language=words.get("language", ""),
        ttl=words.get("ttl", ""),
        update_period=words.get("sy_updateperiod", ""),
        update_frequency=words.get("sy_updatefrequency", ""),
        hub_url=words.get("hub", ""),
        self_url=words.get("self", ""),
        entries=tuple(map(_told_entry, entries)),
    )


def _told_entry(found: Open) -> RawEntry:
    summary = found.subtitle if found.summary is None else found.summary
    return RawEntry(
        key=found.key or "",
        link=found.link or "",
        title=found.title or "",
        published=found.published or found.updated,
        modified=found.updated,
        summary=summary or "",
        contents=tuple(found.contents),
        authors=tuple(name for name in found.authors if name),
        image_url=choose_image(found.media, found.thumbnails, (file[:2] for file in found.enclosures)),
        enclosures=make_enclosures(found.enclosures) if found.enclosures else (),
    )
