"""What other rooms may use."""

from .assembly import VectorKind as VectorKind
from .assembly import assembled as assembled
from .assembly import contexts_of as contexts_of
from .assembly import lexical_of as lexical_of
from .assembly import texts_of as texts_of
from .candidates import Candidate as Candidate
from .candidates import Retrieved as Retrieved
from .kept_vectors import KeptVectors as KeptVectors
from .lexical import Lexical as Lexical
from .merging import Chosen as Chosen
from .merging import merged as merged
from .queries import Query as Query
from .queries import bare as bare
from .queries import clean as clean
from .related_terms import Related as Related
from .related_terms import RelatedOnDemand as RelatedOnDemand
from .related_terms import RelatedTerms as RelatedTerms
from .relatedness import RELATED as RELATED
from .retriever import Retriever as Retriever
from .score_weights import WEIGHTS as WEIGHTS
from .search_index import SearchIndex as SearchIndex
from .spelling import Speller as Speller
from .stores.base import VectorStore as VectorStore
from .stores.faiss import FaissStore as FaissStore
from .vectors import VectorSource as VectorSource
