from __future__ import annotations

import numpy as np

from digest.curate.duplicates.fold import fold_duplicates
from digest.curate.explain import explain_article, explain_pair
from digest.curate.stories.gather import cluster_stories
from tests.curate.conftest import Write


def test_pairs_and_articles_are_explained(write: Write) -> None:
    """The lines say the verdict, the score beside what is needed, and what is shared."""
    articles = [
        write(
            "a",
            title="Anchor cuts cable near Djibouti",
            body="An anchor cut a sea cable; 38 percent of traffic slowed.",
        ),
        write(
            "b",
            title="Djibouti cable cut by anchor",
            body="Traffic slowed by 38 percent after an anchor tore the sea cable.",
        ),
        write(
            "c",
            title="Bakers of Lyon weigh their bread",
            body="Every loaf must be weighed from May, the prefect ruled.",
        ),
    ]
    voices, links = fold_duplicates(articles)
    stories = cluster_stories(articles, voices=voices, duplicate_links=links)
    together = explain_pair(articles[0], articles[1], stories)
    apart = explain_pair(articles[0], articles[2], stories)
    assert together[0].startswith("one story: ")
    assert any("numbers: 38" in line for line in together)
    assert apart[0].startswith("two stories: ")
    assert any("not enough" in line for line in apart)
    assert any("is in story" in line or "leads story" in line for line in explain_article(articles[1], stories))
    assert not any("meaning" in line for line in together)
    vectors = {article.id: np.array([1.0, place], dtype=np.float32) for place, article in enumerate(articles)}
    by_meaning = explain_pair(articles[0], articles[1], stories, vectors=vectors, model="wordllama")
    assert any("TF-IDF" in line and "meaning" in line for line in by_meaning)
    assert explain_article(write("elsewhere"), stories) == ("in no story of this window",)
