"""The API itself: its OpenAPI document, in which every operation declares how it turns a call away."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.openapi.views import openapi_view

from hoso.api.entrance.problems import KINDS, MEDIA_TYPE, NOT_SIGNED_IN, problem
from hoso.api.shapes.plain import Problem
from hoso.ledger.receipt import MEDIA_TYPE as RECEIPT

ALWAYS = (400, 404, 405, 422, 500)
BEHIND_THE_DOOR = (401, 403)
WRITING = (409, 413, 415, 503)
_WRITES = frozenset({"post", "put", "patch", "delete"})
_FILES = {
    "read_receipt": {RECEIPT: {"schema": {"type": "object"}}},
    "download_paper": {"*/*": {"schema": {"type": "string", "format": "binary"}}},
}


class Api(NinjaAPI):
    """The framework's API with our answers declared in one place, so that no operation can forget them."""

    def get_openapi_operation_id(self, operation: Any) -> str:
        """The name of the function: short, and unique across the API."""
        return str(operation.view_func.__name__)

    def get_openapi_schema(self, **given: Any) -> OpenAPISchema:
        """The OpenAPI document (3.1)."""
        document = super().get_openapi_schema(**given)
        components = document.setdefault("components", {}).setdefault("schemas", {})
        shape = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        components |= shape.pop("$defs", {})
        components["Problem"] = shape
        for methods in document["paths"].values():
            for method, operation in methods.items():
                _declare(method, operation)
        return document


def _declare(method: str, operation: dict[str, Any]) -> None:
    answers = operation["responses"]
    files = _FILES.get(operation["operationId"])
    if files:
        answers[200]["content"] = files
    statuses = [*ALWAYS]
    statuses += BEHIND_THE_DOOR if operation.get("security") else ()
    statuses += WRITING if method in _WRITES else ()
    for status in sorted(statuses):
        answers[status] = {
            "description": _title(status),
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }


def _title(status: int) -> str:
    return " / ".join(title.en for code, title in KINDS.values() if code == status)


def for_insiders(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The page to try the API on: for those signed in, and in a demonstration. The document stays public."""
    if not (isinstance(view, partial) and view.func is openapi_view):
        return view

    def opened(request: HttpRequest, *args: Any, **facts: Any) -> HttpResponse:
        if not (settings.HOSO_DEMONSTRATION or request.user.is_authenticated):
            return problem(request, "not-signed-in", NOT_SIGNED_IN)
        answer: HttpResponse = view(request, *args, **facts)
        return answer

    return opened
