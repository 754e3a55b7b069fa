from __future__ import annotations

import pytest

from digest.curate.highlights.summary import find_numbers, find_quotes
from tests.curate.conftest import Write


@pytest.mark.parametrize(
    ("language", "body", "speaker", "text"),
    [
        (
            "en",
            "“The frame is agreed, the names are not,” said Sherif Nassar, who mediates.",
            "Sherif Nassar",
            "The frame is",
        ),
        (
            "en",
            'Ada Nwosu runs it. Ms Nwosu said: "We stopped counting the barges in June."',
            "Ada Nwosu",
            "We stopped",
        ),
        (
            "de",
            "„Wir fangen mit einer Lücke an“, sagte die Leiterin Margit Halvorsen.",
            "Margit Halvorsen",
            "Wir fangen",
        ),
        (
            "fr",
            "« Nous sommes des comptables de terrain », explique Bertrand Vasseur.",
            "Bertrand Vasseur",
            "Nous sommes",
        ),
        ("es", "«Es una carrera que nadie quiere ganar», dijo Lucía Ferreyra en Mendoza.", "Lucía Ferreyra", "Es una"),
        ("pt", "“Ninguém sai daqui com tudo o que pediu”, disse Heloísa Tavares.", "Heloísa Tavares", "Ninguém"),
        ("pl", "– Najpierw ludzie mają wrócić do domu – powiedział Lin Po-chun z Kinmen.", "Lin Po-chun", "Najpierw"),
        (
            "uk",
            "«Ми не чекаємо ранку, ми шукаємо лінію», — розповіла інженерка Олена Степурко.",
            "Олена Степурко",
            "Ми не",
        ),
        ("ar", "وقال حسام الجزار، المسؤول: «لدينا ما يكفي لثلاثة أسابيع».", "حسام الجزار", "لدينا"),
        ("zh", "執行長彭若華說：「口岸開了，還要它明天也開。」", "執行長彭若華", "口岸"),
        ("ja", "北条佳苗教授は「実務家の起用は合図と読める」と述べた。", "北条佳苗教授", "実務家"),
    ],
)
def test_quotes_have_their_speaker(write: Write, language: str, body: str, speaker: str, text: str) -> None:
    """Marks of every style are read, and the name beside the verb of speech is the speaker's."""
    (quote,) = find_quotes(write("a", language=language, body=body))
    assert quote.speaker == speaker
    assert quote.text.startswith(text)
    assert quote.text in body
    assert quote.sentence in body


@pytest.mark.parametrize(
    "body",
    [
        "“We have never seen such a river before,” he said.",
        "The film “A Long Walk to the Western Sea” opens on Friday in Paris.",
        "“Yes,” said Ada Nwosu.",
        "“We have never seen such a river,” the ministry said.",
        "«نحن شهود على الإجراءات نسجل ما يدخل»",
        "",
    ],
)
def test_no_speaker_no_quote(write: Write, body: str) -> None:
    """A title, a pronoun, a single word: none is a quote with a name."""
    language = "ar" if "ن" in body else "en"
    assert find_quotes(write("a", language=language, body=body)) == ()


def test_figures_are_striking(write: Write) -> None:
    """Money, shares, scales and large counts are found with their unit; dates, years, hours and ages are not."""
    body = (
        "On 14 March 2026 at 10:30 the 34-year-old clerk, aged 34, counted 1,200 trucks. "
        "Prices rose 4.5 percent to $640 million; 12 people left."
    )
    found = [(figure.number, figure.unit) for figure in find_numbers(write("a", body=body))]
    assert found == [("1,200", "trucks"), ("4.5", "percent"), ("640", "$ million")]


def test_a_figure_knows_its_sentence(write: Write) -> None:
    """Each figure comes with the place and the sentence that it stands in."""
    (figure,) = find_numbers(write("a", body="Nothing here.\n\nIt rained. The dam holds 85 million litres."))
    assert (figure.paragraph, figure.sentence) == (1, "The dam holds 85 million litres.")
