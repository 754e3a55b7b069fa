"""Imported by the process from which workers are forked: what they all need is loaded once and shared.

The language model alone takes 75 MB; loaded here it is in memory once and not once for each worker.
"""

from __future__ import annotations

from digest.intake.feeds import parse_feed
from digest.intake.thorough import read_xml
from digest.language.detect import detect_language
from digest.pipeline.reading import read_page

__all__ = ["parse_feed", "read_page", "read_xml"]

detect_language("The first call loads the model.")
