"""Sample slips: plausible data of an invented commune office, one sample a template."""

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
        "system_name": "Một cửa Tuyên Quang",
        "published_at": NOW,
        "url": "https://mc.example.vn/v/7K3Q9F2M",
    }
    return PaperIdentity(**(facts | more))


def head(printed_as: str, **more: Any) -> dict[str, Any]:
    return {
        "agency": "Ủy ban nhân dân xã Yên Nguyên",
        "number": "12/GTN-UBND",
        "place": "Yên Nguyên",
        "signed_on": date(2026, 11, 22),
        "signer": {"capacity": "Công chức tiếp nhận hồ sơ", "name": "Hoàng Thị Ngọc Diệp"},
        "qr": identity(printed_as),
        "demonstration": True,
        "dossier_code": CODE,
        **more,
    }


def dossier_head(printed_as: str, **more: Any) -> dict[str, Any]:
    return head(
        printed_as,
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


def supplement_request() -> dict[str, Any]:
    return dossier_head(
        "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ",
        desk="Trung tâm Phục vụ hành chính công xã Yên Nguyên",
        items=[
            {
                "name": "Giấy chứng sinh",
                "quantity": "01 bản chính hoặc bản điện tử",
                "reason": "Bản chụp mờ, không đọc được số giấy và ngày cấp",
            },
            {
                "name": "Văn bản ủy quyền đi đăng ký khai sinh",
                "quantity": "01 bản",
                "reason": "Người nộp không phải là cha, mẹ của trẻ",
            },
        ],
        reason="Hồ sơ chưa đủ thành phần theo quy định tại Điều 16 Luật Hộ tịch.",
        answer_by=datetime(2026, 12, 6, 10, 0, tzinfo=UTC),
        effect_on_clock="tạm dừng, tính tiếp khi nhận đủ hồ sơ bổ sung",
        officer_name="Hoàng Thị Ngọc Diệp (cán bộ hướng dẫn)",
        officer_phone="0207 3 800 801",
        lookup_url="https://motcua.example.vn/bo-sung",
    )


def refusal() -> dict[str, Any]:
    return dossier_head(
        "Phiếu từ chối tiếp nhận, giải quyết hồ sơ",
        desk="Trung tâm Phục vụ hành chính công xã Yên Nguyên",
        submitted_at=NOW,
        reasons=["Trẻ đã được đăng ký khai sinh tại phường Minh Xuân ngày 03/11/2026 (số 118/2026)."],
        articles=["Khoản 2 Điều 35 Luật Hộ tịch", "Điểm b khoản 1 Điều 17 Nghị định 118/2025/NĐ-CP"],
        what_to_do="Nếu cần thêm bản giấy khai sinh, xin nộp yêu cầu cấp bản sao trích lục (2.000635).",
        complaint="Ông/bà có quyền khiếu nại trong 90 ngày kể từ ngày nhận được phiếu này.",
        help_contact="Hoàng Thị Ngọc Diệp – 0207 3 800 801 (giờ hành chính)",
    )


def apology() -> dict[str, Any]:
    return dossier_head(
        "Phiếu xin lỗi và hẹn lại ngày trả kết quả",
        signer={"capacity": "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", "name": "Ma Văn Đức"},
        received_at=NOW,
        due_at=DUE,
        stage="Xác minh nơi cư trú của cha, mẹ",
        reason="Cơ quan phối hợp chưa trả lời văn bản xác minh số 45/UBND-TP.",
        new_due_at=datetime(2026, 12, 1, 3, 30, tzinfo=UTC),
        contact="0207 3 800 801",
    )


def stop_notice() -> dict[str, Any]:
    return dossier_head(
        "Thông báo dừng giải quyết hồ sơ",
        received_at=NOW,
        requested_by="Người nộp hồ sơ, qua Cổng Dịch vụ công quốc gia",
        requested_at=datetime(2026, 11, 25, 2, 5, tzinfo=UTC),
        stage="Đang thẩm định",
        reason="Người nộp hồ sơ xin rút để nộp lại tại nơi thường trú mới.",
        articles=["Nghị định 118/2025/NĐ-CP", "Mẫu số 05 Thông tư 03/2025/TT-VPCP"],
        fee_settlement="Chưa thu, không phải hoàn trả",
        papers_returned="Giấy chứng sinh (01 bản chính)",
        contact="0207 3 800 801 gặp bộ phận tư pháp – hộ tịch",
    )


def routing_slip() -> dict[str, Any]:
    return dossier_head(
        "Phiếu kiểm soát quá trình giải quyết hồ sơ",
        received_at=NOW,
        due_at=DUE,
        solving_unit="Phòng Văn hóa – Xã hội xã",
        coordinating_units="Công an xã",
        hand_overs=[
            {
                "giver": "Bộ phận một cửa (Hoàng Thị Diệp)",
                "receiver": "Tư pháp – hộ tịch (Lý Thị Xuân)",
                "handed_at": datetime(2026, 11, 22, 4, 0, tzinfo=UTC),
                "outcome": "Đúng hạn",
            },
            {
                "giver": "Tư pháp – hộ tịch (Lý Thị Xuân) chuyển",
                "receiver": "Lãnh đạo Ủy ban (Ma Văn Đức)",
                "handed_at": datetime(2026, 11, 25, 8, 0, tzinfo=UTC),
                "due_at": datetime(2026, 11, 26, 10, 0, tzinfo=UTC),
                "outcome": "Trước hạn",
                "note": "Đã có ý kiến của Công an xã",
            },
        ],
    )


def dossier_register() -> dict[str, Any]:
    data = head("Sổ theo dõi hồ sơ")
    del data["dossier_code"]
    line = {
        "procedure_name": "Đăng ký khai sinh",
        "sets": 1,
        "owner": "Nguyễn Thị Mỹ Duyên",
        "contact": "Thôn Cầu Mạ, xã Yên Nguyên; 0912 345 678",
        "receiving_agency": "Phòng Văn hóa – Xã hội xã",
        "received_on": date(2026, 11, 22),
        "due_on": date(2026, 11, 27),
        "solved_on": date(2026, 11, 26),
        "returned_on": date(2026, 11, 26),
        "return_method": "Bản điện tử qua tài khoản",
    }
    lines = [{**line, "dossier_code": f"H60.25.12-261122-{i:04}"} for i in range(1, 31)]
    return data | {"period": "Năm 2026, từ 01/01 đến 22/11/2026", "lines": lines}


def e_receipt() -> dict[str, Any]:
    return {
        "qr": identity("Xác nhận đã nhận hồ sơ điện tử", dossier_code="N-261122-000017"),
        "demonstration": True,
        "agency": "Ủy ban nhân dân xã Yên Nguyên",
        "place": "Yên Nguyên",
        "signed_on": date(2026, 11, 22),
        "filing_code": "N-261122-000017",
        "procedure_name": "Đăng ký khai sinh",
        "procedure_code": "1.001193",
        "applicant_name": "Nguyễn Thị Mỹ Duyên",
        "received_at": NOW,
        "answer_by": datetime(2026, 11, 23, 9, 15, tzinfo=UTC),
        "files": [
            {
                "name": "to-khai-khai-sinh.pdf",
                "component": "Tờ khai đăng ký khai sinh",
                "size": "184 kB",
                "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            },
            {
                "name": "giấy chứng sinh (mặt trước).pdf",
                "component": "Giấy chứng sinh",
                "size": "1,2 MB",
                "sha256": "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752",
            },
        ],
        "ledger_leaf": "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
        "proof_steps": [
            "Giữ tệp xác nhận này và tệp bằng chứng tải về từ trang hồ sơ của ông/bà.",
            "Tính lại mã băm của các tệp đã nộp và so với bảng trên.",
            "Đưa hai tệp vào trang kiểm tra, hoặc chạy lệnh hoso verify-receipt trên máy của mình.",
        ],
        "lookup_url": "https://motcua.example.vn/tra-cuu",
    }


def decision_denied() -> dict[str, Any]:
    return dossier_head(
        "Văn bản từ chối giải quyết hồ sơ",
        signer={"capacity": "CHỦ TỊCH", "name": "Nông Thị Thủy"},
        facts=["Hồ sơ nộp ngày 22/11/2026 gồm 02 giấy tờ, đầy đủ về số lượng."],
        articles=["Điều 16 Luật Hộ tịch số 60/2014/QH13", "Điều 15 Nghị định 123/2015/NĐ-CP"],
        reasons=["Thông tin về mẹ trên giấy chứng sinh không khớp Cơ sở dữ liệu quốc gia về dân cư."],
        remedy="Ông/bà có quyền khiếu nại đến Ủy ban nhân dân xã hoặc khởi kiện tại Tòa án theo pháp luật.",
    )
