"""Members as a test or the page plays them."""
