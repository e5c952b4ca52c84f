"""A small library that answers questions with verbatim, located, checked excerpts of documents.

Everything public is named here and loaded when it is first used, so that a program which only
prints its help imports nothing heavy.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from index.addresses import find_addresses as find_addresses
    from index.addresses import is_address as is_address
    from index.briefs import Brief as Brief
    from index.briefs import BriefAbstention as BriefAbstention
    from index.building import BuildReport as BuildReport
    from index.calibration import Calibration as Calibration
    from index.calibration import CalibrationOptions as CalibrationOptions
    from index.charts import section_map_png as section_map_png
    from index.charts import section_map_text as section_map_text
    from index.charts import timeline_png as timeline_png
    from index.charts import timeline_text as timeline_text
    from index.citations import Form as Form
    from index.citations import Style as Style
    from index.citations import bibliography as bibliography
    from index.citations import cite as cite
    from index.citations import note as note
    from index.collection import Collection as Collection
    from index.curves import draw_curves as draw_curves
    from index.datasets import Part as Part
    from index.datasets import QuestionSet as QuestionSet
    from index.datasets import read_question_set as read_question_set
    from index.datasets import read_questions as read_questions
    from index.differences import inline as inline
    from index.differences import stacked as stacked
    from index.encoder import SentenceEncoder as SentenceEncoder
    from index.errors import AddressError as AddressError
    from index.errors import BriefingError as BriefingError
    from index.errors import CollectionError as CollectionError
    from index.errors import ModelError as ModelError
    from index.errors import QuoteMismatchError as QuoteMismatchError
    from index.errors import SettingsError as SettingsError
    from index.errors import SourceError as SourceError
    from index.evaluation import Report as Report
    from index.evaluation import evaluate_set as evaluate_set
    from index.evaluation import scopes_of as scopes_of
    from index.exports import to_html as to_html
    from index.exports import to_markdown as to_markdown
    from index.links import deep_link as deep_link
    from index.metrics import Estimate as Estimate
    from index.probes import ProbeKind as ProbeKind
    from index.quotations import find_quotations as find_quotations
    from index.reading.source_folder import list_sources as list_sources
    from index.settings import AUTOMATIC as AUTOMATIC
    from index.settings import STYLES as STYLES
    from index.settings import Settings as Settings
    from index.settings import check as check
    from index.settings import rules as rules
    from index.settings import setting as setting
    from index.support import Support as Support
    from index.topics import Topic as Topic
    from index.topics import complete as complete
    from index.types import Abstention as Abstention
    from index.types import Answer as Answer
    from index.types import Document as Document
    from index.types import Hit as Hit
    from index.types import Metadata as Metadata
    from index.types import Outcome as Outcome
    from index.types import Paragraph as Paragraph
    from index.types import Quote as Quote
    from index.types import Reason as Reason
    from index.types import Span as Span
    from index.types import quote_of as quote_of
    from index.verification import Verdict as Verdict
    from index.verification import Verification as Verification
    from index.verification import surroundings as surroundings

_MODULES = {
    "addresses": ("find_addresses", "is_address"),
    "briefs": ("Brief", "BriefAbstention"),
    "building": ("BuildReport",),
    "calibration": ("Calibration", "CalibrationOptions"),
    "charts": ("section_map_png", "section_map_text", "timeline_png", "timeline_text"),
    "citations": ("Form", "Style", "bibliography", "cite", "note"),
    "collection": ("Collection",),
    "curves": ("draw_curves",),
    "datasets": ("Part", "QuestionSet", "read_question_set", "read_questions"),
    "differences": ("inline", "stacked"),
    "encoder": ("SentenceEncoder",),
    "errors": (
        "AddressError",
        "BriefingError",
        "CollectionError",
        "ModelError",
        "QuoteMismatchError",
        "SettingsError",
        "SourceError",
    ),
    "evaluation": ("Report", "evaluate_set", "scopes_of"),
    "exports": ("to_html", "to_markdown"),
    "knowledge": ("list_sources",),
    "links": ("deep_link",),
    "metrics": ("Estimate",),
    "probes": ("ProbeKind",),
    "quotations": ("find_quotations",),
    "settings": ("AUTOMATIC", "STYLES", "Settings", "check", "rules", "setting"),
    "support": ("Support",),
    "topics": ("Topic", "complete"),
    "types": (
        "Abstention",
        "Answer",
        "Document",
        "Hit",
        "Metadata",
        "Outcome",
        "Paragraph",
        "Quote",
        "Reason",
        "Span",
        "quote_of",
    ),
    "verification": ("Verdict", "Verification", "surroundings"),
}
_HOME = {name: f"index.{module}" for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> Any:  # noqa: ANN401  # whatever the name stands for
    """Load a public name from its module.

    Raises:
        AttributeError: The library has no such name.
    """
    if name not in _HOME:
        msg = f"module 'index' has no attribute {name!r}"
        raise AttributeError(msg)
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Return the public names."""
    return sorted(_HOME)
