from __future__ import annotations

import sys
from pathlib import Path

import pytest

from kelisim.errors import PackError
from kelisim.languages.loader import load_examples, load_pack, pack_codes

sys.path.insert(0, str(Path(__file__).parent.parent.parent / "scripts"))
from new_language import write_pack  # type: ignore[import-not-found]


def test_a_language_without_a_pack_is_refused_with_the_packs_there_are() -> None:
    with pytest.raises(PackError, match=r"no pack for 'xx'; there are packs for .*kk"):
        load_pack("xx")


def test_a_new_pack_loads_and_its_example_waits_to_be_filled_in(tmp_path: Path) -> None:
    write_pack(tmp_path / "xx", "xx")
    assert pack_codes(tmp_path) == ("xx",)
    assert load_pack("xx", tmp_path).code == "xx"
    (example,) = load_examples("xx", tmp_path).gives
    assert example.claims == [{"kind": "agreement", "stage": "signed"}]


def test_an_unknown_key_is_an_error_that_names_the_file(tmp_path: Path) -> None:
    write_pack(tmp_path / "xx", "xx")
    with (tmp_path / "xx" / "pack.toml").open("a", encoding="utf-8") as file:
        file.write('colour = "green"\n')
    with pytest.raises(PackError, match=r"pack\.toml.*colour"):
        load_pack("xx", tmp_path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    write_pack(tmp_path / "xx", "xx")
    (tmp_path / "xx" / "times.toml").unlink()
    with pytest.raises(PackError, match=r"times\.toml is missing"):
        load_pack("xx", tmp_path)


def test_a_concept_outside_the_inventory_is_refused(tmp_path: Path) -> None:
    write_pack(tmp_path / "xx", "xx")
    with (tmp_path / "xx" / "concepts.toml").open("a", encoding="utf-8") as file:
        file.write('\n[concepts.TELEPORT]\nany = ["beam"]\n')
    with pytest.raises(PackError, match="TELEPORT"):
        load_pack("xx", tmp_path)
