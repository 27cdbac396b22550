"""Pages on a server that change, change back, and stand at two addresses: what the ledger makes of them."""

from __future__ import annotations

from feed_site import TEXTS, Article, Site, add

from kelisim import Ledger

FIRST = Article("talks", TEXTS["en-baku"])
SECOND = Article("talks", TEXTS["en-tashkent-summit"])


def current(book: Ledger) -> list[str]:
    """The texts that count."""
    old = book.superseded()
    return [document.text for document in book.documents() if document.id not in old]


def test_a_page_that_changes_and_changes_back_is_three_documents_of_which_the_last_counts(
    site: Site, book: Ledger
) -> None:
    outcomes = []
    for article in (FIRST, SECOND, FIRST, FIRST):
        summary = add(book, site.put("/news/talks", article.page))
        outcomes.append((summary.new, summary.changed, summary.unchanged))
    assert outcomes == [(1, 0, 0), (0, 1, 0), (0, 1, 0), (0, 0, 1)]
    first, second, third = (document.id for document in book.documents())
    assert book.superseded() == {first: second, second: third}
    assert third == f"{first}-2"
    assert {claim.document for claim in book.claims(current=True)} == {third}


def test_one_article_at_two_addresses_is_one_document_that_a_change_at_either_supersedes(
    site: Site, book: Ledger
) -> None:
    page, printed = (site.put(path, FIRST.page) for path in ("/news/talks", "/print/17"))
    summary = add(book, page, printed)
    assert (summary.new, summary.known) == (1, 1)
    (document,) = book.documents()
    assert book.addresses() == {document.id: sorted([page, printed])}
    site.put("/print/17", SECOND.page)
    changed = add(book, page, printed)
    assert (changed.changed, changed.unchanged) == (1, 1)
    assert len(current(book)) == 1
    assert "TASHKENT" in current(book)[0]


def test_pages_with_one_canonical_address_are_one_document(site: Site, book: Ledger) -> None:
    canonical = "<link rel='canonical' href='{}'>".format(site.url("/news/talks"))
    article = Article("talks", FIRST.text, head=canonical)
    summary = add(book, site.put("/news/talks", article.page), site.put("/mobile/17", article.page))
    assert (summary.new, summary.known) == (1, 1)
    assert [document.url for document in book.documents()] == [site.url("/news/talks")]


def test_a_page_that_could_not_be_read_is_asked_for_anew(site: Site, book: Ledger) -> None:
    page = site.put("/news/talks", "<!doctype html><html><body></body></html>")
    assert add(book, page).causes.total() == 1
    assert add(book, page).causes.total() == 1, "it is not told to be unchanged"
    site.put("/news/talks", FIRST.page)
    assert add(book, page).new == 1


def test_what_became_of_everything_is_counted_by_source(site: Site, book: Ledger) -> None:
    page, missing = site.put("/news/talks", FIRST.page), site.url("/none")
    add(book, page)
    summary = add(book, page, missing)
    assert {origin: dict(counts) for origin, counts in summary.sources.items()} == {
        page: {"unchanged": 1},
        missing: {"skipped": 1},
    }
