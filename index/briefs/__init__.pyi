"""What other rooms may use."""

from .briefs import Brief as Brief
from .briefs import BriefAbstention as BriefAbstention
from .briefs import BriefOptions as BriefOptions
from .briefs import brief as brief
from .briefs import with_questions as with_questions
from .date_labels import date_label as date_label
from .export_words import ExportWord as ExportWord
from .facts.dates import DatedStatement as DatedStatement
from .groundwork import Groundwork as Groundwork
from .html_export import to_html as to_html
from .markdown_export import to_markdown as to_markdown
from .pool import Pool as Pool
from .pool import pool_on as pool_on
from .pool_words import says_same as says_same
from .pool_words import wording_of as wording_of
from .relevance import WordVectors as WordVectors
from .section_map import section_map_png as section_map_png
from .section_map import section_map_text as section_map_text
from .timeline import timeline_png as timeline_png
from .timeline import timeline_text as timeline_text
from .topics import Topic as Topic
from .topics import complete as complete
from .topics import documents_on as documents_on
from .topics import find_topic as find_topic
from .topics import read_topics as read_topics
from .topics import suggest as suggest
