"""A record as a database can hold it: characters and numbers that no database takes are shown in words."""

from __future__ import annotations

import math
import re
from typing import Any

from hoso.catalogue.spec.doubts import Doubts

DEEPEST = 40
_NOT_STORABLE = re.compile("[\x00\ud800-\udfff]")


class TooDeepError(ValueError):
    """A record that is nested deeper than any record may be."""


def storable(value: Any, doubts: Doubts, path: str = "", depth: int = 0) -> Any:
    """``value`` with U+FFFD for NUL and half characters, and words for what is no finite number.

    Each replacement is noted. Raises TooDeepError.
    """
    if depth > DEEPEST:
        raise TooDeepError(f"lồng quá {DEEPEST} tầng")
    if isinstance(value, str):
        return _text(value, doubts, path)
    if isinstance(value, float) and not math.isfinite(value):
        doubts.add(path, f"không phải số hữu hạn: {value}")
        return str(value)
    if isinstance(value, list):
        return [storable(one, doubts, f"{path}[{place}]", depth + 1) for place, one in enumerate(value)]
    if isinstance(value, dict):
        return {
            _text(key, doubts, path): storable(one, doubts, f"{path}.{key}" if path else key, depth + 1)
            for key, one in value.items()
        }
    return value


def _text(value: str, doubts: Doubts, path: str) -> str:
    clean = _NOT_STORABLE.sub("\ufffd", value)
    if clean != value:
        doubts.add(_NOT_STORABLE.sub("\ufffd", path)[:120], "có ký tự không hợp lệ, thay bằng “\ufffd”")
    elif "\ufffd" in value:
        doubts.add(path[:120], "có ký tự hỏng từ trước (sai bảng mã)")
    return clean
