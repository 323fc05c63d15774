"""Sample papers for the tests: plausible data of a commune, one sample a template."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from hoso.press.qr import PaperIdentity

NOW = datetime(2026, 11, 22, 3, 15, 30, tzinfo=UTC)
DUE = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)
CODE = "H60.25.12-261122-0001"


def identity(paper_name: str, **more: Any) -> PaperIdentity:
    facts: dict[str, Any] = {
        "dossier_code": CODE,
        "procedure_code": "1.001193",
        "applicant_id": "002189004567",
        "paper_name": paper_name,
        "system_name": "Một cửa điện tử tỉnh Tuyên Quang",
        "published_at": NOW,
        "url": f"https://motcua.example.vn/v/{CODE}",
    }
    return PaperIdentity(**(facts | more))


def head(paper_name: str, **more: Any) -> dict[str, Any]:
    return {
        "agency": "Ủy ban nhân dân xã Yên Nguyên",
        "number": "12/GTN-UBND",
        "place": "Yên Nguyên",
        "signed_on": date(2026, 11, 22),
        "signer": {"capacity": "Công chức tiếp nhận hồ sơ", "name": "Hoàng Thị Ngọc Diệp"},
        "qr": identity(paper_name),
        "demonstration": True,
        "dossier_code": CODE,
        **more,
    }


def dossier_head(paper_name: str, **more: Any) -> dict[str, Any]:
    return head(
        paper_name,
        procedure_name="Đăng ký khai sinh",
        procedure_code="1.001193",
        applicant={
            "name": "Nguyễn Thị Mỹ Duyên",
            "identity_code": "002189004567",
            "address": "Thôn Cầu Mạ, xã Yên Nguyên, tỉnh Tuyên Quang",
            "phone": "0912 345 678",
            "email": "duyen.nguyen@example.vn",
        },
        **more,
    )


def receipt() -> dict[str, Any]:
    return dossier_head(
        "Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
        qr=identity("Giấy tiếp nhận hồ sơ và hẹn trả kết quả", appointment_at=DUE),
        desk="Trung tâm Phục vụ hành chính công xã Yên Nguyên",
        channel="Trực tuyến",
        components=[
            {
                "name": "Tờ khai đăng ký khai sinh theo mẫu",
                "originals": 0,
                "certified_copies": 0,
                "plain_copies": 0,
                "electronic": 1,
            },
            {
                "name": "Giấy chứng sinh do cơ sở y tế nơi trẻ em sinh ra cấp",
                "originals": 1,
                "certified_copies": 0,
                "plain_copies": 0,
                "electronic": 1,
            },
        ],
        sets=1,
        time_limit="03 ngày làm việc",
        received_at=NOW,
        due_at=DUE,
        calculation=[
            {"label": "Nhận hồ sơ điện tử, bắt đầu tính từ ngày làm việc kế tiếp", "value": "22/11/2026"},
            {"label": "Ngày làm việc thứ 1", "value": "23/11/2026"},
            {"label": "Nghỉ Ngày Văn hóa Việt Nam", "value": "24/11/2026"},
            {"label": "Ngày làm việc thứ 2 và thứ 3", "value": "25/11 và 26/11/2026"},
        ],
        fees=[{"name": "Lệ phí đăng ký khai sinh đúng hạn", "amount": 0}],
        return_place="Tài khoản của công dân trên Cổng Dịch vụ công quốc gia",
        lookup_url="https://motcua.example.vn/tra-cuu",
        hotline="0207 3 800 800",
    )
