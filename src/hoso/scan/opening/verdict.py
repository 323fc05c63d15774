"""The verdict on one untrusted file, and the closed list of reasons with what to do about each."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hoso.law.text import Text

REASONS: dict[str, Text] = {
    "ok": Text("Tệp mở được.", "The file can be opened."),
    "empty": Text(
        "Tệp rỗng (0 byte hoặc không có nội dung). Vui lòng chọn lại đúng tệp cần gửi.",
        "The file is empty. Please choose the right file and send it again.",
    ),
    "too_big": Text(
        "Tệp lớn quá mức cho phép ({limit} MB). Vui lòng quét lại ở 200-300 dpi hoặc tách thành nhiều tệp.",
        "The file is larger than allowed ({limit} MB). Please scan at 200-300 dpi or split it.",
    ),
    "unknown_type": Text(
        "Đây không phải tệp PDF hay ảnh (JPEG, PNG, TIFF, WebP). Vui lòng quét, chụp hoặc xuất ra PDF rồi gửi lại.",
        "This is not a PDF or a picture (JPEG, PNG, TIFF, WebP). Please scan it or save it as PDF and send it again.",
    ),
    "program": Text(
        "Tệp là chương trình máy tính, không phải giấy tờ, nên không được nhận. Vui lòng gửi bản PDF hoặc ảnh.",
        "The file is a computer program, not a paper, and is not taken. Please send a PDF or a picture.",
    ),
    "web_page": Text(
        "Tệp là trang web hoặc hình SVG có thể chứa mã lệnh. Vui lòng in ra PDF rồi gửi lại.",
        "The file is a web page or an SVG drawing, which may carry scripts. Please print it to PDF and send that.",
    ),
    "two_kinds": Text(
        "Tệp giả dạng hai loại tệp cùng lúc nên không an toàn. Vui lòng xuất lại thành một tệp PDF mới.",
        "The file poses as two kinds of file at once, which is not safe. Please save it again as a new PDF.",
    ),
    "virus": Text(
        "Tệp mang dấu hiệu vi-rút. Vui lòng quét vi-rút máy tính của bạn và gửi tệp khác.",
        "The file carries a virus signature. Please scan your computer and send another file.",
    ),
    "archive": Text(
        "Không nhận tệp nén. Vui lòng giải nén và gửi từng giấy tờ dưới dạng PDF hoặc ảnh.",
        "Compressed archives are not taken. Please unpack it and send each paper as a PDF or a picture.",
    ),
    "zip_bomb": Text(
        "Tệp nén phình to bất thường khi mở nên bị từ chối. Vui lòng gửi từng giấy tờ dưới dạng PDF hoặc ảnh.",
        "The archive swells beyond reason when opened and is refused. Please send each paper as a PDF or picture.",
    ),
    "zip_slip": Text(
        "Tệp nén chứa đường dẫn trỏ ra ngoài nên bị từ chối. Vui lòng gửi từng giấy tờ dưới dạng PDF hoặc ảnh.",
        "The archive holds paths that lead outside it and is refused. Please send each paper as a PDF or picture.",
    ),
    "macro": Text(
        "Văn bản có chứa macro nên không được nhận. Vui lòng xuất ra PDF rồi gửi lại.",
        "The document carries macros and is not taken. Please save it as PDF and send it again.",
    ),
    "office_document": Text(
        "Tệp Word, Excel hoặc tương tự chưa phải bản cố định. Vui lòng xuất ra PDF rồi gửi lại.",
        "Word, Excel and similar files are not in final form. Please save it as PDF and send it again.",
    ),
    "damaged": Text(
        "Tệp bị hỏng, không đọc được. Vui lòng quét hoặc xuất lại rồi gửi lại.",
        "The file is damaged and cannot be read. Please scan or save it again and resend it.",
    ),
    "truncated": Text(
        "Tệp bị thiếu phần cuối, có thể do tải lên dở dang. Vui lòng gửi lại tệp đầy đủ.",
        "The end of the file is missing, perhaps from a broken upload. Please send the whole file again.",
    ),
    "locked": Text(
        "Tệp PDF có mật khẩu mở. Vui lòng gỡ mật khẩu rồi gửi lại.",
        "The PDF needs a password to open. Please remove the password and send it again.",
    ),
    "no_pages": Text(
        "Tệp không có trang nào. Vui lòng kiểm tra và gửi lại tệp đúng.",
        "The file has no pages. Please check it and send the right file.",
    ),
    "too_many_pages": Text(
        "Tệp có {pages} trang, quá mức {limit} trang cho một tệp. Vui lòng tách thành nhiều tệp.",
        "The file has {pages} pages, more than the {limit} one file may have. Please split it.",
    ),
    "page_size": Text(
        "Trang {page} có khổ giấy vô lý. Vui lòng xuất lại đúng khổ giấy (thường là A4).",
        "Page {page} has an impossible paper size. Please save it again in its true size (usually A4).",
    ),
    "picture_too_large": Text(
        "Ảnh có kích thước quá lớn ({width} x {height} điểm ảnh). Vui lòng quét lại ở 200-300 dpi.",
        "The picture is too large ({width} x {height} pixels). Please scan again at 200-300 dpi.",
    ),
    "picture_too_small": Text(
        "Ảnh quá nhỏ để đọc ({width} x {height} điểm ảnh). Vui lòng chụp hoặc quét lại rõ hơn.",
        "The picture is too small to read ({width} x {height} pixels). Please take it again, larger.",
    ),
    "swells": Text(
        "Nội dung bên trong tệp phình to bất thường khi mở. Vui lòng xuất lại thành tệp PDF mới.",
        "Content inside the file swells beyond reason when opened. Please save it again as a new PDF.",
    ),
    "animated": Text(
        "Ảnh động không phải là giấy tờ. Vui lòng gửi ảnh tĩnh (JPEG, PNG) hoặc PDF.",
        "A moving picture is not a paper. Please send a still picture (JPEG, PNG) or a PDF.",
    ),
    "picture_format": Text(
        "Chưa mở được định dạng ảnh này ({kind}). Vui lòng lưu ảnh thành JPEG rồi gửi lại.",
        "This picture format ({kind}) cannot be opened here. Please save it as JPEG and send it again.",
    ),
    "unsafe_xml": Text(
        "Tệp XML có khai báo DOCTYPE hoặc thực thể nên không an toàn. Vui lòng xuất lại từ phần mềm gốc.",
        "The XML declares a DOCTYPE or entities, which is not safe. Please export it again.",
    ),
    "took_too_long": Text(
        "Mở tệp mất quá nhiều thời gian nên đã dừng lại. Vui lòng quét hoặc xuất lại tệp đơn giản hơn.",
        "Opening the file took too long and was stopped. Please scan or save it again in a simpler form.",
    ),
    "unsafe_to_open": Text(
        "Không mở được tệp một cách an toàn. Vui lòng quét hoặc xuất lại thành PDF rồi gửi lại.",
        "The file could not be opened safely. Please scan it or save it as PDF again and resend it.",
    ),
}

NOTES: dict[str, Text] = {
    "neutralised": Text(
        "Tệp có nội dung động ({what}); bản lưu trữ chỉ giữ hình ảnh và chữ, nội dung động bị loại bỏ.",
        "The file has active content ({what}); the archival copy keeps picture and text only, the rest is removed.",
    ),
    "signed_active": Text(
        "Tệp đã ký số và có nội dung động ({what}): giữ nguyên tệp, cán bộ cần xem xét trước khi mở.",
        "The file is signed and has active content ({what}): its bytes are kept; an officer must look before opening.",
    ),
    "signed": Text(
        "Tệp đã có chữ ký số: giữ nguyên từng byte, không chuyển đổi.",
        "The file is digitally signed: every byte is kept, nothing is converted.",
    ),
    "repaired": Text(
        "Cấu trúc tệp bị lỗi nhưng đọc được; vui lòng kiểm tra đủ trang.",
        "The file's structure was broken but readable; please check that no page is missing.",
    ),
    "name": Text(
        "Phần đuôi tên tệp không đúng với loại tệp thật ({kind}); hệ thống dùng loại tệp thật.",
        "The file's extension does not match its true kind ({kind}); the true kind is used.",
    ),
    "restricted": Text(
        "Tệp có khóa hạn chế chỉnh sửa; bản lưu trữ được tạo từ hình ảnh của các trang.",
        "The file restricts editing; the archival copy is made from the picture of its pages.",
    ),
    "dynamic_form": Text(
        "Biểu mẫu động (XFA) có thể không hiện đủ nội dung; nếu trang trống, vui lòng in ra PDF rồi gửi lại.",
        "A dynamic form (XFA) may not show all its content; if pages look empty, print it to PDF and resend it.",
    ),
}


@dataclass(frozen=True, slots=True)
class FileVerdict:
    """What an untrusted file is, and whether it may be used.

    ``pages`` is 0 for kinds without pages. ``active_content`` names what could act when the file is opened
    (``javascript``, ``launch``, ``embedded_file``, ``embedded_program``, ``xfa``, ``open_action``,
    ``submit``, ``remote``, ``media``; ``link`` for a plain web link). ``problem`` is set exactly when ``ok`` is false.
    """

    ok: bool
    code: str
    """A key of ``REASONS``; ``ok`` when the file may be used."""
    kind: str
    pages: int = 0
    has_signature: bool = False
    active_content: tuple[str, ...] = ()
    problem: Text | None = None
    notes: tuple[Text, ...] = ()
    name: str = ""
    """Cleaned for display; never a path."""
    size: int = 0
    sha256: str = ""
    """Hex digest of the bytes; the same bytes have the same digest, whatever their name."""

    @property
    def needs_care(self) -> bool:
        """Signed and active: the bytes stay, but nobody should open it before an officer has looked."""
        return self.has_signature and bool(set(self.active_content) - {"link"})


def reason(code: str, /, **values: object) -> Text:
    """The sentence for a code with its values filled in."""
    return REASONS[code].format(**values) if values else REASONS[code]


def refused(verdict: FileVerdict, code: str, **values: object) -> FileVerdict:
    """The same file with a no, for a caller that takes fewer kinds than the gate does."""
    return replace(verdict, ok=False, code=code, problem=reason(code, **values), notes=())
