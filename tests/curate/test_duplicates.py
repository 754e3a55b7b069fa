from __future__ import annotations

from digest.curate.duplicates.fold import fold_duplicates
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
