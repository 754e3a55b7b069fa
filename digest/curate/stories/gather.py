"""What many outlets wrote on one event: articles and their voices in, stories out.

One node for each voice, an edge for each pair that is near enough (`affinity`), Louvain communities of that graph
(`communities`). Measured by `python -m bench stories`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from digest.curate.reading.tokens import fold, whole_words
from digest.curate.stories.affinity import Affinity, measure
from digest.curate.stories.communities import Edge, find_communities
from digest.model import Article, Link, Story, Voice

_COST = 0.05
"""What a pair inside a story costs, in strengths: a story holds together if its mean strength is above this."""
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
    articles: Sequence[Article], *, voices: Sequence[Voice], duplicate_links: Sequence[Link]
) -> tuple[Story, ...]:
    """Gather articles into stories, newest change first.

    `voices` and `duplicate_links` are those of `fold_duplicates` for the same articles. Each story has its lead
    article first, then the others by time; its links say why each voice and each copy belongs. A voice on an event
    of its own is a story too.
    """
    known = {article.id: article for article in articles}
    spoken = sorted(
        (voice for voice in voices if voice.original in known), key=lambda voice: _order(known[voice.original])
    )
    if not spoken:
        return ()
    affinity = measure([known[voice.original] for voice in spoken])
    ties: list[dict[int, float]] = [{} for _ in spoken]
    for left, right, strength in affinity.pairs():
        ties[left][right] = ties[right][left] = strength
    copies: dict[str, list[Link]] = {}
    home = {member: voice.original for voice in spoken for member in (voice.original, *voice.copies)}
    for link in duplicate_links:
        if link.left in home:
            copies.setdefault(home[link.left], []).append(link)
    stories = []
    for members in group_nodes(ties):
        own = [spoken[node] for node in members]
        links = _best_links(members, ties=ties, affinity=affinity)
        links += [link for voice in own for link in copies.get(voice.original, ())]
        stories.append(_build_story(own, known=known, links=links))
    return tuple(sorted(stories, key=lambda story: (-_last_change(story), story.id)))


def group_nodes(ties: Sequence[Mapping[int, float]]) -> list[tuple[int, ...]]:
    """Part nodes into communities, given each node's ties."""
    edges: list[Edge] = [
        (left, right, strength)
        for left, others in enumerate(ties)
        for right, strength in others.items()
        if left < right
    ]
    return find_communities(edges, nodes=len(ties), cost=_COST)


def _best_links(members: Sequence[int], *, ties: Sequence[Mapping[int, float]], affinity: Affinity) -> list[Link]:
    """Give each member's strongest tie inside the story, as a link with its reasons."""
    inside = set(members)
    pairs: set[tuple[int, int]] = set()
    for node in members:
        near = [(strength, -other) for other, strength in ties[node].items() if other in inside]
        if near:
            other = -max(near)[1]
            pairs.add((min(node, other), max(node, other)))
    return [affinity.link(left, right) for left, right in sorted(pairs)]


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
