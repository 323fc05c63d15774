"""Laws, decrees, circulars and decisions in use, article by article."""

# ruff: noqa: E501 (one row, one line: a table is read across)

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from hoso.law.shelves.source import Confidence, Document, Source
from hoso.law.text import Text

_Row = tuple[str, str, str, str, Confidence]

_BOOK: tuple[tuple[Document, tuple[_Row, ...]], ...] = (
    (
        Document("blds-2015", "Bộ luật Dân sự 2015", date(2017, 1, 1)),
        (
            ("147", "Điều 147", "Thời điểm bắt đầu thời hạn", "When a term begins", "memory"),
            ("148", "Điều 148", "Kết thúc thời hạn", "When a term ends", "memory"),
        ),
    ),
    (
        Document("blld-2019", "Bộ luật Lao động 2019", date(2021, 1, 1)),
        (("112", "Điều 112", "Nghỉ lễ, tết", "Public holidays", "memory"),),
    ),
    (
        Document("nd63-2010", "Nghị định 63/2010/NĐ-CP", date(2010, 10, 14)),
        (("8", "Điều 8", "Các bộ phận của một thủ tục", "The parts of a procedure", "seen"),),
    ),
    (
        Document("nd23-2015", "Nghị định 23/2015/NĐ-CP", date(2015, 4, 10)),
        (
            ("7", "Điều 7", "Thời hạn chứng thực: trong ngày, sau 15 giờ thì ngày tiếp theo",
             "Certified the same day, after 15:00 the next", "seen"),
            ("13", "Điều 13", "Sổ chứng thực và số chứng thực", "Certification books and numbers", "seen"),
            ("14", "Điều 14", "Lưu trữ trong chứng thực", "Archiving of certifications", "seen"),
            ("18", "Điều 18", "Giấy tờ làm cơ sở để chứng thực bản sao", "What copies are made from", "memory"),
            ("20", "Điều 20", "Kiểm tra, đối chiếu bản chính trước khi chứng thực bản sao",
             "Checking and comparing before a copy is certified", "memory"),
            ("22", "Điều 22", "Bản chính không được dùng để chứng thực", "Originals not certifiable", "memory"),
            ("22.1", "khoản 1 Điều 22", "Bản chính bị tẩy xóa, sửa chữa", "Erased or altered", "memory"),
            ("22.2", "khoản 2 Điều 22", "Bản chính hư hỏng, không xác định được nội dung", "Damaged", "memory"),
            ("22.3", "khoản 3 Điều 22", "Bản chính mật, không được sao chụp", "Secret, not to be copied", "memory"),
            ("22.4", "khoản 4 Điều 22", "Nội dung trái pháp luật, đạo đức", "Against law or morals", "memory"),
            ("22.5", "khoản 5 Điều 22", "Giấy tờ nước ngoài chưa hợp pháp hóa", "Foreign, not legalised", "memory"),
            ("22.6", "khoản 6 Điều 22", "Giấy tờ tự lập không có xác nhận", "Private, not confirmed", "memory"),
        ),
    ),
    (
        Document("nd61-2018", "Nghị định 61/2018/NĐ-CP", date(2018, 6, 21), date(2025, 6, 30), "nd118-2025"),
        (
            ("11", "Điều 11", "Trách nhiệm của cán bộ, công chức tại bộ phận một cửa",
             "Duties of one-stop officials", "memory"),
            ("16", "Điều 16", "Cách thức nộp hồ sơ, nhận kết quả", "Ways of filing", "seen"),
            ("17", "Điều 17", "Tiếp nhận hồ sơ", "Acceptance of dossiers", "seen"),
            ("18", "Điều 18", "Chuyển hồ sơ đến cơ quan giải quyết", "Hand-over for processing", "seen"),
            ("19", "Điều 19", "Giải quyết hồ sơ", "Processing", "seen"),
            ("20", "Điều 20", "Trả kết quả", "Return of results", "seen"),
            ("26", "Điều 26", "Mã số hồ sơ", "Dossier code", "seen"),
            ("force", "Điều khoản thi hành", "Hiệu lực thi hành", "Entry into force", "seen"),
        ),
    ),
    (
        Document("nd118-2025", "Nghị định 118/2025/NĐ-CP", date(2025, 7, 1)),
        (
            ("17", "quy định về tiếp nhận hồ sơ", "Tiếp nhận hồ sơ", "Acceptance", "unconfirmed"),
            ("19", "quy định về giải quyết hồ sơ", "Giải quyết hồ sơ", "Processing", "unconfirmed"),
            ("territory", "quy định về phi địa giới", "Tiếp nhận không phụ thuộc địa giới trong tỉnh",
             "Acceptance anywhere in the province", "seen"),
            ("force", "Điều khoản thi hành", "Hiệu lực thi hành", "Entry into force", "seen"),
        ),
    ),
    (
        Document("tt01-2018", "Thông tư 01/2018/TT-VPCP", date(2019, 1, 8), None, "tt03-2025"),
        (
            ("9", "Điều 9", "Các mẫu phiếu 01 đến 06", "Forms 01 to 06", "seen"),
            ("14", "Điều 14", "Chấm điểm giải quyết thủ tục", "Scoring of agencies", "seen"),
            ("16", "Điều 16", "Tra cứu, xem hồ sơ", "Look-up of dossiers", "seen"),
            ("19", "Điều 19", "Cấu trúc mã số hồ sơ", "Structure of the dossier code", "seen"),
        ),
    ),
    (
        Document("tt03-2025", "Thông tư 03/2025/TT-VPCP", date(2025, 9, 15)),
        (
            ("annex-1", "Phụ lục I", "Bảy mẫu phiếu", "The seven forms", "seen"),
            ("form-05", "Phụ lục I, Mẫu số 05", "Thông báo dừng giải quyết hồ sơ", "Notice of stopping", "seen"),
        ),
    ),
    (
        Document("tt05-2025-bnv", "Thông tư 05/2025/TT-BNV", date(2025, 7, 1)),
        (
            ("keeping", "quy định về bảo quản tài liệu lưu trữ số",
             "Bảo quản, kiểm tra tính toàn vẹn, gói tin lưu trữ", "Preservation, integrity checks, packages",
             "unconfirmed"),
        ),
    ),
    (
        Document("nd45-2020", "Nghị định 45/2020/NĐ-CP", date(2020, 5, 22)),
        (
            ("10", "Điều 10", "Bản sao điện tử từ sổ gốc, chứng thực điện tử",
             "Register extracts and e-certified copies", "seen"),
            ("11", "Điều 11", "Tiếp nhận hồ sơ điện tử", "Receipt of e-dossiers", "memory"),
            ("12", "Điều 12", "Sửa đổi, bổ sung hồ sơ điện tử", "Changes to an e-dossier", "seen"),
            ("14", "Điều 14", "Kết quả giải quyết bản điện tử", "Electronic results", "seen"),
            ("18", "Điều 18", "Chuyển bản điện tử thành bản giấy", "Printing an e-result", "seen"),
            ("25", "Điều 25", "Số hóa giấy tờ, kết quả", "Digitisation", "seen"),
        ),
    ),
    (
        Document("nd30-2020", "Nghị định 30/2020/NĐ-CP", date(2020, 3, 5)),
        (
            ("5", "Điều 5", "Giá trị pháp lý của văn bản điện tử", "Legal value of e-documents", "seen"),
            ("25", "Điều 25", "Các hình thức bản sao", "Forms of copies", "seen"),
        ),
    ),
    (
        Document("tt01-2020", "Thông tư 01/2020/TT-VPCP", date(2020, 10, 21)),
        (("form-06", "Biểu số 06/VPCP/KSTT", "Báo cáo kết quả giải quyết", "Report form 06", "production"),),
    ),
    (
        Document("tt01-2020-btp", "Thông tư 01/2020/TT-BTP", date(2020, 4, 20)),
        (
            ("7", "Điều 7", "Hủy bỏ văn bản chứng thực, công khai", "Voiding certifications, public list", "seen"),
            ("13", "Điều 13", "Số chứng thực, sổ chứng thực", "Certification numbers and books", "memory"),
        ),
    ),
    (
        Document("qd20-2020", "Quyết định 20/2020/QĐ-TTg"),
        (("4", "Điều 4", "Mã định danh điện tử của cơ quan", "Agency e-identifier", "seen"),),
    ),
    (
        Document("qd766-2022", "Quyết định 766/QĐ-TTg", date(2022, 6, 23)),
        (
            ("1", "nhóm chỉ số 1", "Công khai, minh bạch", "Publicity", "seen"),
            ("2.1", "chỉ số 2.1", "Tiến độ giải quyết đúng hạn", "On time", "seen"),
            ("3.3", "chỉ số 3.3", "Tỷ lệ hồ sơ trực tuyến", "Online dossiers", "seen"),
            ("4.2", "chỉ số 4.2", "Số hóa hồ sơ", "Digitised dossiers", "seen"),
            ("4.3", "chỉ số 4.3", "Khai thác, sử dụng lại", "Reuse", "seen"),
        ),
    ),
    (
        Document("tt01-2023", "Thông tư 01/2023/TT-VPCP", date(2023, 5, 25)),
        (
            ("7", "Điều 7", "Các bước số hóa", "Steps of digitisation", "seen"),
            ("8", "Điều 8", "Sao chụp và ký số bản điện tử", "Scanning and signing", "seen"),
            ("24", "Điều 24", "Kho quản lý dữ liệu điện tử", "Electronic data store", "seen"),
            ("26", "Điều 26", "Mã QR trên giấy tờ do hệ thống in", "QR on printed papers", "seen"),
            ("scope", "phạm vi số hóa", "Giấy tờ phải và không phải số hóa", "What is digitised", "seen"),
        ),
    ),
    (
        Document("law20-2023", "Luật Giao dịch điện tử 20/2023/QH15", date(2024, 7, 1)),
        (
            ("10", "Điều 10", "Giá trị như bản gốc của thông điệp dữ liệu", "Original value", "seen"),
            ("12", "Điều 12", "Chuyển đổi giữa văn bản giấy và thông điệp dữ liệu", "Conversion", "seen"),
            ("22", "Điều 22", "Chữ ký điện tử", "Electronic signatures", "seen"),
            ("trust-services", "Điều 24 đến Điều 29", "Chữ ký số công cộng và dịch vụ tin cậy",
             "Public signatures and trust services", "unconfirmed"),
        ),
    ),
    (
        Document("law26-2023", "Luật Căn cước 26/2023/QH15", date(2024, 7, 1)),
        (("12", "Điều 12", "Số định danh cá nhân", "Personal identification number", "memory"),),
    ),
    (
        Document("tt86-2024", "Thông tư 86/2024/TT-BTC", date(2025, 2, 6)),
        (("5", "Điều 5", "Cấu trúc mã số thuế", "Structure of the tax code", "memory"),),
    ),
    (
        Document("nd224-2026", "Nghị định 224/2026/NĐ-CP", date(2026, 7, 1)),
        (
            ("14", "Điều 14", "Dịch vụ công toàn trình, một phần", "Full and partial services", "seen"),
            ("15", "Điều 15", "Yêu cầu đối với dịch vụ công trực tuyến", "Demands on services", "seen"),
            ("19", "Điều 19", "Đo lường, giám sát", "Measuring", "seen"),
        ),
    ),
    (
        Document("nq66-22-2026", "Nghị quyết 66.22/2026/NQ-CP", date(2026, 8, 15), date(2027, 2, 28)),
        (
            ("7.1", "khoản 1 Điều 7", "Chữ ký số cá nhân miễn phí", "Free personal signatures", "seen"),
            ("7.4", "khoản 4 Điều 7", "Xác thực điện tử có giá trị xác nhận hành vi",
             "Authentication proves the act", "seen"),
        ),
    ),
    (
        Document("portal-states", "Bộ mã trạng thái hồ sơ của Cổng Dịch vụ công quốc gia"),
        (("codes", "mã 1 đến 10", "Mã trạng thái hồ sơ", "Dossier state codes", "production"),),
    ),
    (
        Document("convention", "Quy ước của phần mềm"),
        (
            ("deny", "mục Phân quyền", "Việc không có trong bảng thì không được làm", "What no row allows is refused", "seen"),
            ("dated", "mục Quy định theo thời điểm", "Hồ sơ theo quy định tại ngày tiếp nhận",
             "A dossier keeps the law of its day", "seen"),
            ("zone", "mục Múi giờ", "Ngày dân sự theo giờ Việt Nam", "Civil days are those of Viet Nam", "seen"),
            ("calendar", "mục Lịch làm việc", "Thứ Hai đến thứ Sáu, trừ lễ, cộng ngày bù", "Monday to Friday", "seen"),
            ("closing", "mục Lịch làm việc", "Hạn kết thúc khi hết giờ làm việc", "A day ends with office hours", "seen"),
            ("hours", "mục Lịch làm việc", "Giờ làm việc; hết ca thì hết hạn", "Working hours, closed gap", "seen"),
            ("shift", "mục Tạm dừng", "Lùi ngày hẹn theo số ngày chờ", "The date moves by days waited", "production"),
            ("stop", "mục Dừng xử lý", "Không bổ sung trong 30 ngày thì dừng", "No supplement in 30 days", "unconfirmed"),
            ("remind", "mục Nhắc hạn", "Nhắc trước hạn 3, 2, 1 ngày làm việc", "Reminders before the due date", "unconfirmed"),
            ("phone", "mục Định danh", "Số điện thoại Việt Nam mã +84", "Phone numbers under +84", "seen"),
            ("sampling", "mục Hậu kiểm", "Chọn mẫu kiểm lại được", "Sampling that can be repeated", "seen"),
        ),
    ),
)  # fmt: skip


def acts() -> Iterator[Source]:
    """Every article of the book. Source: convention:dated."""
    for document, rows in _BOOK:
        for part, article, vi, en, confidence in rows:
            yield document.article(part, article, Text(vi, en), confidence)
