"""The demonstration signing service as the issuing authority (``grants.ports.IssuingAuthority``), over HTTP.

Protocol: ``hoso.seal.demonstration.citizen_service``. The secret comes from a file made at preparation; the key
is generated there and never comes here.
"""

from __future__ import annotations

import http.client
import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from hoso.base.errors import Unavailable
from hoso.grants.ports import Certified, Invitation, Wish
from hoso.law.text import Text

LARGEST_ANSWER = 64 * 1024
AWAY = Text(
    "Tổ chức cấp chữ ký số chưa trả lời. Chưa có gì thay đổi; hãy thử lại sau ít phút.",
    "The issuing authority does not answer. Nothing has changed; please try again in a few minutes.",
)
NONSENSE = Text(
    "Tổ chức cấp chữ ký số trả lời không đúng dạng. Chưa có gì thay đổi; hãy thử lại, nếu vẫn lỗi hãy báo "
    "quản trị hệ thống.",
    "The issuing authority gave an answer that cannot be read. Nothing has changed; try again, and tell the "
    "administrator if it stays so.",
)
NOT_CONNECTED = Text(
    "Hệ thống này chưa nối với tổ chức cấp chữ ký số miễn phí.",
    "This system is not connected to an authority that issues free signatures.",
)


@dataclass(frozen=True)
class SigningServiceAuthority:
    """The service at ``address``; ``secret`` is the file. ``timeout_seconds`` covers one exchange."""

    address: str
    secret: Path
    timeout_seconds: float = 5.0

    def invite(self, wish: Wish) -> Invitation:
        """See ``grants.ports.IssuingAuthority``."""
        said = self._post(
            "/invitations",
            {
                "reference": wish.reference,
                "name": wish.name,
                "identifier": wish.personal_id,
                "organisation": wish.organisation,
                "days": wish.valid_days,
                "renews": wish.renews,
            },
        )
        try:
            ticket, expires_at = _text(said, "ticket"), datetime.fromisoformat(_text(said, "expires_at"))
        except ValueError as fault:
            raise Unavailable(NONSENSE) from fault
        if expires_at.tzinfo is None:
            raise Unavailable(NONSENSE)
        where = f"{self.address}/{'renew' if wish.renews else 'enrol'}"
        return Invitation(where, ticket, expires_at)

    def certificate(self, reference: str) -> Certified | None:
        """See ``grants.ports.IssuingAuthority``."""
        said = self._ask(f"/certificate?user={quote(reference)}", None, absent=True)
        if said is None:
            return None
        chain = said.get("chain")
        if not isinstance(chain, list) or not all(isinstance(one, str) for one in chain):
            raise Unavailable(NONSENSE)
        return Certified(_text(said, "certificate"), tuple(chain))

    def revoke(self, reference: str) -> datetime:
        """See ``grants.ports.IssuingAuthority``."""
        said = self._post("/revoke", {"reference": reference})
        try:
            at = datetime.fromisoformat(_text(said, "revoked_at"))
        except ValueError as fault:
            raise Unavailable(NONSENSE) from fault
        if at.tzinfo is None:
            raise Unavailable(NONSENSE)
        return at

    def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        said = self._ask(path, body)
        if said is None:
            raise Unavailable(NONSENSE)
        return said

    def _ask(self, path: str, body: dict[str, Any] | None, *, absent: bool = False) -> dict[str, Any] | None:
        headers = {"Content-Type": "application/json"}
        if body is not None:
            headers["Authorization"] = f"Bearer {self._secret()}"
        data = json.dumps(body).encode() if body is not None else None
        if not self.address.startswith(("http://", "https://")):
            raise Unavailable(NOT_CONNECTED)
        request = urllib.request.Request(self.address + path, data, headers)  # noqa: S310  checked above
        try:
            with urllib.request.urlopen(request, timeout=self.timeout_seconds) as answer:  # noqa: S310
                content = answer.read(LARGEST_ANSWER + 1)
        except urllib.error.HTTPError as refusal:
            if absent and refusal.code == http.client.NOT_FOUND:
                return None
            raise Unavailable(
                AWAY if refusal.code >= http.client.INTERNAL_SERVER_ERROR else NONSENSE
            ) from refusal
        except http.client.HTTPException as fault:
            raise Unavailable(NONSENSE) from fault
        except (urllib.error.URLError, OSError, ValueError) as fault:
            raise Unavailable(AWAY) from fault
        return _read(content)

    def _secret(self) -> str:
        try:
            return self.secret.read_text("utf-8").strip()
        except OSError as absent:
            raise Unavailable(NOT_CONNECTED) from absent


def _read(content: bytes) -> dict[str, Any]:
    if len(content) > LARGEST_ANSWER:
        raise Unavailable(NONSENSE)
    try:
        said = json.loads(content)
    except (ValueError, RecursionError) as fault:
        raise Unavailable(NONSENSE) from fault
    if not isinstance(said, dict):
        raise Unavailable(NONSENSE)
    return said


def _text(said: dict[str, Any], name: str) -> str:
    value = said.get(name)
    if not isinstance(value, str) or not value:
        raise Unavailable(NONSENSE)
    return value
