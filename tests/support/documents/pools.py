"""What briefs are made of, of documents of a few lines."""

from index.briefs.pool import Pool
from index.lab.hashed_encoder import HashedEncoder
from index.search.passages import passages_of
from index.types import Document

ENCODER = HashedEncoder()


def pool_of(*documents: Document) -> Pool:
    passages = [p for document in documents for p in passages_of(document)]
    by_id = {document.id: document for document in documents}
    texts = [by_id[p.document].text[p.start : p.end] for p in passages]
    sentences = [by_id[p.document].text[s.start : s.end] for p in passages for s in p.sentences]
    return Pool(documents, tuple(passages), ENCODER.encode(texts), ENCODER.encode(sentences))
