"""Summaries of small invented articles: which sentences are printed, which never, and that each stands at its place."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from digest.curate.highlights.leaning import leans
from digest.curate.highlights.speech import keeps_speaker
from digest.curate.highlights.summary import STRETCH, summarise, write_summary
from digest.model import Article, Excerpt
from digest.sentences import find_sentences, holds_whole_quotations
from digest.text import count_words
from tests.curate.conftest import Write

DAM = "The dam was closed on Tuesday. Workers laid stones. Power is expected before the first frost of winter comes."


def texts(article: Article, *, max_words: int) -> list[str]:
    return [one.text for one in summarise(article, max_words=max_words)]


def stands_at_its_place(article: Article, one: Excerpt) -> bool:
    text = article.standfirst if one.part == "standfirst" else article.body[one.paragraph]
    return text[one.start : one.end] == one.text


@pytest.mark.parametrize("max_words", [5, 12, 30])
def test_a_summary_is_made_of_whole_own_sentences(write: Write, max_words: int) -> None:
    """It begins where the article begins, goes on while whole sentences fit, and stretches by a third for the first."""
    summary = texts(write("a", body=DAM), max_words=max_words)
    assert summary[0] == "The dam was closed on Tuesday."
    assert summary == sorted(summary, key=DAM.index)
    assert sum(len(sentence.split()) for sentence in summary) <= max_words * STRETCH


def test_each_sentence_knows_its_place(write: Write) -> None:
    """The place is that of the article as it is stored, white space and all."""
    article = write("a", body="One\u200b rare \n word.  The dam is closed.\n\nWorkers laid stones.")
    first, second, third = summarise(article, max_words=30)
    assert (first.part, first.paragraph, first.start) == ("body", 0, 0)
    assert (second.text, second.start) == ("The dam is closed.", article.body[0].index("The"))
    assert (third.paragraph, third.start, third.end) == (1, 0, len("Workers laid stones."))
    assert all(stands_at_its_place(article, one) for one in (first, second, third))


def test_the_standfirst_comes_first(write: Write) -> None:
    """A standfirst that fits is the summary; one that does not fit is not cut."""
    article = write("a", standfirst="The dam is closed at last.", body="Workers laid stones. It took a year.")
    assert summarise(article, max_words=20) == (Excerpt("The dam is closed at last.", "standfirst", 0, 0, 26),)
    assert texts(article, max_words=4) == ["Workers laid stones."]


@pytest.mark.parametrize(
    "standfirst",
    [
        "The dam was closed on Tuesday after a long …",
        "The dam was closed on Tuesday after a long [...]",
        "The headline of a.",
        "Read more about the dam here.",
        "The post Dam closed appeared first on River News.",
        "Is the dam closed at last?",
    ],
)
def test_a_standfirst_that_is_not_the_articles_own_gives_way(write: Write, standfirst: str) -> None:
    """A text that was cut off, the title again, a line of the page's furniture or a mere question is no summary."""
    summary = write_summary(write("a", standfirst=standfirst, body=DAM), max_words=8)
    assert (summary.way, summary.sentences[0].text) == ("lead", "The dam was closed on Tuesday.")


@pytest.mark.parametrize(
    ("language", "weak", "strong"),
    [
        ("en", "But he had not asked anyone about it.", "The dam at Oru was closed on Tuesday by its owner."),
        ("en", "Who still needs the old dam at Oru?", "The dam at Oru was closed on Tuesday by its owner."),
        ("en", "“We never asked for the dam at Oru.”", "The dam at Oru was closed on Tuesday by its owner."),
        ("en", "“We never asked for the dam,” he said.", "The dam at Oru was closed on Tuesday by its owner."),
        ("de", "Aber sie hatte niemanden danach gefragt.", "Der Damm von Oru wurde am Dienstag geschlossen."),
        ("fr", "Cependant, il n'avait rien demandé.", "Le barrage d'Oru a été fermé mardi par son propriétaire."),
        ("es", "Sin embargo, nadie había preguntado nada.", "La presa de Oru fue cerrada el martes por su dueño."),
        ("ru", "Однако он никого об этом не спросил.", "Плотину Ору закрыл во вторник её владелец."),
        ("ar", "لكن أحدا لم يسأل عن ذلك الأمر.", "أغلق المالك سد أورو يوم الثلاثاء بعد عام."),
        ("zh", "但他没有问过任何人。", "奥鲁大坝星期二由业主关闭。"),
        ("ja", "しかし誰にも聞かなかった。", "オルのダムは火曜日に閉鎖された。"),
    ],
)
def test_a_weak_lead_is_passed_over(write: Write, language: str, weak: str, strong: str) -> None:
    """A first sentence that leans on something, asks, or quotes nobody does not open a summary."""
    article = write("a", language=language, title="Oru", body=f"{weak}\n\n{strong}")
    summary = write_summary(article, max_words=20)
    assert (summary.way, [one.text for one in summary.sentences]) == ("chosen", [strong])


def test_what_leans_is_chosen_only_after_what_it_leans_on(write: Write) -> None:
    """The sentence with 'it' says most about the dam, yet it comes only with the one before it."""
    body = (
        "Why was the dam closed?\n\nRain fell on the market of the old town for a week. "
        "It closed the dam, the dam road and the dam bridge.\n\nThe owner of the dam paid for the stones."
    )
    for budget in range(8, 40):
        chosen = texts(write("a", title="Dam closed", body=body), max_words=budget)
        assert not any(text.startswith("It closed") for text in chosen) or any("Rain" in text for text in chosen)


def test_chosen_sentences_do_not_repeat_one_another(write: Write) -> None:
    """Of two sentences that say the same the summary takes one, and then another matter."""
    body = (
        "Who closed the dam?\n\nThe owner closed the dam at Oru on Tuesday.\n\n"
        "The dam at Oru was closed on Tuesday by the owner.\n\nFarmers below Oru fear for the rice of next year."
    )
    chosen = texts(write("a", title="Oru dam closed", body=body), max_words=20)
    assert chosen == [
        "The owner closed the dam at Oru on Tuesday.",
        "Farmers below Oru fear for the rice of next year.",
    ]


@pytest.mark.parametrize(
    ("language", "sentence", "has_speaker"),
    [
        ("en", "“We have no house to go back to,” said Ada Nwosu.", True),
        ("en", "“We have no house to go back to.”", False),
        ("en", "“We have no house to go back to,” she said.", False),
        ("en", "The mayor called the plan “a danger to us all” on Monday.", True),
        ("en", "“A long walk to the sea” opens on Friday in Paris.", False),
        ("en", "The “green” deal is off.", True),
        ("de", "„Wir haben kein Haus mehr dort“, sagte Margit Halvorsen.", True),
        ("de", "„Wir haben kein Haus mehr dort“, sagte sie.", False),
        ("fr", "« Nous n'avons plus de maison là-bas », explique Bertrand Vasseur.", True),
        ("fr", "« Nous n'avons plus de maison là-bas », dit-il.", False),
        ("ar", "وقال حسام الجزار: «لدينا ما يكفي لثلاثة أسابيع».", True),
        ("zh", "「口岸開了，還要它明天也開。」", False),
        ("zh", "執行長彭若華說：「口岸開了，還要它明天也開。」", True),
    ],
)
def test_a_quotation_keeps_its_speaker(language: str, sentence: str, has_speaker: bool) -> None:  # noqa: FBT001
    """Who said it stands in the same sentence, and is more than a pronoun."""
    assert keeps_speaker(sentence, language) is has_speaker


@pytest.mark.parametrize(
    ("language", "sentence", "is_leaning"),
    [
        ("en", "He left.", True),
        ("en", "“This is it,” said Ada Nwosu.", True),
        ("en", "This week the dam closes.", False),
        ("en", "As a result, the dam closes.", True),
        ("en-GB", "However, the dam closes.", True),
        ("en", "The dam closes.", False),
        ("fr", "C'est fini.", True),
        ("fr", "Cette semaine, le barrage ferme.", False),
        ("nl", "De dam sluit.", False),
        ("pl", "Jednak tama jest zamknięta.", True),
        ("uk", "Крім того, греблю закрили.", True),
        ("tr", "Bu hafta baraj kapanıyor.", False),
        ("hi", "लेकिन बांध बंद है।", True),
        ("ko", "그러나 댐은 닫혔다.", True),
        ("xx", "But he left.", False),
        ("en", "", False),
    ],
)
def test_sentences_that_lean_are_known(language: str, sentence: str, is_leaning: bool) -> None:  # noqa: FBT001
    """The first word says it: it points back or goes on from what was said."""
    assert leans(sentence, language) is is_leaning


def test_without_a_list_only_openings_of_paragraphs_stand_alone(write: Write) -> None:
    """Nobody told which words lean in Estonian: what begins a paragraph leans least."""
    body = (
        "Kes sulges tammi?\n\nOmanik sulges Oru tammi teisipäeval kell kaks. Ta ei küsinud kelleltki selle kohta luba."
    )
    assert texts(write("a", language="et", body=body), max_words=8) == [
        "Omanik sulges Oru tammi teisipäeval kell kaks."
    ]


def test_what_leans_on_a_sentence_that_was_left_out_is_left_out(write: Write) -> None:
    """'It' would point to another thing when the line between is furniture of the page."""
    body = "The dam at Oru was closed on Tuesday.\n\nSubscribe to our newsletter today.\n\nIt comes every morning."
    assert texts(write("a", body=body), max_words=30) == ["The dam at Oru was closed on Tuesday."]


def test_sentences_inside_a_quotation_of_many_sentences_are_nobodys(write: Write) -> None:
    """Its marks stand before and after them: printed alone they would be the newspaper's own words."""
    long = " ".join(f"Stone number {number} came down from the old hill road." for number in range(40))
    body = f"“Nobody asked us about the dam. {long}”\n\nThe dam at Oru was closed on Tuesday."
    assert texts(write("a", title="Stone hill road", body=body), max_words=20) == [
        "The dam at Oru was closed on Tuesday."
    ]
    body = "“Nobody asked us about the dam. Stones came down.\n\nThe dam at Oru was closed on Tuesday."
    assert texts(write("a", body=body), max_words=20) == ["The dam at Oru was closed on Tuesday."]


@pytest.mark.parametrize("sentence", ["Subscribers lost faith in the dam.", "Copyright law has changed in Oru again."])
def test_words_of_a_pages_furniture_may_begin_a_sentence(write: Write, sentence: str) -> None:
    """Only the call itself is furniture."""
    assert texts(write("a", body=sentence), max_words=20) == [sentence]


def test_furniture_of_a_page_is_no_summary(write: Write) -> None:
    """Photo credits and calls to subscribe that extraction left in are passed over."""
    body = "Photo: A. Photographer at the dam.\n\nSubscribe to our newsletter today.\n\n" + DAM
    assert texts(write("a", body=body), max_words=6) == ["The dam was closed on Tuesday."]


def test_a_heading_is_no_sentence(write: Write) -> None:
    """A paragraph of the body that no mark closes is a heading or a name in a list, except in Thai, which has none."""
    assert texts(write("a", body="What stands at Oru today\n\n" + DAM), max_words=6) == [
        "The dam was closed on Tuesday."
    ]
    thai = "เขื่อนปิดแล้วเมื่อวันอังคาร"
    assert write_summary(write("b", language="th", body=thai), max_words=20).way == "lead"


def test_nothing_gives_nothing(write: Write) -> None:
    """An article without text has no summary; one sentence too long for the limit is given whole."""
    assert write_summary(write("a"), max_words=10).way == "none"
    summary = write_summary(write("b", body="One sentence of six words here."), max_words=2)
    assert (summary.way, summary.sentences[0].text) == ("least", "One sentence of six words here.")


@pytest.mark.parametrize(("text", "words"), [("word " * 100_000, 100_000), ("The dam is closed. " * 25_000, 4)])
def test_a_page_of_100000_words_is_read_in_part(write: Write, text: str, words: int) -> None:
    """Without a sentence end it is one sentence, and a sentence is never cut; said many times, it is said once."""
    assert [count_words(one, "en") for one in texts(write("a", body=text), max_words=30)] == [words]


PIECES = [
    "The dam is closed.", "But he left.", "“We have no house,” said Ada Nwosu.", "“Go. Now", "Why?",
    "«نعم». لا أحد يعلم.", "他走了。", "เขื่อนปิดแล้ว", "Read more:", "…", "\ud800", "\u200b", "word " * 300,
    "Mr. Lee met Dr. Ek.", "12.5", "\n",
]  # fmt: skip
TEXT = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=30)), max_size=8).map(" ".join)


@settings(deadline=None)
@given(
    standfirst=st.one_of(st.just(""), TEXT),
    body=st.lists(TEXT, max_size=5).map(tuple),
    language=st.sampled_from(["", "en", "de", "ar", "zh", "th", "he", "xx"]),
    max_words=st.integers(1, 60),
)
@example(standfirst="!?", body=("...", "!!!"), language="en", max_words=1)
def test_whatever_the_text_the_summary_is_safe(
    standfirst: str, body: tuple[str, ...], language: str, max_words: int
) -> None:
    """Each sentence stands at its place, in the article's order, within the budget but for what is said of it."""
    day = datetime(2026, 3, 10, 12, tzinfo=UTC)
    article = Article(
        "a", "https://a.example", "", "A", "Dam", day, day, standfirst=standfirst, body=body, language=language
    )
    summary = write_summary(article, max_words=max_words)
    found = summary.sentences
    assert all(stands_at_its_place(article, one) for one in found)
    places = [(one.paragraph, one.start) for one in found]
    assert places == sorted(set(places))
    assert len({one.part for one in found}) <= 1
    counts = [count_words(one.text, language) for one in found]
    most = {"standfirst": max_words * STRETCH, "lead": max_words * STRETCH, "chosen": max_words}
    assert sum(counts) <= most.get(summary.way, sum(counts))
    assert sum(counts) <= max_words or len(found) == 1
    has_text = any(any(find_sentences(text, language)) for text in (standfirst, *body))
    assert bool(found) == has_text
    if summary.way not in {"least", "none"}:
        assert all(holds_whole_quotations(one.text) for one in found)
        assert not any(one.text.rstrip().endswith("?") for one in found)
