"""What other rooms may use."""

from .briefs import Brief as Brief
from .briefs import BriefAbstention as BriefAbstention
from .briefs import BriefOptions as BriefOptions
from .briefs import brief as brief
from .briefs import with_questions as with_questions
from .charts import section_map_png as section_map_png
from .charts import section_map_text as section_map_text
from .charts import timeline_png as timeline_png
from .charts import timeline_text as timeline_text
from .exports import to_html as to_html
from .exports import to_markdown as to_markdown
from .pool import Pool as Pool
from .pool import pool_on as pool_on
from .topics import Topic as Topic
from .topics import complete as complete
from .topics import find_topic as find_topic
from .topics import read_topics as read_topics
from .topics import suggest as suggest
from .word_vectors import WordVectors as WordVectors
