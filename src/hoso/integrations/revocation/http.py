"""``papers.ports.Revocation`` over HTTP: short waits, bounded answers, no other scheme."""

from __future__ import annotations

import urllib.error
import urllib.request
from dataclasses import dataclass

from hoso.base.errors import Unavailable
from hoso.law.text import Text

_LARGEST_OCSP, _LARGEST_CRL = 64 * 1024, 32 * 1024 * 1024


class _NoOtherScheme(urllib.request.HTTPRedirectHandler):
    """Follows redirections within http and https only."""

    def redirect_request(self, *arguments: object) -> urllib.request.Request | None:
        """Called with (request, file, code, message, headers, new address)."""
        address = str(arguments[5])
        if not address.startswith(("http://", "https://")):
            raise urllib.error.URLError("redirected to another scheme")
        made: urllib.request.Request | None = super().redirect_request(*arguments)  # type: ignore[arg-type]
        return made


@dataclass(frozen=True)
class HttpRevocation:
    """``timeout_seconds`` covers one exchange."""

    timeout_seconds: float = 3.0

    def ocsp(self, url: str, request: bytes) -> bytes:
        """See ``papers.ports.Revocation``."""
        return self._answer(url, request, _LARGEST_OCSP)

    def crl(self, url: str) -> bytes:
        """See ``papers.ports.Revocation``."""
        return self._answer(url, None, _LARGEST_CRL)

    def _answer(self, url: str, body: bytes | None, most: int) -> bytes:
        if not url.startswith(("http://", "https://")):
            raise _unavailable(url, "address")
        headers = {} if body is None else {"Content-Type": "application/ocsp-request"}
        asked = urllib.request.Request(url, body, headers)  # noqa: S310  scheme checked above
        try:
            with urllib.request.build_opener(_NoOtherScheme).open(
                asked, timeout=self.timeout_seconds
            ) as link:
                data: bytes = link.read(most + 1)
        except (urllib.error.URLError, OSError, ValueError) as error:
            raise _unavailable(url, str(error)) from error
        if not data or len(data) > most:
            raise _unavailable(url, "size")
        return data


def _unavailable(url: str, why: str) -> Unavailable:
    return Unavailable(
        Text(
            f"Dịch vụ thu hồi {url} chưa trả lời được ({why}).",
            f"The revocation service {url} gave no usable answer ({why}).",
        )
    )
