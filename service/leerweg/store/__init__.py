"""Where the graph lives: one port, two adapters (an embedded Oxigraph folder, any SPARQL 1.1 endpoint).

The default graph is the merge of all current publications: every question is asked there. Each publication, current
or superseded, is also kept whole in a named graph of its own. The catalogue graph records them.
"""

from leerweg.store.port import Change, PatternReader, Reader, Store, StoreInfo
from leerweg.store.questions import Question, load_question

__all__ = ["Change", "PatternReader", "Question", "Reader", "Store", "StoreInfo", "load_question"]
