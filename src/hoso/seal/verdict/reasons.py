"""The sentences behind the codes: ETSI EN 319 102-1 sub-indications, and codes of ours for files nobody can
judge.
"""

from __future__ import annotations

from hoso.law.text import Text

from .report import Reason

SENTENCES: dict[str, Text] = {
    "HASH_FAILURE": Text("Nội dung đã bị thay đổi sau khi ký.", "The content was changed after signing."),
    "SIG_CRYPTO_FAILURE": Text(
        "Giá trị chữ ký không khớp với chứng thư của người ký.",
        "The signature value does not fit the signer's certificate.",
    ),
    "FORMAT_FAILURE": Text(
        "Cấu trúc chữ ký hoặc của tệp không hợp lệ.", "The signature or the file is not well-formed."
    ),
    "MODIFIED_AFTER_SIGNING": Text(
        "Sau khi ký, tệp bị sửa theo cách không được phép.",
        "After signing, the file was changed in a way that is not allowed.",
    ),
    "FORM_CHANGED_AFTER_SIGNING": Text(
        "Sau khi ký, ô điền trong biểu mẫu bị thay đổi.", "After signing, a form field was changed."
    ),
    "LOOKS_CHANGED": Text(
        "Trang hiển thị khác với bản đã ký.", "A page looks different from what was signed."
    ),
    "CONTENT_COVERED": Text(
        "Một khối thêm sau che một phần nội dung đã ký.",
        "A block added later covers some of what was signed.",
    ),
    "SIGNATURE_REMOVED": Text(
        "Tệp từng có chữ ký số nhưng bản sau đã gỡ bỏ.",
        "The file once carried a signature that a later revision took away.",
    ),
    "HIDDEN_BYTES": Text(
        "Tệp có phần dữ liệu lạ được chèn thêm, không thuộc bản đã ký.",
        "The file holds inserted data that belongs to no proper revision.",
    ),
    "NO_SIGNING_CERTIFICATE_FOUND": Text(
        "Chữ ký không chỉ rõ đúng chứng thư của người ký.",
        "The signature does not clearly name its signer's certificate.",
    ),
    "NO_CERTIFICATE_CHAIN_FOUND": Text(
        "Chứng thư người ký không dẫn tới gốc tin cậy nào được công nhận.",
        "The signer's certificate leads to no recognised root of trust.",
    ),
    "DEMONSTRATION_ANCHOR": Text(
        "Chữ ký thuộc hệ thống trình diễn, không có giá trị trong hệ thống thật.",
        "The signature belongs to the demonstration hierarchy and counts for nothing in production.",
    ),
    "CHAIN_CONSTRAINTS_FAILURE": Text(
        "Chuỗi chứng thư không đáp ứng ràng buộc.", "The certificate chain breaks a constraint."
    ),
    "REVOKED": Text("Chứng thư đã bị thu hồi trước khi ký.", "The certificate was revoked before signing."),
    "REVOKED_NO_POE": Text(
        "Chứng thư đã bị thu hồi và không có dấu thời gian chứng minh văn bản được ký trước đó.",
        "The certificate is revoked and no time stamp proves that the signing came first.",
    ),
    "OUT_OF_BOUNDS_NO_POE": Text(
        "Chứng thư đã hết hạn và không có dấu thời gian chứng minh văn bản được ký khi còn hạn.",
        "The certificate has expired and no time stamp proves that the signing came first.",
    ),
    "NOT_YET_VALID": Text(
        "Khi ký, chứng thư chưa có hiệu lực.", "The certificate was not yet valid at signing."
    ),
    "EXPIRED": Text("Khi ký, chứng thư đã hết hạn.", "The certificate had expired at signing."),
    "TRY_LATER": Text(
        "Chưa có đủ thông tin thu hồi chứng thư để kết luận.",
        "There is not yet enough revocation information to conclude.",
    ),
    "CRYPTO_CONSTRAINTS_FAILURE_NO_POE": Text(
        "Thuật toán ký đã yếu so với yêu cầu hiện nay.",
        "The signature algorithm is too weak for today's requirements.",
    ),
    "KEY_USAGE": Text(
        "Chứng thư không được cấp cho mục đích ký văn bản.",
        "The certificate is not issued for signing documents.",
    ),
    "TIMESTAMP_INVALID": Text("Dấu thời gian không hợp lệ.", "A time stamp is not valid."),
    "TIMESTAMP_IN_FUTURE": Text("Dấu thời gian ở tương lai.", "A time stamp lies in the future."),
    "TIMESTAMP_UNTRUSTED": Text(
        "Chưa xác minh được nguồn cấp dấu thời gian.", "The source of the time stamp could not be confirmed."
    ),
    "SIG_CONSTRAINTS_FAILURE": Text(
        "Chữ ký hợp lệ nhưng không phải của người hoặc cơ quan cần ký.",
        "The signatures are valid but not by the person or agency that must sign.",
    ),
    "NOT_A_PDF": Text(
        "Tệp này không phải PDF nên chưa kiểm tra được; hệ thống hiện kiểm tra chữ ký trên tệp PDF.",
        "This is not a PDF; signatures can be checked on PDF files.",
    ),
    "EMPTY": Text("Tệp trống.", "The file is empty."),
    "TOO_LARGE": Text("Tệp lớn hơn mức kiểm tra được.", "The file is larger than can be checked."),
    "ENCRYPTED": Text(
        "Tệp có mật khẩu nên không đọc được chữ ký. Hãy gửi bản không đặt mật khẩu.",
        "A password protects the file, so its signatures cannot be read. Please send a copy without one.",
    ),
    "DAMAGED": Text(
        "Tệp bị hỏng hoặc thiếu, không đọc được.", "The file is damaged or incomplete and cannot be read."
    ),
    "NO_SIGNATURE": Text("Tệp không có chữ ký số.", "The file carries no digital signature."),
    "LIMIT_REACHED": Text(
        "Việc kiểm tra vượt giới hạn thời gian hoặc bộ nhớ; cần người xem xét.",
        "The check went over its limit of time or memory; a person has to look.",
    ),
    "UNSUPPORTED_SIGNATURE": Text(
        "Dạng chữ ký này chưa được hỗ trợ.", "This kind of signature is not supported."
    ),
}


def reason(code: str, field: str | None = None) -> Reason:
    """The reason with this code, about one signature field or the whole file."""
    return Reason(code, SENTENCES[code], field)
