"""Documents from files: plain text, or JSON Lines where the content looks like it; a folder stands for its files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from kelisim.model import Raw, Skipped
from kelisim.sources.jsonl import read_lines

LARGEST_FILE = 64 * 1024 * 1024
"""Bytes of one text file; a larger one is no article. JSON Lines files are streamed and may have any size."""

SNIFFED = 4096


def read_paths(paths: Iterable[Path]) -> Iterator[Raw | Skipped]:
    """Everything the paths hold, in their order; a folder is read in the order of its names, hidden files left out."""
    seen: dict[str, Path] = {}
    for path in paths:
        for file in _files(path):
            yield from _read(file, seen)


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for file in sorted(path.rglob("*")):
        if file.is_file() and not any(part.startswith(".") for part in file.relative_to(path).parts):
            yield file


def _read(path: Path, seen: dict[str, Path]) -> Iterator[Raw | Skipped]:
    try:
        with path.open("rb") as file:
            if _looks_like_json_lines(path, file.read(SNIFFED)):
                file.seek(0)
                yield from read_lines(file, str(path))
                return
            size = path.stat().st_size
            if size > LARGEST_FILE:
                yield Skipped(str(path), f"the file has {size:,} bytes, more than an article can; split it")
                return
            file.seek(0)
            yield Raw(name=str(path), id=_name(path, seen), content=file.read())
    except FileNotFoundError:
        yield Skipped(str(path), "there is no such file; check the path")
    except OSError as error:
        yield Skipped(str(path), f"the file cannot be read ({error.strerror}); check its permissions")


def _looks_like_json_lines(path: Path, beginning: bytes) -> bool:
    if path.suffix in (".jsonl", ".ndjson"):
        return True
    return beginning.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b'{"')


def _name(path: Path, seen: dict[str, Path]) -> str:
    """The file's name without its ending, or the whole path when another file has taken that name."""
    taken = seen.setdefault(path.stem, path)
    return path.stem if taken == path else str(path)
