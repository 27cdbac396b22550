"""One article at several addresses, several texts at one address, and files by their paths."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kelisim.errors import TakenError
from kelisim.ledger.adding import Added
from kelisim.ledger.addresses import is_later, key_of
from kelisim.ledger.store import Store
from kelisim.model import Document, Sighting
from kelisim.model.identity import document_id

PAGE, PRINTED = "https://www.news.example/2025/talks", "https://news.example/print/9"
FIRST, SECOND, THIRD = "Келісімге қол қойылды.", "Келісімге қол қойылған жоқ.", "Келісім мәтіні жарияланды."


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(f"sqlite:///{tmp_path / 'ledger.db'}") as opened:
        yield opened


def meet(store: Store, text: str, url: str | None = PAGE, at: str | None = None, content: str | None = None) -> Added:
    """Add a text that nobody has named."""
    document = Document(id=document_id(url, text), text=text, language="kk", url=url)
    return store.add(document, [], sighting=Sighting(promised=False, at=at, content=content))


def read(store: Store, text: str, path: str = "/texts/note.txt") -> Added:
    """Add the text of a local file."""
    document = Document(id="note", text=text, language="kk")
    return store.add(document, [], sighting=Sighting(promised=False, path=path, content=f"{path}:{text}"))


@pytest.mark.parametrize(
    "url",
    [
        "http://www.news.example/2025/talks",
        "https://news.example/2025/talks/",
        "https://NEWS.example:443/2025/talks#comments",
        "https://news.example/2025/talks?utm_source=feed",
    ],
)
def test_an_address_is_the_same_however_it_is_written(store: Store, url: str) -> None:
    first, second = meet(store, FIRST), meet(store, SECOND, url)
    assert (second.outcome, second.old) == ("changed", (first.document,))
    assert store.superseded() == {first.document: second.document}


def test_the_front_page_of_a_site_and_other_pages_are_no_such_address() -> None:
    assert key_of("https://news.example/") is None
    assert key_of("https://news.example/a?id=1") != key_of("https://news.example/a?id=2")


def test_an_equal_text_at_another_address_of_the_site_is_known_and_remembered(store: Store) -> None:
    first = meet(store, FIRST)
    again = meet(store, FIRST, PRINTED)
    assert (again.outcome, again.document) == ("known", first.document)
    assert store.addresses() == {first.document: [PAGE, PRINTED]}
    assert [document.id for document in store.documents()] == [first.document]


@pytest.mark.parametrize("changed_at", [PAGE, PRINTED])
def test_a_later_change_at_either_address_supersedes(store: Store, changed_at: str) -> None:
    first = meet(store, FIRST)
    meet(store, FIRST, PRINTED)
    second = meet(store, SECOND, changed_at)
    assert store.superseded() == {first.document: second.document}
    other = PRINTED if changed_at == PAGE else PAGE
    assert meet(store, SECOND, other).document == second.document
    assert store.superseded() == {first.document: second.document}


def test_an_equal_text_of_another_site_is_a_document_of_its_own(store: Store) -> None:
    meet(store, FIRST)
    assert meet(store, FIRST, "https://paper.example/talks").outcome == "new"


def test_two_articles_behind_one_notice_do_not_supersede_each_other(store: Store) -> None:
    notice = meet(store, "Қызмет уақытша тоқтатылды.", PAGE)
    assert meet(store, "Қызмет уақытша тоқтатылды.", PRINTED).outcome == "known"
    one, other = meet(store, FIRST, PAGE), meet(store, SECOND, PRINTED)
    assert store.superseded() == {notice.document: one.document}
    assert other.outcome == "new"


def test_a_page_that_changes_back_gets_a_version_of_its_own(store: Store) -> None:
    first = meet(store, FIRST, at="2025-03-01T10:00:00+00:00")
    second = meet(store, SECOND, at="2025-03-01T11:00:00+00:00")
    back = meet(store, FIRST, at="2025-03-01T12:00:00+00:00")
    assert (back.outcome, back.document) == ("changed", f"{first.document}-2")
    assert store.superseded() == {first.document: second.document, second.document: back.document}
    again = meet(store, SECOND, at="2025-03-01T13:00:00+00:00")
    assert store.superseded()[back.document] == again.document


def test_adding_all_versions_again_changes_nothing(store: Store) -> None:
    versions = [(FIRST, "2025-03-01"), (SECOND, "2025-03-02"), (FIRST, "2025-03-03")]
    for text, at in versions:
        meet(store, text, at=at)
    before = store.superseded()
    assert [meet(store, text, at=at).outcome for text, at in versions] == ["known"] * 3
    assert store.superseded() == before


def test_an_earlier_text_met_at_no_known_time_is_known(store: Store) -> None:
    first, second = meet(store, FIRST), meet(store, SECOND)
    assert meet(store, FIRST).outcome == "known"
    assert store.superseded() == {first.document: second.document}


def test_a_text_that_was_seen_earlier_is_superseded_though_it_comes_later(store: Store) -> None:
    newest = meet(store, SECOND, at="2025-03-05")
    archived = meet(store, FIRST, at="2024-12-01T08:00:00Z")
    assert archived.outcome == "new"
    assert store.superseded() == {archived.document: newest.document}


def test_a_page_that_takes_the_text_of_another_is_superseded_by_it(store: Store) -> None:
    first, other = meet(store, FIRST, PAGE), meet(store, SECOND, PRINTED)
    moved = meet(store, FIRST, PRINTED)
    assert (moved.outcome, moved.document) == ("known", first.document)
    assert store.superseded() == {other.document: first.document}


def test_versions_never_go_in_a_circle(store: Store) -> None:
    """Two pages that take each other's text in turn."""
    for round_ in range(3):
        for text, url in ((FIRST, PAGE), (SECOND, PRINTED), (SECOND, PAGE), (FIRST, PRINTED)):
            meet(store, text, url, at=f"2025-03-0{round_ + 1}T0{len(url) % 10}:00:00Z")
    newer = store.superseded()
    for document in newer:
        passed = [document]
        while passed[-1] in newer:
            passed.append(newer[passed[-1]])
            assert len(passed) == len(set(passed))


def test_a_changed_file_is_a_new_version_and_one_that_changes_back_another(store: Store) -> None:
    ids = [read(store, text).document for text in (FIRST, SECOND, FIRST)]
    assert ids[0] == "note"
    assert all(name.startswith("note-") for name in ids[1:])
    assert store.superseded() == {ids[0]: ids[1], ids[1]: ids[2]}


def test_another_file_of_the_same_name_is_another_document(store: Store) -> None:
    first, other = read(store, FIRST), read(store, SECOND, "/elsewhere/note.txt")
    assert other.outcome == "new"
    assert other.document != first.document
    assert store.superseded() == {}


def test_a_file_that_was_moved_is_known_and_a_later_change_supersedes(store: Store) -> None:
    first = read(store, FIRST)
    assert read(store, FIRST, "/elsewhere/note.txt").document == first.document
    assert read(store, SECOND, "/elsewhere/note.txt").old == (first.document,)


def test_an_id_that_its_source_promises_stays_a_promise(store: Store) -> None:
    store.add(Document(id="a", text=FIRST, url=PAGE), [])
    with pytest.raises(TakenError, match="another text under the id a"):
        store.add(Document(id="a", text=SECOND, url=PAGE), [])
    assert store.add(Document(id="b", text=FIRST, url=PRINTED), []).outcome == "new"


def test_a_known_content_is_recognised_unless_it_may_be_back(store: Store) -> None:
    first = meet(store, FIRST, at="2025-03-01", content="one")
    assert store.knows("one") == first.document
    assert store.knows("other") is None
    meet(store, SECOND, at="2025-03-02", content="two")
    assert store.knows("one") == first.document
    assert store.knows("one", "2025-03-03") is None
    assert store.knows("two", "2025-03-03") is not None
    assert meet(store, FIRST, at="2025-03-02", content="one").outcome == "known"


def test_a_known_file_is_not_read_again_until_it_changes(store: Store) -> None:
    first = read(store, FIRST)
    assert store.knows(f"/texts/note.txt:{FIRST}") == first.document
    read(store, SECOND)
    assert store.knows(f"/texts/note.txt:{FIRST}") is None


@pytest.mark.parametrize(
    ("one", "other", "later"),
    [
        ("2025-03-02", "2025-03-01", True),
        ("2025-03-02T01:00:00Z", "2025-03-02", False),
        ("2025-03-02T01:00:00Z", "2025-03-02T00:59:59.5+00:00", True),
        ("2025-03-02T01:00:00+05:00", "2025-03-02T00:00:00Z", False),
        ("2025-03-02T01:00:00", "2025-03-02T00:00:00Z", False),
        (None, "2025-03-02", False),
        ("2025-03-02", None, False),
    ],
)
def test_moments_are_compared_as_far_as_they_are_known(one: str | None, other: str | None, later: bool) -> None:  # noqa: FBT001
    assert is_later(one, other) is later
