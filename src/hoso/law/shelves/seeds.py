"""The five founding texts (S0 to S4), article by article."""

# ruff: noqa: E501 (one row, one line: a table is read across)

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from hoso.law.shelves.source import Document, Source
from hoso.law.text import Text

_S0 = Document("hn-news", "Tin Báo Lạng Sơn về Chỉ thị sử dụng hồ sơ điện tử của Hà Nội", seed="S0")
_S1 = Document(
    "hn-directive", "Chỉ thị về việc sử dụng hồ sơ điện tử trên địa bàn thành phố Hà Nội", seed="S1"
)
_S2 = Document("hy-1292", "Công văn 1292/UBND-PVHCC&KSTT tỉnh Hưng Yên", date(2022, 5, 20), seed="S2")
_S3 = Document("tq-2024", "Báo Nhân Dân về số hóa hồ sơ tại Tuyên Quang (11–12/2024)", seed="S3")
_S4 = Document("hn-3553", "Công văn 3553/UBND-NC của UBND thành phố Hà Nội", date(2018, 8, 3), seed="S4")

_PEOPLE = Text(
    "Việc của con người: nghiên cứu, tập huấn, ban hành quy chế.", "Work of people: study, training, rules."
)
_WIRES = Text(
    "Việc hạ tầng và kết nối, ngoài phạm vi của một quy tắc.", "Infrastructure and wiring, not a rule."
)

# fmt: off
_DIRECTIVE = (
    ("1a", "điểm 1 gạch đầu dòng 1", "Mọi thủ tục thực hiện trên môi trường số, ưu tiên toàn trình", "Everything digital, full online first"),
    ("1b", "điểm 1 gạch đầu dòng 2", "Không yêu cầu nộp lại giấy khi đã có bản điện tử hợp lệ", "Never ask again for paper"),
    ("1c", "điểm 1 gạch đầu dòng 3", "Thừa nhận giá trị pháp lý của hồ sơ điện tử", "E-dossiers have legal value"),
    ("1d", "điểm 1 gạch đầu dòng 4", "Không để phát sinh 02 quy trình đồng thời", "One dossier, one track"),
    ("2a", "điểm 2.a gạch đầu dòng 1", "100% hồ sơ đầu vào được số hóa, ký số khi tiếp nhận", "All input digitised and signed at intake"),
    ("2a-valid", "điểm 2.a gạch đầu dòng 2", "Các điều kiện của hồ sơ điện tử hợp lệ", "Conditions of a valid e-dossier"),
    ("2b", "điểm 2.b", "Dùng ngay, không chờ bản giấy; thời gian tính từ khi nhận hồ sơ điện tử", "Used at once; clock from e-receipt"),
    ("2c", "điểm 2.c câu 1", "100% kết quả là bản điện tử có ký số", "All results electronic and signed"),
    ("2c-paper", "điểm 2.c câu 2", "Kết quả bắt buộc bản giấy phải được số hóa, ký số", "Paper results are digitised and signed"),
    ("3a", "điểm 3 gạch đầu dòng 1", "Người đứng đầu chịu trách nhiệm", "Heads answer for compliance"),
    ("3b", "điểm 3 gạch đầu dòng 2", "Thừa nhận hồ sơ do cá nhân ký số; hậu kiểm thay tiền kiểm", "Post-inspection instead of pre-inspection"),
    ("3c", "điểm 3 gạch đầu dòng 3", "Xử lý việc yêu cầu bản giấy không cần thiết", "Needless paper requests are dealt with"),
    ("4a", "điểm 4 gạch đầu dòng 1", "Theo dõi, đôn đốc, báo cáo định kỳ", "Monitoring and periodic reports"),
    ("4b", "điểm 4 gạch đầu dòng 2", "Người dân, doanh nghiệp tham gia giám sát", "Citizens and firms watch"),
)

_NEWS = (
    ("1", "đoạn 1", "Không giấy tờ – không tiếp xúc – toàn trình – liền mạch", "Paperless, contactless, complete", "1a"),
    ("2", "đoạn 2 câu 1", "Không yêu cầu nộp lại bản giấy", "No paper asked again", "1b"),
    ("2-value", "đoạn 2 câu 2", "Thừa nhận giá trị pháp lý", "Legal value recognised", "1c"),
    ("2-track", "đoạn 2 câu 3", "Không hai quy trình đồng thời", "No two simultaneous processes", "1d"),
    ("3", "đoạn 3 câu 1", "100% đầu vào số hóa, ký số", "All input digitised and signed", "2a"),
    ("3-valid", "đoạn 3 câu 2", "Điều kiện hợp lệ", "Conditions of validity", "2a-valid"),
    ("4", "đoạn 4", "Dùng ngay, tính giờ từ khi nhận điện tử", "Used immediately; clock from e-receipt", "2b"),
    ("5", "đoạn 5 câu 1", "Kết quả điện tử có ký số", "Electronic signed results", "2c"),
    ("5-paper", "đoạn 5 câu 2", "Kết quả giấy được số hóa", "Paper results digitised", "2c-paper"),
    ("6", "đoạn 6", "Trách nhiệm người đứng đầu", "Heads are responsible", "3a"),
    ("7", "đoạn 7 câu 1", "Hậu kiểm thay tiền kiểm", "Post-inspection", "3b"),
    ("7-strict", "đoạn 7 câu 2", "Kiểm tra, giám sát, xử lý nghiêm", "Inspection and strict handling", "3c"),
)

_OTHERS: tuple[tuple[Document, str, str, str, str, Text | None], ...] = (
    (_S2, "1a", "mục 1 gạch 1", "Cấp tỉnh số hóa, tái sử dụng từ 01/06/2022", "Province digitises from 1 June 2022", None),
    (_S2, "1b", "mục 1 gạch 2", "Cấp huyện từ 01/12/2022, cấp xã từ 01/06/2023", "Districts and communes follow", None),
    (_S2, "1c", "mục 1 gạch 3", "25 dịch vụ thiết yếu số hóa từ 01/07/2022", "25 essential services from 1 July 2022", None),
    (_S2, "1d", "mục 1 gạch 4", "Số hóa kết quả giải quyết theo Kế hoạch 44/KH-UBND", "Results are digitised", None),
    (_S2, "2a", "mục 2 gạch 1", "Cung cấp dịch vụ thiết yếu trên Cổng quốc gia", "Essential services go online", None),
    (_S2, "2b", "mục 2 gạch 2", "Không yêu cầu nhập lại dữ liệu đã có", "Data already held are not entered again", None),
    (_S2, "2c", "mục 2 gạch 3", "Đăng ký tỷ lệ tối thiểu 45% và 35% trước 31/05/2022", "Registered targets", None),
    (_S2, "2d", "mục 2 gạch 4", "Nghiên cứu cơ chế, chính sách thúc đẩy", "Study of policies", _PEOPLE),
    (_S2, "3a", "mục 3 gạch 1", "Chứng thực bản sao điện tử từ bản chính", "Certified electronic copies", None),
    (_S2, "3b", "mục 3 gạch 2", "Hướng dẫn quy trình chứng thực điện tử", "Steps of e-certification", None),
    (_S3, "plans", "đoạn 1", "Quyết định, kế hoạch, cổng thông tin", "Plans and web portals", _PEOPLE),
    (_S3, "fewer-papers", "đoạn 2 câu 1", "Tái cấu trúc quy trình, giảm giấy tờ", "Fewer papers", None),
    (_S3, "digitise", "đoạn 2 câu 2", "Đẩy mạnh số hóa tại bộ phận một cửa", "Digitisation at the desk", None),
    (_S3, "yearly", "đoạn 3", "Tăng ít nhất 20% mỗi năm đến 100%", "At least 20 points a year up to 100%", None),
    (_S3, "results-2024", "đoạn 4 câu 1", "Số hóa mọi kết quả còn hiệu lực trước 31/12/2024", "Valid results by end of 2024", None),
    (_S3, "free-signature", "đoạn 4 câu 2", "Cấp chữ ký số miễn phí cho người dân", "Free signatures for citizens", None),
    (_S3, "rates", "đoạn 4 câu 4", "Tỷ lệ số hóa theo từng cấp", "Digitisation rates by level", None),
    (_S3, "complete", "đoạn 5", "Dữ liệu số hóa đầy đủ, chính xác", "Complete and accurate data", None),
    (_S3, "two-forms", "đoạn 6 câu 1", "Công khai bằng hai hình thức", "Published in both forms", None),
    (_S3, "roster", "đoạn 6 câu 3", "Trực từ thứ Hai đến thứ Bảy", "On duty Monday to Saturday", None),
    (_S3, "period", "đoạn 6 câu 4", "Số liệu từ 15/12 năm trước đến 14/12", "Counted from 15 December to 14 December", None),
    (_S3, "guide", "đoạn 7 ý 1", "Hướng dẫn số hóa, ký số thành phần hồ sơ", "Digitise and sign components", None),
    (_S3, "train", "đoạn 7 ý 2", "Tập huấn sử dụng hệ thống", "Training", _PEOPLE),
    (_S3, "sync", "đoạn 7 ý 3", "Đồng bộ hồ sơ với phần mềm bộ, ngành", "Dossiers are synchronised", None),
    (_S4, "1", "đoạn 2", "Hoàn thành chỉ tiêu được giao", "Assigned targets are met", None),
    (_S4, "2", "đoạn 3", "Rà soát, đơn giản hóa định kỳ", "Periodic review and simplification", None),
    (_S4, "3", "đoạn 4 gạch 1", "Tiêu chí lựa chọn, trách nhiệm, thời hạn", "Criteria, duties and deadlines", None),
    (_S4, "4", "đoạn 4 gạch 2", "Hướng dẫn xây dựng quy trình, biểu mẫu", "Guidance on processes and forms", _PEOPLE),
    (_S4, "5", "đoạn 4 gạch 3", "Phân loại đủ, không đủ điều kiện, nêu lý do", "Eligible or not, with reasons", None),
    (_S4, "6", "đoạn 4 gạch 4", "Danh mục dịch vụ công trực tuyến", "The list of online services", None),
    (_S4, "7", "đoạn 4 gạch 5", "Hạ tầng dùng chung, kết nối", "Shared infrastructure", _WIRES),
    (_S4, "8", "đoạn 4 gạch 6", "Ứng dụng chữ ký điện tử trong tiếp nhận, giải quyết", "E-signatures in intake and processing", None),
    (_S4, "9", "đoạn 5", "Cập nhật thủ tục sửa đổi, bổ sung, thay thế, bãi bỏ", "Changed procedures are kept up to date", None),
    (_S4, "10", "đoạn 6", "Quy chế quản lý; công khai quy trình", "Processes are made public", None),
)
# fmt: on


def seeds() -> Iterator[Source]:
    """Every article of the founding texts. Source: convention:dated."""
    for part, article, vi, en in _DIRECTIVE:
        yield _S1.article(part, article, Text(vi, en))
    for part, article, vi, en, same in _NEWS:
        yield _S0.article(part, article, Text(vi, en), restates=f"hn-directive:{same}")
    for document, part, article, vi, en, outside in _OTHERS:
        yield document.article(part, article, Text(vi, en), outside=outside)
