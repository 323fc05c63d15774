"""Sample results, one a template."""

from __future__ import annotations

from datetime import date
from typing import Any

from hoso.press.qr import PublicAddress
from hoso.press.samples.slips import NOW, dossier_head, head, identity

CHAIR = {"capacity": "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", "name": "Ma Văn Đức"}
VALIDITY = "không thời hạn, toàn quốc"


def result_head(paper: str, **more: Any) -> dict[str, Any]:
    return head(paper, signer=CHAIR, qr=identity(paper, validity=VALIDITY), **more)


def birth_certificate() -> dict[str, Any]:
    parent = {
        "ethnicity": "Tày",
        "nationality": "Việt Nam",
        "residence": "Thôn Cầu Mạ, xã Yên Nguyên, Tuyên Quang",
    }
    return result_head(
        "Giấy khai sinh",
        child_name="Ma Nguyễn Khánh Huyền",
        born_on=date(2026, 11, 15),
        born_on_in_words="ngày mười lăm, tháng mười một, năm hai nghìn không trăm hai mươi sáu",
        sex="Nữ",
        ethnicity="Tày",
        nationality="Việt Nam",
        birthplace="Trung tâm Y tế Chiêm Hóa, xã Chiêm Hóa, tỉnh Tuyên Quang",
        home_town="Xã Yên Nguyên, tỉnh Tuyên Quang",
        personal_id="008326001234",
        mother={"name": "Nguyễn Thị Mỹ Duyên", "birth_year": "1998", **parent},
        father={"name": "Ma Đình Phượng", "birth_year": "1995", **parent},
        declarant="Nguyễn Thị Mỹ Duyên",
        declarant_paper="Căn cước số 002189004567, Bộ Công an cấp ngày 02/08/2024",
        registered_at="Ủy ban nhân dân xã Yên Nguyên, tỉnh Tuyên Quang",
        registered_on=date(2026, 11, 24),
        register_entry="Số 204/2026, quyển 01",
    )


def civil_status_extract() -> dict[str, Any]:
    return result_head(
        "Trích lục kết hôn (bản sao)",
        event="kết hôn",
        subject="Ma Đình Phượng và Nguyễn Thị Mỹ Duyên",
        rows=[
            {"label": "Họ, chữ đệm, tên vợ", "value": "Nguyễn Thị Mỹ Duyên"},
            {"label": "Ngày sinh của vợ", "value": "14/02/1998"},
            {"label": "Họ, chữ đệm, tên chồng", "value": "Ma Đình Phượng"},
            {"label": "Ngày sinh của chồng", "value": "30/07/1995"},
        ],
        register="Sổ đăng ký kết hôn năm 2023",
        entry_number="37",
        entered_on=date(2023, 9, 9),
        original_agency="Ủy ban nhân dân xã Yên Nguyên, huyện Chiêm Hóa (trước 01/07/2025)",
    )


def certification_page() -> dict[str, Any]:
    data = result_head(
        "Lời chứng bản sao điện tử từ bản chính",
        original_name="Bằng tốt nghiệp đại học",
        original_number="QC 118204",
        original_issuer="Đại học Thái Nguyên",
        pages=2,
        statement="Chứng thực bản sao đúng với bản chính.",
        certification_number="1187/2026-SCT/BS",
        register="Sổ chứng thực bản sao điện tử từ bản chính, quyển 2026-SCT/BS",
        certified_at=NOW,
        compared_by="Ma Văn Đức",
        compared_at=NOW,
        copy_sha256="60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752",
    )
    del data["dossier_code"]
    return data


def certification_register() -> dict[str, Any]:
    data = result_head("Sổ chứng thực bản sao")
    del data["dossier_code"]
    line = {
        "day": date(2026, 11, 24),
        "requested_by": "Ma Đình Phượng",
        "title": "Bằng tốt nghiệp đại học",
        "source": "QC 118204",
        "certifier": "Ma Văn Đức",
        "dossier_code": "H60.25.12-261124-0017",
    }
    lines = [{**line, "number": f"{i}/2026-SCT/BS"} for i in range(1, 41)]
    lines[7]["note"] = "Hủy bỏ từ 26/11/2026"
    return data | {
        "heading": "Sổ chứng thực bản sao từ bản chính (điện tử)",
        "period": "Năm 2026, quyển 2026-SCT/BS",
        "lines": lines,
    }


def residence_notice() -> dict[str, Any]:
    return result_head(
        "Thông báo kết quả đăng ký thường trú",
        agency="Công an xã Yên Nguyên",
        superior="Công an tỉnh Tuyên Quang",
        applicant_name="Lương Quỳnh Như",
        personal_id="008301007788",
        request="Đăng ký thường trú vào hộ của ông bà ngoại",
        outcome="Đã đăng ký thường trú",
        address="Số 5, thôn Hợp Long, xã Yên Nguyên, tỉnh Tuyên Quang",
        head_of_household="Lương Văn Ất",
        head_personal_id="008055000321",
        relation_to_head="Cháu ngoại",
        members=[
            {
                "name": "Lương Gia Bảo",
                "born_on": date(2024, 5, 1),
                "sex": "Nam",
                "personal_id": "008224009911",
                "relation": "Chắt",
            }
        ],
        registered_on=date(2026, 11, 24),
        articles=["Điều 20, Điều 22 Luật Cư trú số 68/2020/QH14"],
    )


def business_certificate() -> dict[str, Any]:
    return result_head(
        "Giấy chứng nhận đăng ký hộ kinh doanh",
        business_code="008195003344",
        first_registered_on=date(2026, 11, 24),
        changes="Thay đổi lần thứ nhất: ngày 30 tháng 11 năm 2026",
        business_name="Hộ kinh doanh Cơm lam Bản Phú",
        address="Chợ Yên Nguyên, xã Yên Nguyên, tỉnh Tuyên Quang",
        phone="0987 111 222",
        email="comlam@example.vn",
        lines_of_business=[
            "5610 – Nhà hàng và dịch vụ ăn uống lưu động",
            "4722 – Bán lẻ thực phẩm trong cửa hàng chuyên doanh",
        ],
        capital=150_000_000,
        established_by="Các thành viên hộ gia đình",
        owner_name="Triệu Mùi Ghển",
        owner_born_on=date(1995, 3, 8),
        owner_sex="Nữ",
        owner_personal_id="008195003344 (trùng mã số hộ kinh doanh)",
        owner_address="Bản Phú, xã Yên Nguyên, tỉnh Tuyên Quang (nhà riêng)",
        members=[
            {"name": "Triệu Tòn Khuôn", "personal_id": "008093001212", "address": "Bản Phú, xã Yên Nguyên"},
        ],
    )


def criminal_record() -> dict[str, Any]:
    return result_head(
        "Phiếu lý lịch tư pháp số 1",
        agency="Công an tỉnh Tuyên Quang",
        superior="Bộ Công an",
        full_name="Bàn Thị Ước",
        sex="Nữ",
        born_on=date(1990, 12, 1),
        birthplace="Tuyên Quang",
        nationality="Việt Nam",
        residence="Tổ 4, phường Minh Xuân, tỉnh Tuyên Quang",
        identity_paper="Căn cước số 008190002233, cấp ngày 11/09/2024",
        convictions=[],
        position_ban="Không",
        purpose="Xin việc làm",
    )


def generic_result() -> dict[str, Any]:
    data = dossier_head(
        "Giấy xác nhận tình trạng hôn nhân", signer=CHAIR, paper_name="Giấy xác nhận tình trạng hôn nhân"
    )
    return data | {
        "procedure_name": "Cấp giấy xác nhận tình trạng hôn nhân",
        "procedure_code": "1.004873",
        "sections": [
            {
                "title": "Người được xác nhận",
                "rows": [
                    {"label": "Ngày sinh", "value": "14/02/1998"},
                    {"label": "Giới tính", "value": "Nữ"},
                ],
            }
        ],
        "conclusion": "Hiện tại chưa đăng ký kết hôn với ai.\nGiấy này dùng để bổ túc hồ sơ vay vốn.",
        "validity": "06 tháng kể từ ngày cấp",
        "articles": ["Điều 21, Điều 23 Nghị định 123/2015/NĐ-CP"],
    }


def answers() -> dict[str, Any]:
    return {
        "qr": identity("Tờ khai đăng ký khai sinh"),
        "demonstration": True,
        "form_name": "Tờ khai đăng ký khai sinh",
        "form_code": "TP/HT-2026-KS.1",
        "addressed_to": "Ủy ban nhân dân xã Yên Nguyên",
        "sections": [
            {
                "title": "Người yêu cầu",
                "rows": [
                    {"label": "Họ, chữ đệm, tên", "value": "Nguyễn Thị Mỹ Duyên"},
                    {"label": "Nơi cư trú", "value": "Thôn Cầu Mạ, xã Yên Nguyên, tỉnh Tuyên Quang"},
                ],
            },
            {
                "title": "Người được khai sinh",
                "rows": [
                    {"label": "Tên của trẻ", "value": "Ma Nguyễn Khánh Huyền"},
                    {
                        "label": "Ghi chú",
                        "value": "Sinh lúc 4 giờ 20 phút.\nCân nặng 3,1 kg; C# & $x_1$ *không* có nghĩa gì.",
                    },
                ],
            },
        ],
        "pledge": "Tôi cam đoan những nội dung trên đây là đúng sự thật và chịu trách nhiệm trước pháp luật.",
        "place": "Tuyên Quang",
        "signed_on": date(2026, 11, 22),
        "declarant_name": "Nguyễn Thị Mỹ Duyên",
    }


def wall_notice() -> dict[str, Any]:
    return {
        "qr": PublicAddress("https://motcua.example.vn/tt/1.001193"),
        "demonstration": True,
        "agency": "Ủy ban nhân dân xã Yên Nguyên",
        "superior": "Ủy ban nhân dân tỉnh Tuyên Quang",
        "procedure_name": "Thủ tục đăng ký khai sinh",
        "procedure_code": "1.001193",
        "sector": "Hộ tịch",
        "online_level": "Dịch vụ công trực tuyến toàn trình",
        "who": "Cha, mẹ, ông, bà hoặc người thân thích khác của trẻ",
        "steps": [
            {"title": "Nộp hồ sơ", "text": "Trực tuyến trên Cổng Dịch vụ công quốc gia hoặc tại Trung tâm."},
            {"title": "Kiểm tra", "text": "Công chức kiểm tra, nếu thiếu thì hướng dẫn một lần đầy đủ."},
            {"title": "Nhận kết quả", "text": "Bản điện tử gửi vào tài khoản; bản giấy nếu có yêu cầu."},
        ],
        "papers": [
            {"name": "Tờ khai điện tử", "quantity": "01"},
            {"name": "Giấy chứng sinh bản chính hoặc bản điện tử", "quantity": "01"},
        ],
        "sets": "01 bộ hồ sơ",
        "channels": [
            {"channel": "Trực tuyến", "time_limit": "Trong ngày", "fee": "Miễn lệ phí khi nộp trực tuyến"},
            {"channel": "Trực tiếp", "time_limit": "Trong ngày làm việc", "fee": "Miễn lệ phí nếu đúng hạn"},
        ],
        "result": "Giấy khai sinh",
        "requirements": "Đăng ký trong 60 ngày kể từ ngày sinh con",
        "legal_basis": [
            "Luật Hộ tịch số 60/2014/QH13",
            "Nghị định 123/2015/NĐ-CP",
            "Thông tư 04/2020/TT-BTP",
        ],
        "decision": "Quyết định 1872/QĐ-BTP ngày 04/09/2020",
        "lookup_url": "https://motcua.example.vn/tt",
        "hotline": "0207 3 800 800",
    }
