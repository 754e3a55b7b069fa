from __future__ import annotations

import random

import pytest

from digest.curate.duplicates.copies import RULES
from digest.curate.duplicates.fold import fold_duplicates
from digest.curate.reading.fingerprint import read_fingerprint
from tests.curate.conftest import Write

WIRE = """Engineers closed the last gap in the river dam on Tuesday, eleven months after a flood carried off its crest.

The contractor said that 412 workers had laid the final stones by hand because no crane could reach the eastern bank.

"We stopped counting the barges in June," said Ada Nwosu, who ran it. Power from two turbines is due before winter.

Villages upstream had asked for a fish ladder, which the ministry has promised to build within three years."""
OTHER = """A night train will link the two capitals from May, with twelve stops and a dining car, the railways said.

Tickets go on sale in March. The line was last served in 2009, when low fares made it unprofitable."""


def test_a_lightly_edited_copy_is_one_voice(write: Write) -> None:
    """A wire text with a new headline, a dropped paragraph and a local one stays its agency's voice."""
    agency = write("agency", hours=5, title="Last gap in river dam closed", body=WIRE)
    copied = "\n\n".join([*WIRE.split("\n\n")[:3], "Our town sent nine of the workers."]).replace("Tuesday", "the day")
    paper = write("paper", hours=3, title="Nine from our town build the dam", body=copied)
    voices, links = fold_duplicates([paper, agency, write("rail", body=OTHER)])
    assert [(voice.original, voice.copies) for voice in voices] == [("agency", ("paper",)), ("rail", ())]
    assert links[0].left == "agency"
    assert any("containment" in reason for reason in links[0].reasons)


def test_an_agency_named_in_a_dateline_is_the_original(write: Write) -> None:
    """A copy that was collected first does not become the original: the dateline names it."""
    body = WIRE.replace("Engineers", "BANKFORD (Agency) - Engineers", 1)
    voices, _ = fold_duplicates([write("paper", hours=5, body=body), write("agency", hours=3, body=body)])
    assert voices[0].original == "agency"


def test_a_template_filled_in_is_not_a_copy(write: Write) -> None:
    """Forty market reports on one form are forty texts."""
    form = (
        "Sign up for our newsletter to get the best stories of the market delivered straight to your inbox every day. "
    )
    names = [
        f"{first}{second}"
        for first in ["Bolt", "Jotun", "Helix", "Doral"]
        for second in ["foods", "oil", "bank", "tech"]
    ]
    articles = [
        write(
            name,
            title=f"Stock watch: {name}",
            body=f"{name} closed at {place * 7}.2, {name} traders sold {place * 913} papers of {name}.\n\n{form * 2}",
        )
        for place, name in enumerate(names, start=3)
    ]
    voices, _ = fold_duplicates(articles)
    assert len(voices) == len(articles)


def test_forty_papers_with_one_text_are_one_voice(write: Write) -> None:
    """What many print is not a template: each changed a word, all are one voice."""
    articles = [
        write(f"p{place:02}", hours=2 + place / 60, title="Dam closed", body=WIRE.replace("stones", f"stones{place}"))
        for place in range(40)
    ]
    voices, _ = fold_duplicates(articles)
    assert len(voices) == 1


def test_a_round_up_does_not_join_two_texts(write: Write) -> None:
    """A page that carries two whole texts is not evidence that these two are one."""
    both = "\n\n".join([*OTHER.split("\n\n"), *WIRE.split("\n\n")])
    articles = [
        write("dam", title="Last gap in river dam closed", body=WIRE),
        write("rail", title="Night train links capitals", body=OTHER),
        write("round-up", hours=0.5, title="Last gap in river dam closed", body=both),
    ]
    voices, _ = fold_duplicates(articles)
    assert {frozenset((voice.original, *voice.copies)) for voice in voices} == {
        frozenset({"dam", "round-up"}),
        frozenset({"rail"}),
    }


def test_order_does_not_matter(write: Write) -> None:
    """The same articles in any order give the same voices and links."""
    articles = [write(f"a{place}", hours=place, body=WIRE if place % 2 else OTHER) for place in range(6)]
    expected = fold_duplicates(articles)
    assert fold_duplicates(articles[::-1]) == expected
    assert fold_duplicates([*articles[3:], *articles[:3]]) == expected


def test_hostile_texts_are_no_copies(write: Write) -> None:
    """Empty bodies and one-word texts stay apart; nothing at all gives nothing at all."""
    assert fold_duplicates([]) == ((), ())
    voices, _ = fold_duplicates(
        [write("a"), write("b"), write("c", body="Yes"), write("d", body="No. 界 مرحبا \ud800")]
    )
    assert len(voices) == 4


def test_two_thousand_copies_of_one_text(write: Write) -> None:
    """Exact copies fold at once, however many."""
    voices, links = fold_duplicates([write(f"p{place}", hours=place / 100, body=WIRE) for place in range(2000)])
    assert (len(voices), len(voices[0].copies), len(links)) == (1, 1999, 1999)


def test_chinese_copies_fold(write: Write) -> None:
    """Scripts without spaces are compared by characters."""
    text = (
        "關閉多時的拉法口岸週日重新開放，一百四十輛救援卡車由埃及駛入加薩南部，"
        "其中七十二輛裝的是麵粉，其餘為罐頭、帳篷、藥品與供水管材。"
    )
    first = write("a", hours=3, title="拉法口岸重開", body=text + "各方歷經七週談判。", language="zh")
    second = write("b", hours=2, title="拉法口岸重開", body=text + "歐盟監察員在旁。", language="zh")
    assert len(fold_duplicates([first, second])[0]) == 1


def prose(seed: int, words: int) -> list[str]:
    """Words that no other text has in this order."""
    dice = random.Random(seed)  # noqa: S311 - invented words are no secret
    return [f"{dice.choice('bdfgklmnprst')}{dice.choice('aeiou')}{dice.randrange(900)}" for _ in range(words)]


def edited(words: list[str], *, seed: int, share: float) -> str:
    """The text with this share of its words changed."""
    dice = random.Random(seed)  # noqa: S311 - invented words are no secret
    return " ".join(f"other{dice.randrange(10**6)}" if dice.random() < share else word for word in words)


def test_an_edited_wire_text_in_thirty_papers_is_one_voice(write: Write) -> None:
    """Each changed a word in thirty and shortened it; under its headline, or its own."""
    words = prose(1, 400)
    articles = [
        write(
            f"p{place:02}",
            hours=place / 10,
            title="Last gap in river dam closed" if place % 3 else f"Our town number{place} and the dam",
            body=edited(words[: 400 - 4 * place], seed=place, share=0.03 if place % 3 else 0.005),
        )
        for place in range(30)
    ]
    voices, _ = fold_duplicates(articles)
    assert len(voices) == 1


def test_a_daily_form_of_one_site_is_a_text_each_day(write: Write) -> None:
    """Even under one headline, where only the figures differ."""
    words = prose(2, 200)
    articles = [
        write(
            f"p{place:02}",
            hours=place,
            url=f"https://gazette.example/{place}",
            title="Markets at the close",
            body=" ".join(f"{word}{place}" if slot % 20 == 0 else word for slot, word in enumerate(words)),
        )
        for place in range(15)
    ]
    voices, _ = fold_duplicates(articles)
    assert len(voices) == 15


def test_credits_do_not_hide_a_copy(write: Write) -> None:
    """The same words behind a dateline are the same text; an agency is the original, though nobody names it."""
    first = write("gazette", hours=5, title="Dam closed | Gazette", body=WIRE)
    agency = write("service", hours=3, outlet="dpa", title="Dam closed", body=f"BANKFORD - {WIRE}")
    voices, links = fold_duplicates([first, agency])
    assert [voice.original for voice in voices] == ["service"]
    assert links[0].reasons == ("same text",)


def test_at_one_time_the_weightier_source_is_the_original(write: Write) -> None:
    """Then the longer text."""
    longer = write("b", body=WIRE + "\n\nAnd a line of its own here.")
    articles = [write("a", body=WIRE), longer, write("c", body=WIRE, weight=2.0)]
    assert fold_duplicates(articles)[0][0].original == "c"
    assert fold_duplicates(articles[:2])[0][0].original == "b"


def test_known_fingerprints_give_what_read_ones_give(write: Write) -> None:
    """All of them, some of them, or none."""
    bodies = [WIRE if place % 2 else f"{OTHER} Day {place}" for place in range(6)]
    articles = [write(f"a{place}", hours=place, body=body) for place, body in enumerate(bodies)]
    expected = fold_duplicates(articles)
    known = {article.id: read_fingerprint(article) for article in articles}
    assert fold_duplicates(articles, known) == expected
    assert fold_duplicates(articles, {"a1": known["a1"], "gone": known["a2"]}) == expected


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_can_be_left_out(write: Write, rule: str) -> None:
    """What it alone would join then stays apart."""
    words = prose(3, 300)
    whole = write("a", title="Dam closed", body=" ".join(words))
    beginning = write("b", title="Nine of our own", body=" ".join(words[:100]))
    articles = {
        "containment": [whole, beginning],
        "lead": [whole, beginning],
        "title": [whole, write("b", title="Dam closed", body=" ".join([*words[200:], *prose(7, 40)]))],
        "crowd": [write(f"p{place}", body=edited(words, seed=place, share=0.02)) for place in range(14)],
    }[rule]
    assert len(fold_duplicates(articles)[0]) == 1
    assert len(fold_duplicates(articles, without=[rule])[0]) > 1


def test_a_thousand_of_one_form_stay_apart(write: Write) -> None:
    """Each with few words of its own, on one site."""
    words = prose(4, 60)
    articles = [
        write(
            f"p{place}", hours=place / 100, url=f"https://a.example/{place}", body=edited(words, seed=place, share=0.1)
        )
        for place in range(1000)
    ]
    voices, _ = fold_duplicates(articles)
    assert sum(1 + len(voice.copies) for voice in voices) == 1000
    assert len(voices) > 800


def test_order_does_not_matter_to_a_crowd(write: Write) -> None:
    """Copies, edits, cuts and a form, in any order."""
    words, other = prose(5, 150), prose(6, 150)
    articles = [
        write(
            f"p{place:02}", hours=place % 7, body=edited(words if place % 2 else other, seed=place, share=place / 200)
        )
        for place in range(40)
    ]
    expected = fold_duplicates(articles)
    for seed in range(5):
        random.Random(seed).shuffle(articles)  # noqa: S311 - see above
        assert fold_duplicates(articles) == expected
