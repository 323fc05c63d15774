"""JSON in and out: as the standards mean it, with nothing a database could choke on."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from django.http import HttpRequest
from ninja.parser import Parser
from ninja.renderers import JSONRenderer


class WrongMediaError(ValueError):
    """The body is not of the type this operation reads."""


class PlainRenderer(JSONRenderer):
    """JSON in UTF-8 in which Vietnamese stays readable."""

    json_dumps_params: dict[str, Any] = {"ensure_ascii": False}


class StrictParser(Parser):
    """JSON (RFC 8259) in UTF-8. NaN, NUL and half surrogate pairs are refused: no database keeps them."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The body as plain values. Raises ``WrongMediaError`` or ``ValueError``."""
        kind = request.content_type or ""
        if kind != "application/json" and not kind.endswith("+json"):
            raise WrongMediaError(kind)
        value = json.loads(request.body.decode("utf-8"), parse_constant=_refuse)
        _walk(value)
        return value


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


def _walk(value: Any) -> None:
    match value:
        case str():
            storable(value)
        case dict():
            for key, one in value.items():
                storable(key)
                _walk(one)
        case list():
            for one in value:
                _walk(one)


def storable(text: str) -> str:
    """``text``, if both databases can keep it. Raises ``ValueError``."""
    if "\x00" in text:
        raise ValueError("a NUL character")
    text.encode("utf-8")  # a half surrogate pair raises UnicodeEncodeError, a ValueError
    return text
