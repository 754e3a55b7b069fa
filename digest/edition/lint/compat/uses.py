"""A page -> its uses of features of CSS: which, where, with which value, and who is left out by them.

A rule of a style block is an extra where every element that it means carries the same properties inline: a program that
drops the block, or the rule, shows those. So are rules for a state (:hover) or a wish of the reader (dark colours).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from digest.edition.lint.compat.partial import (
    ATTRIBUTES,
    BITES,
    DECORATION,
    HANDED_DOWN,
    INHERITED,
    INITIAL,
    STAND_INS,
    TAGS,
)
from digest.edition.lint.compat.support import Feature, by_property, marked
from digest.edition.lint.css import StyleRule, declarations_of, in_force, rules_of, spread
from digest.edition.lint.page import Element, Page

_OWN_PREFIX: Final = ("-webkit-", "-moz-", "-ms-", "mso-")
_STATES: Final = re.compile(r":(?:hover|active|focus|focus-within|focus-visible|visited)\b")
_WISHES: Final = re.compile(r"prefers-|\bprint\b|\bhover\b|\bany-hover\b")
_SIMPLE: Final = re.compile(r"([a-z][a-z0-9]*|\*)?((?:[.#][\w-]+)*)\Z", re.IGNORECASE)
_WORD_VALUES: Final = re.compile(r"[a-z][a-z-]*", re.IGNORECASE)
_QUOTED: Final = re.compile(r"\"[^\"]*\"|'[^']*'|url\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Use:
    """A feature at one place; `served` holds the programs that something else serves there."""

    feature: Feature
    place: str
    written: str
    decoration: bool
    bites: bool
    served: frozenset[str] = frozenset()


def uses_of(page: Page) -> Iterator[Use]:
    """Yield every use that matters: inline ones, and those of style blocks that have nothing inline behind them."""
    for element in page.elements:
        style = declarations_of(element.attributes.get("style", ""))
        if style:
            yield from _inline(element, style)
    for number, css in enumerate(page.styles, start=1):
        for rule in rules_of(css):
            yield from _of_block(rule, page=page, place=f"style block {number}")


def _inline(element: Element, style: tuple[tuple[str, str], ...]) -> Iterator[Use]:
    declared = dict(style)
    for position, (name, value) in enumerate(style):
        earlier = any(before == name for before, _ in style[:position])
        for part, amount in spread(name, value):
            for feature in _features(part, amount):
                if earlier:
                    continue  # the declaration before it is the fallback
                yield Use(
                    feature,
                    element.place,
                    f"{part}: {amount}",
                    decoration=part in DECORATION,
                    bites=_bites(feature, amount, element.tag),
                    served=_served(part, element, declared),
                )


@lru_cache(maxsize=2048)
def _features(name: str, value: str) -> tuple[Feature, ...]:
    """The features in one declaration: its property's own, and what stands in its value."""
    return tuple(_find_features(name, value))


def _find_features(name: str, value: str) -> Iterator[Feature]:
    bare = _QUOTED.sub("", value).removesuffix("!important").strip().lower()
    if INITIAL.get(name) == bare:
        return
    words = set(_WORD_VALUES.findall(bare))
    yield from (
        feature
        for feature in by_property().get(name, ())
        if "value" not in feature.marks or words & set(feature.marks["value"])
    )
    yield from _of_value(name, bare, words)
    if name.startswith("--"):
        yield from marked("prop_prefix")


def _of_value(name: str, bare: str, words: set[str]) -> Iterator[Feature]:
    for feature in marked("func"):
        if any(re.search(rf"(?<![\w-]){function}\(", bare) for function in feature.marks["func"]):
            yield feature
    for feature in marked("unit"):
        if re.search(rf"\d{re.escape(feature.marks['unit'])}(?![\w%])", bare):
            yield feature
    for feature in marked("value"):
        # A family of fonts with others behind it falls back on them.
        if words & set(feature.marks["value"]) and not (name in {"font", "font-family"} and "," in bare):
            yield feature


def _bites(feature: Feature, value: str, tag: str) -> bool:
    """Say whether support in part is too little for this value on this element."""
    if feature.slug in TAGS:
        return tag not in TAGS[feature.slug] and value.strip("0 px") not in {"", "auto", "none"}
    if feature.slug == "css-display-none":
        return tag in {"img", "table"}
    pattern = BITES.get(feature.slug)
    return pattern is None or bool(pattern.search(value))


def _served(name: str, element: Element, declared: Mapping[str, str]) -> frozenset[str]:
    """Name the programs in which a stand-in on the element does the property's work."""
    attribute = ATTRIBUTES.get(name)
    served = {"outlook.windows", "outlook.windows-mail"} if attribute and attribute in element.attributes else set()
    lineage = element.lineage() if name in HANDED_DOWN else (element,)
    for stand_in in STAND_INS.get(name, ()):
        if stand_in in declared or any(
            stand_in in dict(declarations_of(parent.attributes.get("style", ""))) for parent in lineage
        ):
            served |= _knowing(stand_in)
    return frozenset(served)


def _knowing(name: str) -> set[str]:
    """Name the programs that are not known to lack a property; those of Word for one that begins with mso-."""
    if name.startswith("mso-"):
        return {"outlook.windows", "outlook.windows-mail"}
    return {
        client
        for feature in by_property().get(name, ())
        if "value" not in feature.marks
        for client, letter in feature.support.items()
        if letter != "n"
    }


def _of_block(rule: StyleRule, *, page: Page, place: str) -> Iterator[Use]:
    declarations = [(name, value) for name, value in rule.declarations if not name.startswith(_OWN_PREFIX)]
    if not declarations or _WISHES.search(rule.condition) or rule.selectors == ("@font-face",):
        return
    selectors = [one for one in rule.selectors if not _STATES.search(one) and not _backed(one, declarations, page)]
    if not selectors:
        return
    written = f"{', '.join(selectors)} {{{'; '.join(name for name, _ in declarations)}}}"
    for feature in dict.fromkeys((*_of_condition(rule.condition), *_of_selectors(selectors))):
        pattern = BITES.get(feature.slug)
        bites = pattern is None or bool(pattern.search(rule.condition))
        yield Use(feature, place, written, decoration=False, bites=bites)
    for name, value in declarations:
        for feature in _features(name, value):
            yield Use(
                feature,
                place,
                f"{name}: {value}",
                decoration=name in DECORATION,
                bites=_bites(feature, value, ""),
            )


def _of_condition(condition: str) -> Iterator[Feature]:
    if not condition.startswith("@"):
        return
    kind = condition[1:].split(None, 1)[0].partition("(")[0].lower()
    for feature in marked("at"):
        media = feature.marks.get("media", ())
        if feature.marks["at"] == kind and (not media or any(f"({name}" in condition for name in media)):
            yield feature


def _of_selectors(selectors: list[str]) -> Iterator[Feature]:
    text = ",".join(selectors)
    bare = re.sub(r"\[[^\]]*\]|\([^)]*\)", "", text)
    for feature in marked("pseudo"):
        if re.search(rf"(?<!:){re.escape(feature.marks['pseudo'])}(?![\w-])", text):
            yield feature
    for feature in marked("selector"):
        sign = feature.marks["selector"]
        if sign == " ":
            found = bool(re.search(r"[\w\])*]\s+[\w.#*\[]", bare))
        else:
            found = sign in (text if sign == "[" else bare)
        if found:
            yield feature


def _backed(selector: str, declarations: list[tuple[str, str]], page: Page) -> bool:
    """Say whether every element that the selector may mean has each property inline; true where it means none."""
    simple = _SIMPLE.match(re.split(r"[\s>+~]+", selector.strip())[-1])
    if not simple:
        return "[" in selector  # an element that a program adds, such as Apple's detected links
    tag, names = simple.group(1), simple.group(2)
    classes, ids = set(re.findall(r"\.([\w-]+)", names)), set(re.findall(r"#([\w-]+)", names))
    return all(
        _has(element, name)
        for element in page.body.walk()
        if tag in {None, "*", element.tag}
        and classes <= set(element.attributes.get("class", "").split())
        and ids <= {element.attributes.get("id", "")}
        for name, _ in declarations
    )


def _has(element: Element, name: str) -> bool:
    """Say whether an inline property, or one it inherits, sets `name`, as itself or as its shorthand."""
    for around in element.lineage() if name in INHERITED else (element,):
        attributes = around.attributes
        for part in in_force(attributes.get("style", "")):
            if part == name or part.startswith(f"{name}-") or name.startswith(f"{part}-"):
                return True
        if name in {"width", "height"} and name in attributes:
            return True
        if (name == "background-color" and "bgcolor" in attributes) or (name == "text-align" and "align" in attributes):
            return True
    return False
