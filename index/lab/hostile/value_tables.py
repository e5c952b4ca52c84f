"""Tables of values that were made to do harm."""

from collections.abc import Iterator

from index.lab.hostile.hostile_file import PARAGRAPH, HostileFile, named

_ROW = f"1702,{PARAGRAPH}\n"
_TABLES = {
    "a quotation mark that opens and does not close": f'year,what\n1702,"{PARAGRAPH}\n'
    + _ROW * 5000,
    "quotation marks without end": f"year,what\n{_ROW}" + '"' * 500_001,
    "quotation marks in each cell": f"year,what\n{_ROW}" + '"a"b,' * 100_000,
    "a million rows": "year,what\n" + "1,2\n" * 1_000_000,
    "a million empty rows": f"year,what\n{_ROW}" + ",\n" * 1_000_000,
    "a million cells in a row": f"year,what\n{_ROW}" + "1," * 1_000_000,
    "a million empty cells in a row": f"year,what\n{_ROW}" + "," * 1_000_000,
    "a long cell": f"year,what\n{_ROW}1703,{'x' * 5_000_000}\n",
    "a long number for a name": f"{'1 ' * 60_000}x,what\n{_ROW}",
    "all delimiters": ",;\t|" * 100_000,
    "a delimiter that is a letter": f"sep=e\n{_ROW}",
    "a delimiter that is a quotation mark": f'sep="\n{_ROW}',
    "zeros": "\0,\0\n" * 1000,
    "delimiters alone": ",,,\n,,,\n",
}


def value_tables() -> Iterator[HostileFile]:
    """Yield tables of values."""
    for suffix in (".csv", ".tsv"):
        for file in named(suffix, _TABLES):
            yield HostileFile(f"{suffix} {file.recipe}", file.name, file.content)
