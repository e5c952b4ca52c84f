"""How a source is cited: styles, exchange formats, deep links, addresses of paragraphs."""
