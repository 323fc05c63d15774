"""The notice for the wall: one procedure on paper with its QR code. Made once a version."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hoso.base import clock
from hoso.base.errors import Conflict
from hoso.base.identifiers import fold
from hoso.catalogue.records import VersionRecord
from hoso.law.text import Text
from hoso.parties import queries as parties
from hoso.portal.catalogue import CHANNELS, ONLINE, fee_words, limit_words, version_shown
from hoso.press.compose import compose
from hoso.press.qr import PublicAddress

UNKNOWN = "Chưa công bố trong nguồn"
NOT_YET = Text(
    "Thủ tục này đang hoàn thiện nên chưa có bản niêm yết. Hãy quay lại khi thủ tục được công bố.",
    "This procedure is being prepared, so there is no notice to print yet.",
)


@require_safe
def wall_notice(request: HttpRequest, code: str) -> HttpResponse:
    """A4, or A3 with ``?kho=a3``; for the version in force."""
    version, in_force = version_shown(code)
    if not in_force:
        raise Conflict(NOT_YET)
    paper = "a3" if request.GET.get("kho") == "a3" else "a4"
    file = _made(version, paper)
    name = f"niem-yet-{fold(version.code)}-{paper}.pdf"
    return FileResponse(file.open("rb"), content_type="application/pdf", filename=name)


def _made(version: VersionRecord, paper: str) -> Path:
    """The file for this version and sheet; a published version never changes, so it is made once."""
    folder = Path(settings.HOSO_VAR) / "notices"
    file = folder / f"{version.id}-{paper}.pdf"
    if file.exists():
        return file
    folder.mkdir(parents=True, exist_ok=True)
    made = compose(
        "wall_notice", contents(version), now=clock.now(), paper=paper, title=version.name.vi[:200]
    )
    fresh = file.with_suffix(f".{clock.now().timestamp()}.part")
    fresh.write_bytes(made.pdf)
    fresh.replace(file)  # two makers at once write the same notice; the last one wins whole
    return file


def contents(version: VersionRecord) -> dict[str, Any]:
    """What stands on the notice. What the source does not say is said to be unknown."""
    address = f"{settings.HOSO_BASE_URL}/thu-tuc/{version.code}"
    facts = {
        "qr": PublicAddress(address),
        "demonstration": settings.HOSO_DEMONSTRATION,
        "agency": _province(),
        "procedure_name": version.name.vi,
        "procedure_code": version.code,
        "sector": version.sector or UNKNOWN,
        "online_level": ONLINE[version.online.level].vi if version.online.level else UNKNOWN,
        "who": "; ".join(version.subjects) or UNKNOWN,
        "steps": _steps(version),
        "papers": [
            {"name": one.name.vi, "quantity": "01" if one.required else "01, nếu có"}
            for one in version.components
            if one.entry == "paper"
        ],
        "sets": "01 bộ hồ sơ",
        "channels": [
            {
                "channel": CHANNELS[one.channel].vi,
                "time_limit": limit_words(one).vi,
                "fee": "; ".join(dict.fromkeys(fee_words(fee).vi for fee in one.fees)) or UNKNOWN,
            }
            for one in version.channels.values()
        ],
        "result": "; ".join(one.name.vi for one in version.results) or UNKNOWN,
        "legal_basis": [
            " – ".join(dict.fromkeys(part for part in one if part)) for one in version.legal_basis
        ]
        or [UNKNOWN],
        "decision": _decision(version),
        "lookup_url": address,
    }
    return facts | ({"requirements": version.requirements} if version.requirements else {})


def _province() -> str:
    today = clock.civil_day(clock.now())
    found = parties.agencies_in_force(today, level="province")
    return next((one.name for one in found if one.kind == "people-committee"), "Ủy ban nhân dân tỉnh")


def _steps(version: VersionRecord) -> list[dict[str, str]]:
    handler = version.handler.name.vi if version.handler else "Cơ quan có thẩm quyền"
    return [
        {
            "title": "Nộp hồ sơ",
            "text": "Trực tuyến theo mã QR, hoặc tại bất kỳ bộ phận một cửa nào của tỉnh.",
        },
        {
            "title": "Tiếp nhận",
            "text": "Hồ sơ được kiểm tra, số hóa và ký số ngay; nếu thiếu thì hướng dẫn một lần, đầy đủ.",
        },
        {"title": "Giải quyết", "text": f"{handler} giải quyết trong thời hạn ghi bên dưới."},
        {
            "title": "Nhận kết quả",
            "text": "Bản điện tử có ký số trong tài khoản của bạn, kiểm tra được bằng mã QR.",
        },
    ]


def _decision(version: VersionRecord) -> str:
    decision = version.decision
    if not decision.number:
        return UNKNOWN
    day = f" ngày {decision.decided_on:%d/%m/%Y}" if decision.decided_on else ""
    return f"Quyết định số {decision.number}{day}"
