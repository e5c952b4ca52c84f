"""The program beside other tools that search documents by the same vectors."""
