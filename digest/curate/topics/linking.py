"""Words that link others, in many languages at once: what a text is about does not depend on them."""

from __future__ import annotations

from typing import Final

from digest.curate.reading.tokens import words

# A description has no language of its own, so these are of many: words of three letters or more that link others, and
# none that is a name or a noun in another of the languages ("war", "fur" and "sur" are missing for that reason).
LINKING: Final = frozenset(
    words("""
        about after against all also among and another any are because been before being between both but can during
        each for from had has have her his how into its more most not other others our over she such than that the
        their them then there these they this those through under until was were what when where which while who whom
        whose why will with within without would you your
        aux avec ces cette chez comme dans des elle entre est les leur leurs par pas pour que qui ses sont une vers
        auf aus bei bis das dem den der des die durch ein eine einem einen einer eines gegen mit nach oder sich sowie
        sind und vom von wie wird zum zur zwischen
        como con contra del desde entre hacia las los para pero por que sobre sus una unas unos
        alla anche dal dalla degli dei della delle gli nel nella non per sono tra
        aos com das dos ela ele entre nas nos pela pelo seu sua uma
        een het met naar niet ook tegen tussen van voor
        без для его или как они при про что это або від між над під ці
        التي الذي إلى بعد بين على عند قبل من هذا هذه
    """)
)
