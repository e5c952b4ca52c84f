"""PDF: what each line of a page is."""
