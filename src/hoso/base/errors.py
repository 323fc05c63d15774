"""What an action may raise. Doors turn these into pages and problem documents (RFC 9457)."""

from __future__ import annotations

from collections.abc import Mapping

from hoso.law.text import Text
from hoso.law.verdict import Verdict


class HosoError(Exception):
    """A refusal with a sentence for the person who asked. ``status`` is the HTTP status of the answer."""

    status = 400
    kind = "error"

    def __init__(self, text: Text) -> None:
        super().__init__(text.vi)
        self.text = text


class NotAllowed(HosoError):
    """The actor has no duty that lets him do this."""

    status = 403
    kind = "not-allowed"


class NotFound(HosoError):
    """There is nothing here that the actor may know of."""

    status = 404
    kind = "not-found"


class Conflict(HosoError):
    """Somebody else was faster, or the page was stale. Nothing was written."""

    status = 409
    kind = "conflict"


class TooLarge(HosoError):
    """The file or the form is larger than the limit printed beside its field."""

    status = 413
    kind = "too-large"


class Invalid(HosoError):
    """The values given cannot be used. ``fields`` maps a field's name to what is wrong with it."""

    status = 422
    kind = "invalid"

    def __init__(self, text: Text, fields: Mapping[str, Text] | None = None) -> None:
        super().__init__(text)
        self.fields: dict[str, Text] = dict(fields or {})


class Unavailable(HosoError):
    """A service this step needs (a signing token, a time-stamping authority) does not answer."""

    status = 503
    kind = "unavailable"


class Refused(HosoError):
    """The law refuses. The verdict says why, with the article."""

    status = 422
    kind = "refused"

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.first_text)
        self.verdict = verdict
