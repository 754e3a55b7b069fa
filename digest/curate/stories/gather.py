"""What many outlets wrote on one event: articles and their voices in, stories out.

One node for each voice, an edge for each pair that is near enough (`affinity`), Louvain communities of that graph
(`communities`). Measured by `python -m bench stories`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

import numpy as np

from digest.curate.reading.crossing import Crossing
from digest.curate.reading.tokens import fold, whole_words
from digest.curate.reading.traits import Traits
from digest.curate.stories.affinity import Vector, measure
from digest.curate.stories.communities import find_communities
from digest.curate.stories.matrices import Floats, Pairs, Places
from digest.curate.stories.overrides import Bonds, Pair, bind, part_voices
from digest.model import Article, Link, Story, Voice

_COST = 0.1
"""What a pair inside a story costs, in strengths: a story holds together if its mean strength is above this."""
_EDITOR = "an editor says so"
_NOT_REPORTS = frozenset(
    fold(
        "opinion opinions comment commentary editorial column analysis review letters correction corrections "
        "opinión tribuna columna corrección meinung kommentar leitartikel korrektur tribune chronique éditorial "
        "rectificatif erratum opinião coluna correção opinia komentarz felieton sprostowanie opinione commento "
        "мнение колонка поправка думка погляд виправлення görüş yorum köşe düzeltme رأي مقال تصحيح דעה תיקון"
        " 社説 論説 評論 社論 更正 訂正 讀者投書 观点 オピニオン コラム 오피니언 사설 정정"
    ).split()
)
_IDENTITY_BYTES = 8


def cluster_stories(
    articles: Sequence[Article],
    *,
    voices: Sequence[Voice],
    duplicate_links: Sequence[Link],
    traits: Mapping[str, Traits] | None = None,
    vectors: Mapping[str, Vector] | None = None,
    model: str = "",
    crossings: Mapping[str, Crossing] | None = None,
    together: Sequence[Pair] = (),
    apart: Sequence[Pair] = (),
) -> tuple[Story, ...]:
    """Gather articles into stories, newest change first.

    `voices` and `duplicate_links` are those of `fold_duplicates` for the same articles. `traits`, `crossings` and
    `vectors` (of the embedding model `model`) by article id are what was read of them before: traits and crossings
    that are missing are read now, and without a vector words decide alone. `together` and `apart` are an editor's
    pairs of article ids, which hold whatever the texts say; `overrides` tells what becomes of contradictions. Each
    story has its lead article first, then the others by time; its links say why each voice and each copy belongs. A
    voice on an event of its own is a story too.
    """
    known = {article.id: article for article in articles}
    bonds, refused = bind(
        [pair for pair in together if known.keys() >= set(pair)], [pair for pair in apart if known.keys() >= set(pair)]
    )
    spoken = part_voices([voice for voice in voices if voice.original in known], bonds)
    spoken.sort(key=lambda voice: _order(known[voice.original]))
    if not spoken:
        return ()
    originals = [known[voice.original] for voice in spoken]
    affinity = measure(originals, traits=traits, vectors=vectors, model=model, crossings=crossings)
    edges = affinity.pairs()
    labels = group_nodes(edges, names=[article.id for article in originals], bonds=bonds)
    home = {member: place for place, voice in enumerate(spoken) for member in (voice.original, *voice.copies)}
    links: list[list[Link]] = [[] for _ in spoken]
    strongest = _strongest(edges, labels)
    for (left, _), link in zip(strongest, affinity.links(strongest), strict=True):
        links[labels[left]].append(link)
    for link in duplicate_links:
        if link.left in home and home[link.left] == home.get(link.right):
            links[labels[home[link.left]]].append(link)
    for pair in sorted({(min(pair), max(pair)) for pair in together} - set(refused)):
        if home.keys() >= set(pair):
            links[labels[home[pair[0]]]].append(Link(*pair, score=1.0, reasons=(_EDITOR,)))
    members: list[list[Voice]] = [[] for _ in spoken]
    for label, voice in zip(labels, spoken, strict=True):
        members[label].append(voice)
    stories = [_build_story(own, known=known, links=links[label]) for label, own in enumerate(members) if own]
    return tuple(sorted(stories, key=lambda story: (-_last_change(story), story.id)))


def group_nodes(edges: Pairs, *, names: Sequence[str], bonds: Bonds) -> list[int]:
    """Give for each named node the number of its community, which is that of the community's first node.

    What an editor joined is one node; a community that holds what an editor keeps apart is taken to pieces and built
    again from its strongest edges.
    """
    left, right, weights = edges
    first: dict[str, int] = {}
    merged = np.array([first.setdefault(bonds.home(name), place) for place, name in enumerate(names)], dtype=np.int64)
    left, right, weights = _merged(merged[left], merged[right], weights)
    labels = find_communities(left, right, weights, nodes=len(names), cost=_COST)[merged]
    bound = [place for place, name in enumerate(names) if bonds.is_bound(name)]
    for label in sorted(set(labels[bound].tolist())):
        own = np.flatnonzero(labels == label).tolist()
        if not bonds.holds_foes([names[node] for node in own]):
            continue
        inside = np.flatnonzero((labels[left] == label) & (labels[right] == label))
        inside = inside[np.lexsort((right[inside], left[inside], -weights[inside]))]
        pieces = bonds.copy()
        for one, other in zip(left[inside].tolist(), right[inside].tolist(), strict=True):
            pieces.join(names[one], names[other])
        least: dict[str, int] = {}
        labels[own] = [least.setdefault(pieces.home(names[node]), node) for node in own]
    return [int(label) for label in labels]


def _merged(left: Places, right: Places, weights: Floats) -> Pairs:
    """Give the edges between different nodes, the strongest of those that lie between the same two."""
    left, right = np.minimum(left, right), np.maximum(left, right)
    order = np.lexsort((-weights, right, left))
    left, right, weights = left[order], right[order], weights[order]
    new = np.ones(len(left), dtype=bool)
    new[1:] = (left[1:] != left[:-1]) | (right[1:] != right[:-1])
    new &= left != right
    return left[new], right[new], weights[new]


def _strongest(edges: Pairs, labels: Sequence[int]) -> list[tuple[int, int]]:
    """Give each node's strongest edge inside its community, each edge once, sorted."""
    left, right, weights = edges
    label = np.array(labels)
    inside = np.flatnonzero(label[left] == label[right])
    nodes = np.concatenate((left[inside], right[inside]))
    order = np.lexsort((np.tile(inside, 2), -np.tile(weights[inside], 2), nodes))
    _, first = np.unique(nodes[order], return_index=True)
    chosen = np.unique(np.tile(inside, 2)[order][first])
    return list(zip(left[chosen].tolist(), right[chosen].tolist(), strict=True))


def _build_story(voices: Sequence[Voice], *, known: Mapping[str, Article], links: Sequence[Link]) -> Story:
    originals = [known[voice.original] for voice in voices]
    members = {member for voice in voices for member in (voice.original, *voice.copies) if member in known}
    by_time = sorted((known[member] for member in members), key=_order)
    lead = max(originals, key=_lead_key)
    return Story(
        id=hashlib.blake2b(by_time[0].id.encode(), digest_size=_IDENTITY_BYTES).hexdigest(),
        articles=(lead, *(article for article in by_time if article.id != lead.id)),
        voices=tuple(sorted(voices, key=lambda voice: (voice.original != lead.id, _order(known[voice.original])))),
        links=tuple(links),
        first_seen=by_time[0].published,
        last_change=max(article.published for article in originals),
    )


def choose_lead(articles: Sequence[Article]) -> Article:
    """Choose the article that stands for a story: a report, whole, of weight, with a picture, long, early."""
    return max(articles, key=_lead_key)


def is_report(article: Article) -> bool:
    """Tell whether an article reports, by its genre, kicker and headline: opinion and corrections do not."""
    prefix, colon, _ = article.title.partition(":")
    labels = (article.genre, article.kicker, prefix if colon else "")
    return _NOT_REPORTS.isdisjoint(word for label in labels for word in whole_words(label))


def _lead_key(article: Article) -> tuple[bool, bool, float, bool, int, float, str]:
    length = sum(map(len, article.body))
    early = -article.published.timestamp()
    return (
        is_report(article),
        article.kind == "article",
        article.weight,
        article.image is not None,
        length,
        early,
        article.id,
    )


def _order(article: Article) -> tuple[float, str]:
    return (article.published.timestamp(), article.id)


def _last_change(story: Story) -> float:
    return story.last_change.timestamp() if story.last_change else 0.0
