"""Elements of WordprocessingML by their local names, which are the same in the transitional and the strict edition."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from kelisim.errors import SourceError


def parsed(content: bytes) -> etree._Element:
    """The root of a part; nothing outside of it is looked at, and libxml2 bounds its depth (256) and the size of its texts.

    Raises :class:`~kelisim.errors.SourceError` when it is no XML, or declares a document type, which no part of an office
    document may (ECMA-376, part 2, 9.1.2): that is what entity bombs and references to other files are made of.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root: etree._Element = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise SourceError(f"its XML is spoilt ({error.msg}); save it anew as DOCX") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise SourceError("its XML declares entities, as that of no office document does; it is made to do harm")
    return root


def name_of(element: etree._Element) -> str:
    """The local name of an element."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """The children of a local name."""
    return (part for part in element if name_of(part) == name)


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    """The first child of a local name; ``None`` where there is none, or no element."""
    return None if element is None else next(children(element, name), None)


def attribute(element: etree._Element | None, name: str) -> str | None:
    """The value of the attribute of a local name."""
    if element is None:
        return None
    return next((value for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), None)


def value(element: etree._Element | None, name: str) -> str | None:
    """What the child of a name holds in its ``val``, as most properties do."""
    return attribute(child(element, name), "val")
