"""Which revision says what about an object: the engine's answers, found through an index.

The engine asks every cross-reference section in turn for every object, which is hopeless for files with
thousands of revisions.
"""

# mypy: allow-untyped-calls, disable-error-code="misc"
# The signature engine is typed only in part.
from __future__ import annotations

from collections import defaultdict
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.xref import ObjStreamRef, XRefCache, XRefSectionData


class IndexedRevisions(XRefCache):
    """The engine's cross-reference cache with an index by object number, made when first needed.

    A reference that no revision ever defines means null (ISO 32000-2, 7.3.10), not an error. Once a later
    revision defines it, it counts as introduced there, so nothing is hidden by this.
    """

    def get_last_change(self, ref: generic.Reference) -> int:
        """The newest revision that speaks of the object. Raises KeyError when none does."""
        for revision, section in reversed(self._mentions(ref)):
            try:
                section.try_resolve(ref)
            except KeyError:
                continue
            return revision
        raise KeyError(ref)

    def get_introducing_revision(self, ref: generic.Reference) -> int:
        """The oldest revision that defines the object, 0 when none does."""
        for revision, section in self._mentions(ref):
            try:
                if section.try_resolve(ref) is not None:
                    return revision
            except KeyError:
                continue
        return 0

    def get_historical_ref(self, ref: Any, revision: int) -> int | ObjStreamRef | None:
        """Where the object stood after ``revision``, or None."""
        for number, section in reversed(self._mentions(ref)):
            if number <= revision:
                try:
                    return section.try_resolve(ref)
                except KeyError:
                    continue
        return None

    def _mentions(self, ref: generic.Reference) -> list[tuple[int, XRefSectionData]]:
        index: dict[int, list[tuple[int, XRefSectionData]]] | None = self.__dict__.get("_index")
        if index is None:
            index = defaultdict(list)
            for revision, section in enumerate(self._xref_sections):
                for number in _numbers(section.xref_data):
                    index[number].append((revision, section.xref_data))
            self.__dict__["_index"] = dict(index)
        return index.get(ref.idnum, [])


def _numbers(data: XRefSectionData) -> set[int]:
    own = {*data.standard_xrefs, *data.xrefs_in_objstm, *data.freed}
    return own | _numbers(data.hybrid.xref_data) if data.hybrid is not None else own


def index_revisions(reader: PdfFileReader) -> None:
    """Give this reader the index."""
    reader.xrefs.__class__ = IndexedRevisions
