"""Changes to config.yaml that a command makes: the comments stay, and a change that does not load is taken back."""

from __future__ import annotations

import contextlib
import io
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from pydantic import TypeAdapter, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from digest.config.document import parse_document
from digest.config.load import load_config
from digest.config.settings import SourceSpec
from digest.errors import ConfigError, UsageError

_SOURCE = TypeAdapter(SourceSpec)


@contextlib.contextmanager
def changing(file: Path) -> Iterator[Callable[[], None]]:
    """Around every change: puts the old text back when the block fails, or when the config does not load after it.

    Gives a function that puts the old text back, for a block that tries one change and keeps another.
    """
    try:
        before = file.read_bytes()
    except OSError as error:
        raise _unreadable(file, error) from error

    def put_back() -> None:
        if file.read_bytes() != before:
            _write(file, before)

    try:
        yield put_back
        load_config(file)
    except BaseException:  # an interrupt leaves no half of a change either
        put_back()
        raise


def add_source(file: Path, source: Mapping[str, str]) -> None:
    """Append one source, given as its keys; UsageError when its address is there already."""
    if not add_sources(file, [source]):
        raise UsageError(f"{file}: {source['url']} is a source already")


def add_sources(file: Path, sources: Sequence[Mapping[str, str]]) -> int:
    """Append those whose address is not there yet; gives their number."""
    yaml, document = _open(file)
    listed = _listed(document, file)
    known = {item.get("url") for item in listed if isinstance(item, dict)}
    new = [source for source in sources if source["url"] not in known]
    if not new:
        return 0
    for source in new:
        # In quotes: a magazine that is called 1843 is no number.
        item = CommentedMap({key: DoubleQuotedScalarString(value) for key, value in source.items()})
        item.fa.set_flow_style()
        listed.append(item)
    document["sources"] = listed
    _save(yaml, document, file)
    return len(new)


def remove_source(file: Path, url: str) -> None:
    """Take the source with this address or name out; UsageError when it is not there, or is the only one."""
    yaml, document = _open(file)
    listed = _listed(document, file)
    for index, item in enumerate(listed):
        if isinstance(item, dict) and url in {item.get("url"), item.get("name")}:
            if len(listed) == 1:
                raise UsageError(f"{file}: {url} is its only source, and it needs one; add another, then remove this")
            del listed[index]
            _save(yaml, document, file)
            return
    raise UsageError(f"{file}: {url} is not among its sources (those of an OPML file are removed there)")


def source_fault(*, url: str, name: str) -> str:
    """Why a source that someone else named (an OPML file, a web page) cannot be added, in a line; "" when it can."""
    if "${" in url + name:  # a config would fill in a variable of the environment, and polling would tell it
        return "'${' would stand for an environment variable; if it is meant, write this source into the config"
    try:
        _SOURCE.validate_python({"url": url, "name": name})
    except ValidationError as error:
        return "; ".join(fault["msg"].removeprefix("Value error, ") for fault in error.errors(include_url=False))
    return ""


def _open(file: Path) -> tuple[YAML, CommentedMap]:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 200
    yaml.brace_single_entry_mapping_in_flow_sequence = True  # [{lead: 1}] stays so
    yaml.indent(mapping=2, sequence=4, offset=2)
    try:
        text = file.read_text(encoding="utf-8")
        parse_document(text, file=str(file))  # its faults name their lines
        document = yaml.load(text)
    except UnicodeDecodeError as error:
        raise ConfigError(f"{file}: not UTF-8 text (byte {error.start}); save the file as UTF-8") from error
    except OSError as error:
        raise _unreadable(file, error) from error
    except YAMLError as error:
        raise ConfigError(f"{file}: not valid YAML: {str(error).splitlines()[0]}") from error
    if document is None:
        document = CommentedMap()
    if not isinstance(document, CommentedMap):
        raise ConfigError(f"{file}:1: must be a mapping of keys such as 'sources:'")
    return yaml, document


def _unreadable(file: Path, error: OSError) -> ConfigError:
    if isinstance(error, FileNotFoundError):
        return ConfigError(f"{file}: no such file; make one with 'digest init', or name yours with --config")
    return ConfigError(f"{file}: cannot be read: {error.strerror}")


def _listed(document: CommentedMap, file: Path) -> CommentedSeq:
    """The list under `sources`, a source a line: inside brackets ruamel tears comments from their sources."""
    listed = document.get("sources")
    if listed is None:
        listed = CommentedSeq()
    if not isinstance(listed, CommentedSeq):
        raise ConfigError(f"{file}: sources: must be a list; write '- ' before each source")
    document.fa.set_block_style()
    listed.fa.set_block_style()
    return listed


def _save(yaml: YAML, document: CommentedMap, file: Path) -> None:
    text = io.StringIO()
    yaml.dump(document, text)
    _write(file, text.getvalue().encode("utf-8"))


def _write(file: Path, content: bytes) -> None:
    target = file.resolve()  # a link stays a link
    part = target.with_name(f".{target.name}.part")
    try:
        part.touch(mode=0o600)  # the file may hold a password
        part.write_bytes(content)
        shutil.copymode(target, part)
        part.replace(target)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink()
        raise ConfigError(f"{file}: cannot be written: {error.strerror}") from error
