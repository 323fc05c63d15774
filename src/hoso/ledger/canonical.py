"""One byte string for one value, so that equal values hash and sign alike on every machine.

JSON with sorted keys, no spaces, UTF-8 and every string in Unicode NFC (Vietnamese letters typed in two ways
become one). The subset is narrow on purpose: objects, lists, strings, integers, true, false, null. No
fractions, whose printed form differs between languages. Close to RFC 8785, which sorts by UTF-16 units and
leaves strings as they are; keys here are ASCII names in practice, where both orders agree.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import NoReturn

from hoso.law.text import Text
from hoso.ledger.errors import MalformedError, malformed

LARGEST_INTEGER = 2**53 - 1
"""Beyond it a reader that keeps numbers as binary64 loses digits (RFC 8259 §6)."""

DEEPEST = 32


def canonical_json(value: object) -> bytes:
    """The canonical bytes of a value. Raises MalformedError for a value outside the subset."""
    plain = _normalised(value, DEEPEST)
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode()


def read_json(data: bytes) -> object:
    """Parse JSON strictly: UTF-8, no double keys, no fractions. Raises nothing but MalformedError."""
    try:
        return json.loads(
            data.decode("utf-8-sig"),
            object_pairs_hook=_no_double_keys,
            parse_float=_refuse_number,
            parse_constant=_refuse_number,
        )
    except (ValueError, RecursionError) as error:
        raise malformed("nội dung JSON", "the JSON content") from error


def instant_text(at: datetime) -> str:
    """ISO 8601 in UTC with Z, the only written form of an instant here. MalformedError without a zone."""
    if at.tzinfo is None:
        raise malformed("thời điểm không có múi giờ", "an instant without a time zone")
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def read_instant(value: object) -> datetime:
    """Inverse of ``instant_text``, from 2000 to 2199. Raises MalformedError for any other writing."""
    if isinstance(value, str) and len(value) <= 32 and value.endswith("Z") and value[:2] in ("20", "21"):
        try:
            at = datetime.fromisoformat(value)
        except ValueError:
            pass
        else:
            if instant_text(at) == value:
                return at
    raise malformed("thời điểm (dạng 2026-11-22T02:00:00Z)", "an instant (like 2026-11-22T02:00:00Z)")


def _normalised(value: object, depth: int) -> object:
    if depth == 0:
        raise malformed("dữ liệu lồng quá sâu", "data nested too deeply")
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, int):
        if abs(value) > LARGEST_INTEGER:
            raise malformed("số nguyên quá lớn", "an integer beyond 2^53 - 1")
        return value
    if isinstance(value, Mapping):
        pairs = [(_key(key), _normalised(item, depth - 1)) for key, item in value.items()]
        return _no_double_keys(pairs)
    if isinstance(value, list | tuple):
        return [_normalised(item, depth - 1) for item in value]
    raise malformed(f"giá trị kiểu {type(value).__name__}", f"a value of type {type(value).__name__}")


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise malformed("tên trường không phải là chữ", "a field name that is not a string")
    return _string(key)


def _string(value: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise malformed("chuỗi không phải Unicode hợp lệ", "a string that is not valid Unicode") from error
    return unicodedata.normalize("NFC", value)


def _no_double_keys(pairs: list[tuple[str, object]]) -> dict[str, object]:
    # A reader that keeps the first of two values and one that keeps the last would see two documents.
    result = dict(pairs)
    if len(result) != len(pairs):
        raise malformed("có hai trường cùng tên", "two fields have the same name")
    return result


def _refuse_number(digits: str) -> NoReturn:
    raise MalformedError(
        Text("Không dùng số có phần thập phân ở đây.", f"Only integers are used here, not {digits[:20]}.")
    )
