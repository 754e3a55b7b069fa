"""Template folders -> an environment in which untrusted text stays text. The only owner of Jinja2.

HTML templates escape everything that is not marked as markup, an unknown name is an error, and the sandbox keeps a
template of a stranger's theme away from Python. A failure names the template's file and line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from traceback import extract_tb
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from digest.errors import RenderError

Filter = Callable[..., str]


class Templates:
    """The templates of some folders; a file in an earlier folder hides the same file in a later one."""

    def __init__(self, folders: Sequence[Path], *, filters: Mapping[str, Filter] | None = None) -> None:
        self._folders = tuple(folders)
        self._environment = ImmutableSandboxedEnvironment(
            loader=FileSystemLoader([str(folder) for folder in folders]),
            autoescape=_is_markup,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=False,
        )
        self._environment.filters.update(filters or {})

    def render(self, name: str, **values: Any) -> str:
        """Render the template `name`; raises RenderError that names file and line of the fault."""
        try:
            return self._environment.get_template(name).render(**values)
        except TemplateSyntaxError as error:
            raise RenderError(f"{error.filename or error.name}:{error.lineno}: {error.message}") from error
        except TemplateNotFound as error:
            folders = ", ".join(str(folder) for folder in self._folders)
            place = self._place(error, name)
            raise RenderError(f"{place}: there is no template {error.name!r} in {folders}") from error
        except Exception as error:  # a template can raise anything that its expressions raise
            kind = "" if isinstance(error, TemplateError) else f"{type(error).__name__}: "
            raise RenderError(f"{self._place(error, name)}: {kind}{error}") from error

    def check(self) -> None:
        """Parse every template of the folders; raises RenderError that names file and line of the first fault."""
        for name in self._environment.list_templates():
            if name.endswith((".html", ".txt")):
                try:
                    self._environment.get_template(name)
                except TemplateSyntaxError as error:
                    raise RenderError(f"{error.filename or name}:{error.lineno}: {error.message}") from error
                except UnicodeDecodeError as error:
                    raise RenderError(f"{name}: not UTF-8; save it as UTF-8") from error

    def holds(self, name: str) -> bool:
        """Say whether there is a template of this name."""
        return any((folder / name).is_file() for folder in self._folders)

    def _place(self, error: BaseException, name: str) -> str:
        """The innermost template file and line of a traceback, which Jinja2 rewrites to point at template source."""
        frames = extract_tb(error.__traceback__)
        for frame in reversed(frames):
            if any(Path(frame.filename).is_relative_to(folder) for folder in self._folders):
                return f"{frame.filename}:{frame.lineno}"
        return name


def _is_markup(name: str | None) -> bool:
    """Escape in every template except plain text; a nameless one counts as HTML."""
    return name is None or not name.endswith(".txt")
