"""One row of a table of permissions, shared by the lifecycle and the duties."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from hoso.law.roles import Relation, Role
from hoso.law.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Permit:
    """``verb`` is open to ``roles`` that stand in ``relation`` to the object.

    ``label`` continues a sentence ("bạn chưa được phép …"); ``source`` is a key of the shelf.
    """

    verb: str
    roles: frozenset[Role]
    relation: Relation
    label: Text
    source: str

    def open_to(self, roles: Collection[Role], relations: Collection[Relation]) -> bool:
        """Whether one of the roles, in the required relation, may do it. Source: convention:deny."""
        held = self.relation is Relation.ANYONE or self.relation in relations
        return held and not self.roles.isdisjoint(roles)


def not_permitted(rows: Collection[Permit], instead: Text | None = None) -> Text:
    """The sentence that says for whom the action is meant, and what is possible instead.

    Source: convention:deny.
    """
    first = next(iter(rows))
    vi = "; ".join(f"{_names(row).vi} (khi {row.relation.label.vi})" for row in rows)
    en = "; ".join(f"{_names(row).en} (when {row.relation.label.en})" for row in rows)
    more = instead or Text("", "")
    return Text(
        f"Bạn chưa được phép {first.label.vi}. Việc này dành cho: {vi}. {more.vi}".rstrip(),
        f"You may not {first.label.en}. It is for: {en}. {more.en}".rstrip(),
    )


def _names(row: Permit) -> Text:
    labels = [role.label for role in sorted(row.roles)]
    return Text(", ".join(label.vi for label in labels), ", ".join(label.en for label in labels))
