"""From an official record to the row of its procedure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from hoso.base.identifiers import fold
from hoso.catalogue.models import Procedure
from hoso.catalogue.spec.compose import LEVELS

_CODE = re.compile(r"[0-9A-Z][0-9A-Z.]{2,19}")


class UnusableRecordError(ValueError):
    """A record that names no procedure. ``field`` says what is missing."""

    def __init__(self, what: str, *, code: str = "", field: str = "") -> None:
        super().__init__(what)
        self.code, self.field = code, field


def procedure_row(record: object, essential: Mapping[str, int]) -> Procedure:
    """The procedure that ``record`` describes. Raises UnusableRecordError when it has no code or no name."""
    if not isinstance(record, Mapping):
        raise UnusableRecordError(f"bản ghi không phải là một đối tượng: {str(record)[:80]!r}")
    given = record.get("code")
    code = given.strip() if isinstance(given, str) else ""
    if not _CODE.fullmatch(code):
        raise UnusableRecordError(
            f"mã thủ tục không hợp lệ: {str(record.get('code'))[:80]!r}", code=code[:40], field="code"
        )
    name = record.get("name")
    if not isinstance(name, str) or not name.strip():
        raise UnusableRecordError("thiếu tên thủ tục", code=code, field="name")
    return _row(record, code, name, essential)


def _row(record: Mapping[str, Any], code: str, name: str, essential: Mapping[str, int]) -> Procedure:
    sector = record.get("sector") if isinstance(record.get("sector"), Mapping) else {}
    assert isinstance(sector, Mapping)
    given = record.get("levels")
    levels = [one for one in LEVELS if one in given] if isinstance(given, list) else []
    folded = fold(name)
    return Procedure(
        code=code,
        name=name,
        folded_name=folded,
        sort_name=folded[:200],
        search_text=f"{code} {folded} {fold(str(sector.get('name') or ''))}",
        sector=_short(sector.get("name"), 300),
        sector_code=_short(sector.get("code"), 40),
        scope=_short(record.get("scope"), 20),
        issuing_body=_short(record.get("issuing_body"), 300),
        levels=levels,
        level_key="|" + "".join(f"{one}|" for one in levels),
        essential_no=essential.get(code),
        portal_state=_short(record.get("portal_state"), 40),
        source=record["source"] if isinstance(record.get("source"), Mapping) else {},
    )


def _short(value: object, most: int) -> str | None:
    """For a key column; the whole value stays in the official record of the version."""
    return None if value is None else str(value)[:most]
