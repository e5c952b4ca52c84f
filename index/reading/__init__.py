"""Files become documents: text mended on record, numbered paragraphs, metadata."""
