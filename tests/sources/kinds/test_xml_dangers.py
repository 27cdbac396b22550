"""What XML can be made to do to its reader, tried on feeds and sitemaps: nothing of it happens."""

from __future__ import annotations

import contextlib
import io
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from feed_texts import read

from kelisim.errors import SourceError
from kelisim.model import Link, Skipped
from kelisim.sources.content import Content, Item, Known
from kelisim.sources.kinds import feed, sitemap
from kelisim.sources.reading import Reader

BODIES = {
    "feed": "<rss version='2.0'><channel><item><title>{0}</title><link>https://a.example/1</link></item></channel></rss>",
    "sitemap": "<urlset><url><loc>https://a.example/1</loc><lastmod>{0}</lastmod></url></urlset>",
}
LAUGHS = '<!ENTITY l0 "ha">' + "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
QUADRATIC = f'<!ENTITY q "{"x" * 5_000}">'


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """A server on loopback: its address, and the paths that it is asked for."""
    paths: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b'<!ENTITY x "fetched">')

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", paths
    server.shutdown()
    thread.join()
    server.server_close()


def refused(items: list[Item]) -> str:
    (skipped,) = items
    assert isinstance(skipped, Skipped)
    return skipped.reason


@pytest.mark.parametrize("kind", BODIES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-32"])
@pytest.mark.parametrize(
    "subset",
    [
        f"<!DOCTYPE x [{LAUGHS}]>",
        f"<!DOCTYPE x [{QUADRATIC}]>",
        '<!DOCTYPE x [<!-- ]> --><!ENTITY e "]>">]>',
        "<!DOCTYPE x SYSTEM \"a'[\" [<?pi ]>?><!ELEMENT x ANY> <!entity % p 'x'> %p; ]>",
        '<!-- <!DOCTYPE x> --><?pi <rss?><!DOCTYPE x [\n<!ATTLIST x a CDATA "]>">\n<!ENTITY e "">\n]>',
    ],
)
def test_documents_that_declare_entities_are_refused(kind: str, encoding: str, subset: str) -> None:
    document = subset + BODIES[kind].format("&l9;" + "&q;" * 5_000)
    assert "declares XML entities" in refused(read(document.encode(encoding)))


@pytest.mark.parametrize("kind", BODIES)
def test_entities_behind_a_rare_encoding_are_never_replaced(kind: str) -> None:
    hidden = '<!DOCTYPE x [<!ENTITY e "swollen">]>'.encode("utf-7").replace(b"<", b"+ADw-")
    document = b'<?xml version="1.0" encoding="UTF-7"?>' + hidden + BODIES[kind].format("&e;").encode()
    content = Content("rare", io.BytesIO(document), Known(url="https://a.example/"))
    source = {"feed": feed.source, "sitemap": sitemap.source}[kind]
    found: list[Item] = []
    with contextlib.suppress(SourceError):
        found.extend(source.read(content, Reader()))
    assert "swollen" not in repr(found)


@pytest.mark.parametrize("kind", BODIES)
@pytest.mark.parametrize(
    "subset",
    [
        '<!DOCTYPE x [<!ENTITY e SYSTEM "{0}/entity">]>',
        '<!DOCTYPE x [<!ENTITY % e SYSTEM "{0}/parameter"> %e;]>',
        '<!DOCTYPE x PUBLIC "-//X//DTD X//EN" "{0}/dtd">',
        '<!DOCTYPE x SYSTEM "{0}/dtd" []>',
        '<?xml-stylesheet href="{0}/style.xsl" type="text/xsl"?>',
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file://{1}">]>',
        '<!DOCTYPE x SYSTEM "file://{1}">',
    ],
)
def test_nothing_outside_is_fetched_or_read(
    kind: str, subset: str, asked: tuple[str, list[str]], tmp_path: Path
) -> None:
    server, paths = asked
    secret = tmp_path / "secret"
    secret.write_text("the secret of the file")
    body = (
        BODIES[kind]
        .format("&e;")
        .replace(
            "<channel>",
            f'<channel xmlns:xi="http://www.w3.org/2001/XInclude">'
            f'<xi:include href="{server}/include" parse="text"/><xi:include href="file://{secret}" parse="text"/>',
        )
    )
    found = read(subset.format(server, secret) + body)
    assert found
    assert paths == []
    assert "secret of" not in repr(found)


@pytest.mark.parametrize("kind", BODIES)
def test_a_plain_document_type_is_fine(kind: str) -> None:
    document = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://dtd.example/rss-0.91.dtd">' + BODIES[kind]
    (link,) = read(document.format("2025-03-04"))
    assert isinstance(link, Link)
    assert link.url == "https://a.example/1"


@pytest.mark.parametrize("kind", BODIES)
@pytest.mark.parametrize("depth", [300, 200_000])
def test_nesting_without_end_is_refused(kind: str, depth: int) -> None:
    nested = "<a>" * depth + "</a>" * depth
    *_, skipped = read(BODIES[kind].format(nested))
    assert isinstance(skipped, Skipped)
    assert "nested more than 256 deep" in skipped.reason


def test_one_entry_with_everything_in_it_is_refused() -> None:
    reason = refused(read(BODIES["sitemap"].format("<a/>" * 30_000)))
    assert "more than 20,000 elements" in reason


class Zeros(io.RawIOBase):
    """A document that does not end, and counts what is read of it."""

    def __init__(self, beginning: bytes) -> None:
        self._beginning = beginning
        self.given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        part = self._beginning[: len(buffer)]
        self._beginning = self._beginning[len(part) :]
        buffer[:] = part + b"x" * (len(buffer) - len(part))
        self.given += len(buffer)
        return len(buffer)


@pytest.mark.parametrize(("kind", "most"), [("feed", 9), ("sitemap", 101)])
def test_two_gigabytes_are_not_read(kind: str, most: int) -> None:
    endless = Zeros(BODIES[kind].partition("{0}")[0].encode())
    content = Content("big", io.BufferedReader(endless), Known(url="https://a.example/"))
    reason = refused(list(Reader().inside(content)))
    assert "more than" in reason or "its XML is broken" in reason
    assert endless.given < most * 2**20


@pytest.mark.parametrize("beginning", ["<!DOCTYPE x [" + "<!-- x -->" * 2_000 + "]>", " " * 20_000, "<!--" * 20_000])
def test_a_beginning_without_end_is_refused(beginning: str) -> None:
    document = beginning + BODIES["feed"].format("")
    assert "no XML element begins in its first 8,192" in refused(read(document, media="application/rss+xml"))
