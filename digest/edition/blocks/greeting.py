"""Good day in a language of the world, another one each day, with a footnote that says which.

The names of languages and countries come from CLDR in the reader's language; only the greeting itself and, for
scripts other than Latin, its usual transliteration stand here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from digest.config.settings import BlockSpec
from digest.edition.composition import Composition
from digest.edition.localise import direction, same_language, script_class
from digest.model import Block


@dataclass(frozen=True, slots=True)
class Greeting:
    """`words` in the language `tag`; `latin` is "" for Latin script; `countries` are some where it is spoken."""

    tag: str
    words: str
    latin: str
    countries: tuple[str, ...]


# Neighbours in this list are neighbours in time: continents and scripts take turns.
GREETINGS: Final = (
    Greeting("sw", "Habari", "", ("TZ", "KE", "UG")),
    Greeting("ja", "こんにちは", "Konnichiwa", ("JP",)),
    Greeting("pt", "Bom dia", "", ("BR", "PT", "AO")),
    Greeting("ka", "გამარჯობა", "Gamarjoba", ("GE",)),
    Greeting("mi", "Kia ora", "", ("NZ",)),
    Greeting("ar", "مرحباً", "Marhaban", ("EG", "IQ", "MA")),
    Greeting("is", "Góðan daginn", "", ("IS",)),
    Greeting("ta", "வணக்கம்", "Vanakkam", ("IN", "LK", "SG")),
    Greeting("gn", "Mba’éichapa", "", ("PY",)),
    Greeting("uk", "Добрий день", "Dobryi den", ("UA",)),
    Greeting("zu", "Sawubona", "", ("ZA",)),
    Greeting("ko", "안녕하세요", "Annyeonghaseyo", ("KR", "KP")),
    Greeting("fr", "Bonjour", "", ("FR", "SN", "CA")),
    Greeting("am", "ሰላም", "Selam", ("ET",)),
    Greeting("cy", "Shwmae", "", ("GB",)),
    Greeting("hi", "नमस्ते", "Namaste", ("IN",)),
    Greeting("qu", "Rimaykullayki", "", ("PE", "BO", "EC")),
    Greeting("el", "Γεια σας", "Yia sas", ("GR", "CY")),
    Greeting("id", "Halo", "", ("ID",)),
    Greeting("he", "שלום", "Shalom", ("IL",)),
    Greeting("yo", "Ẹ n lẹ", "", ("NG", "BJ")),
    Greeting("mn", "Сайн байна уу", "Sain baina uu", ("MN",)),
    Greeting("es", "Buenos días", "", ("MX", "ES", "CO")),
    Greeting("km", "សួស្តី", "Suostei", ("KH",)),
    Greeting("fi", "Hyvää päivää", "", ("FI",)),
    Greeting("fa", "سلام", "Salâm", ("IR",)),
    Greeting("haw", "Aloha", "", ("US",)),
    Greeting("zh", "你好", "Nǐ hǎo", ("CN", "TW", "SG")),
    Greeting("ga", "Dia duit", "", ("IE",)),
    Greeting("hy", "Բարև", "Barev", ("AM",)),
    Greeting("ha", "Sannu", "", ("NG", "NE")),
    Greeting("th", "สวัสดี", "Sawatdi", ("TH",)),
    Greeting("de", "Guten Tag", "", ("DE", "AT", "CH")),
    Greeting("si", "ආයුබෝවන්", "Ayubowan", ("LK",)),
    Greeting("fj", "Bula", "", ("FJ",)),
    Greeting("tr", "Merhaba", "", ("TR", "CY")),
    Greeting("kk", "Сәлеметсіз бе", "Sälemetsiz be", ("KZ",)),
    Greeting("rw", "Muraho", "", ("RW",)),
    Greeting("eu", "Kaixo", "", ("ES", "FR")),
    Greeting("vi", "Xin chào", "", ("VN",)),
    Greeting("pl", "Dzień dobry", "", ("PL",)),
    Greeting("my", "မင်္ဂလာပါ", "Mingalaba", ("MM",)),
    Greeting("en", "Good day", "", ("GB", "IN", "JM")),
)


def greeting_of(day: date, *, language: str) -> Greeting:
    """Choose the greeting of a day: the next in turn, in a language other than the reader's own."""
    foreign = [greeting for greeting in GREETINGS if not same_language(greeting.tag, language)]
    return foreign[day.toordinal() % len(foreign)]


def compose(composition: Composition, spec: BlockSpec) -> tuple[Block, ...]:
    """Greet, when there is anything to greet for."""
    if not composition.stories:
        return ()
    wording = composition.wording
    greeting = greeting_of(composition.local.date(), language=composition.language)
    countries = wording.listing([wording.country(code) for code in greeting.countries])
    return (
        Block(
            kind=spec.kind,
            heading="",
            data={
                "words": greeting.words,
                "language": greeting.tag,
                "dir": direction(greeting.tag),
                "script": script_class(greeting.tag),
                "latin": greeting.latin,
                "footnote": wording.say("spoken", language=wording.language_name(greeting.tag), countries=countries),
            },
        ),
    )
