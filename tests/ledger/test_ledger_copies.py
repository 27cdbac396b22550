"""The ledger finds the copies among its documents when they arrive, whatever their order."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine

from kelisim.ledger import copies, queries
from kelisim.ledger.store import MIGRATIONS, Store
from kelisim.model import Document, Source

STORY = [
    "The ministers of the two countries opened the new bridge over the river on Monday and walked to the other bank.",
    "Engineers had worked on its pillars for six years, because every spring the flood carried away what they had built.",
    "Some forty lorries an hour may cross now, and the customs officers of both sides sit in one building at its end.",
    "Farmers of the valley hope to sell their apricots and onions abroad before the first frost comes from the passes.",
]
OTHER = [
    "A lake without an outlet has risen by a metre since the winter, and the fishermen have moved their huts to the hill.",
    "Scholars at the observatory count the snow on the glaciers every August and publish the tables in a thin blue book.",
    "Their oldest table was written by a surveyor who came on horseback and stayed for thirty years among the herdsmen.",
    "Nobody has found out yet why the water of the lake is warm in January, when the springs on its shore are frozen.",
]
OWN = [
    "The ferryman has tied his boat to a willow, since nobody wants to cross the water for money any longer.",
    "His father and grandfather lived on the crossing, he says, and he does not know yet what he will live on himself.",
]
FURNITURE = "Home | News | Sport\nShare: Facebook Telegram\n"


def page(headline: str, paragraphs: list[str], under: str = "") -> str:
    return "\n".join([headline, "", *paragraphs, under])


TEXTS = {
    "wire": page("Bridge opens to traffic between the two countries", STORY),
    "reprint": FURNITURE + page("Ministers walk over the river that was a border", STORY, "© All rights reserved"),
    "short": page("A bridge for forty lorries an hour opens today", STORY[:2]),
    "reordered": page("Apricots may cross the new bridge from today on", STORY[::-1]),
    "digest": page("What else happened between the mountains this week", [*OTHER, *STORY]),
    "lake": page("The lake without an outlet rises by a metre again", OTHER),
    "own": page("Our correspondent has seen the bridge and the ferry", [*OWN, STORY[1]]),
}


def document(name: str, url: str | None = None) -> Document:
    return Document(id=name, text=TEXTS[name], language="en", published="2025-03-03", url=url)


def families(store: Store, names: list[str] | None = None, as_of: str | None = None) -> dict[str, str]:
    return {name: source.family for name, source in store.sources(names, as_of=as_of).items()}


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'ledger.db'}"


def fill(url: str, names: list[str]) -> dict[str, str]:
    with Store(url) as store:
        for name in names:
            store.add(document(name), [])
        return families(store)


def test_reprints_are_one_family_and_texts_of_their_own_are_not(url: str) -> None:
    found = fill(url, ["wire", "reprint", "short", "reordered", "lake", "own"])
    assert found == dict.fromkeys(["wire", "reprint", "short", "reordered"], "reordered") | {
        "lake": "lake",
        "own": "own",
    }


def test_a_family_is_whatever_is_linked_through_others(url: str) -> None:
    with Store(url) as store:
        for name in ("wire", "lake"):
            store.add(document(name), [])
        assert families(store) == {"wire": "wire", "lake": "lake"}
        store.add(document("digest"), [])
        assert set(families(store).values()) == {"digest"}
        assert families(store, ["lake"]) == {"lake": "digest"}


def test_families_as_of_a_day_leave_out_the_links_of_later_documents(url: str) -> None:
    with Store(url) as store:
        for name in ("wire", "lake", "digest"):
            store.add(document(name), [])
    with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
        for day, name in enumerate(("wire", "lake", "digest"), 1):
            connection.execute("UPDATE documents SET recorded_at = ? WHERE id = ?", (f"2025-03-0{day}T12:00:00", name))
    connection.close()
    with Store(url) as store:
        assert families(store, ["wire", "lake"], as_of="2025-03-02") == {"wire": "wire", "lake": "lake"}
        assert families(store, ["wire", "lake"], as_of="2025-03-03") == {"wire": "digest", "lake": "digest"}


@settings(max_examples=10, deadline=None)
@given(order=st.permutations(sorted(TEXTS)))
def test_families_do_not_depend_on_the_order_of_arrival(order: list[str]) -> None:
    found = fill("sqlite://", order)
    bridge_and_lake = ["wire", "reprint", "short", "reordered", "digest", "lake"]
    assert found == dict.fromkeys(bridge_and_lake, "digest") | {"own": "own"}


def test_sources_tell_outlet_kind_country_and_date(url: str) -> None:
    with Store(url) as store:
        store.add(document("wire", "https://www.inform.kz/news/1"), [])
        store.add(document("reprint", "https://news.steppe.example/1"), [])
        store.add(document("lake"), [])
        found = store.sources()
    assert found["wire"] == Source(
        document="wire",
        language="en",
        published="2025-03-03",
        url="https://www.inform.kz/news/1",
        outlet="Kazinform",
        kind="agency",
        country="KZ",
        family="reprint",
    )
    assert (found["reprint"].outlet, found["reprint"].kind, found["reprint"].country) == (
        "steppe.example",
        "unknown",
        None,
    )
    assert (found["lake"].outlet, found["lake"].kind) == (None, "unknown")


def test_sources_of_documents_that_are_not_there_are_left_out(url: str) -> None:
    with Store(url) as store:
        store.add(document("wire"), [])
        assert list(store.sources(["wire", "nowhere"])) == ["wire"]
        assert store.sources([]) == {}


def test_more_values_than_one_query_can_name_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = fill("sqlite://", list(TEXTS))
    monkeypatch.setattr(queries, "BATCH", 2)
    monkeypatch.setattr(copies, "PAGE", 2)
    assert fill("sqlite://", list(TEXTS)) == expected
    with Store("sqlite://") as store:
        for name in TEXTS:
            store.add(document(name), [])
        assert families(store, list(TEXTS)) == expected
        store.record_copies_anew()
        assert families(store, list(TEXTS)) == expected


def test_the_copies_of_an_older_ledger_are_found_when_it_is_opened(url: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    engine = create_engine(url)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        for name in ("wire", "reprint", "lake"):
            connection.exec_driver_sql(
                "INSERT INTO documents (id, recorded_at, digest, language, text) VALUES (?, '2025', '', 'en', ?)",
                (name, TEXTS[name]),
            )
    engine.dispose()
    with Store(url) as store:
        assert families(store) == {"wire": "reprint", "reprint": "reprint", "lake": "lake"}
        store.add(document("short"), [])
        assert families(store, ["short"]) == {"short": "reprint"}


def test_copies_found_anew_are_the_same(url: str) -> None:
    before = fill(url, list(TEXTS))
    with Store(url) as store:
        store.record_copies_anew()
        assert families(store) == before
