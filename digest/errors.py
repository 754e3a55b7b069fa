"""Everything that digest raises on purpose.

DigestError
├── ConfigError          the config or a template is wrong; nothing ran              (exit 2)
├── UsageError           the command names something that does not exist             (exit 2)
├── StoreError           the database cannot be read or written                      (exit 1)
│   └── BusyError        another process is running the same pass                    (exit 1)
├── ExtractError         no article can be read from this input                      (exit 1)
├── RenderError          a template failed                                           (exit 1)
├── LintError            finished mail has faults that hold it up                    (exit 1)
└── DeliveryError        a backend refused everything                                (exit 1)

Expected failures inside a batch are values, not exceptions: see ``FetchFailed`` and ``WorkFailed`` in ``ports``.
"""

from __future__ import annotations


class DigestError(Exception):
    """The root: its text names the thing, the place and the mend."""

    exit_code = 1


class ConfigError(DigestError):
    """The configuration is wrong: `problems` holds one line for each fault."""

    exit_code = 2

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class UsageError(DigestError):
    """A command was given something that does not exist or does not fit."""

    exit_code = 2


class StoreError(DigestError):
    """The database cannot be opened, read or written."""


class BusyError(StoreError):
    """Another process holds the pass that this one wanted to run."""


class ExtractError(DigestError):
    """The input holds no article."""


class RenderError(DigestError):
    """A template failed; the text names its file and line."""


class LintError(DigestError):
    """A finished mail breaks rules of mail that hold it up; the text names them."""


class DeliveryError(DigestError):
    """A delivery backend cannot be used at all."""
