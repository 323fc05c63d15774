"""Rules of ours for the engine's comparison of revisions: validation data, and streams no reader ever shows.

The engine's own rule for the document security store insists on one exact structure, which authorities do
not keep (rewritten dictionaries, a ``/Type`` among the entries). What matters is something else: an object
may appear or change as validation data only if nothing but validation data uses it.
"""

# mypy: allow-untyped-calls
# The signature engine is typed only in part.
from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import HistoricalResolver, RawPdfPath
from pyhanko.sign.diff_analysis import ReferenceUpdate, WhitelistRule
from pyhanko.sign.diff_analysis.rules_api import Context

_STORE = RawPdfPath("/Root", "/DSS")


class EvidenceRule(WhitelistRule):
    """Approves objects below ``/DSS``: new ones, and old ones along their paths below ``/DSS`` only."""

    def apply(self, old: HistoricalResolver, new: HistoricalResolver) -> Iterable[ReferenceUpdate]:
        """Called by the engine for two neighbouring states of the file."""
        try:
            store = new.root.raw_get("/DSS")
        except KeyError:
            return
        below = Context.from_absolute(old, _STORE)
        fresh = set(new.collect_dependencies(store, since_revision=old.revision + 1))
        if isinstance(store, generic.IndirectObject):
            fresh.add(store.reference)
        changed = new.explicit_refs_in_revision()
        for reference in fresh & changed:
            yield ReferenceUpdate(reference, context_checked=below)
        for reference in changed:
            yield from _uses_below(old, reference, "/Root", "/DSS")


class UnshownStreamsRule(WhitelistRule):
    """Clears uses from the trailer's ``/AdditionalStreams`` (a word processor's own copy, shown by no
    reader).

    Such a file points to an object number that is only taken later, for example by the document security
    store.
    """

    def apply(self, old: HistoricalResolver, new: HistoricalResolver) -> Iterable[ReferenceUpdate]:
        """Called by the engine for two neighbouring states of the file."""
        for reference in new.explicit_refs_in_revision():
            yield from _uses_below(old, reference, "/AdditionalStreams")


def _uses_below(
    old: HistoricalResolver, reference: generic.Reference, *start: str
) -> Iterator[ReferenceUpdate]:
    for path in old._get_usages_of_ref(reference):  # noqa: SLF001  the engine offers no public way to ask this
        if tuple(path.path[: len(start)]) == start:
            yield ReferenceUpdate(reference, context_checked=Context.from_absolute(old, path))
