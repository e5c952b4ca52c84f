"""The elements of an XML file in their order, with what they say."""

from collections.abc import Mapping
from dataclasses import dataclass

from index.reading.markup.tree import HtmlElement, collapsed, is_text, xml_of


@dataclass(frozen=True, slots=True)
class XmlElement:
    """An element of an XML file, its names without the prefixes of their namespaces.

    Args:
        name: Its own.
        parent: Of the element that it stands in; empty of the outermost.
        attributes: By their names.
        text: The words right in it, white space collapsed.
    """

    name: str
    parent: str
    attributes: Mapping[str, str]
    text: str


def xml_elements(raw: bytes) -> list[XmlElement]:
    """Return the elements of an XML file in their order; one that is broken has what can be read.

    Nothing outside of the file is looked up.
    """
    return [_xml_element(tag) for tag in xml_of(raw).find_all(True)]


def _xml_element(tag: HtmlElement) -> XmlElement:
    parent = _local(tag.parent.name) if tag.parent is not None and tag.parent.parent else ""
    attributes = {_local(name): str(value) for name, value in tag.attrs.items()}
    text = collapsed(str(node) for node in tag.contents if is_text(node))
    return XmlElement(_local(tag.name), parent, attributes, text)


def _local(name: str) -> str:
    return name.rpartition(":")[2]
