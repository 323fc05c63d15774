"""What can go wrong while a paper is printed; each error says it in two languages."""

from __future__ import annotations

from hoso.law.text import Text


class PressError(Exception):
    """A paper could not be printed. ``text`` tells an officer why and what to do."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


class UnknownTemplate(PressError):
    """No paper of that name exists."""

    def __init__(self, name: str) -> None:
        super().__init__(Text(f"Không có mẫu giấy tờ “{name}”.", f"There is no template named “{name}”."))


class WrongSheet(PressError):
    """The paper is not made for that sheet size."""

    def __init__(self, template: str, sheet: str, allowed: tuple[str, ...]) -> None:
        sizes = ", ".join(allowed)
        super().__init__(
            Text(
                f"Mẫu “{template}” chỉ in trên khổ {sizes}, không in trên khổ {sheet}.",
                f"“{template}” is printed on {sizes}, not on {sheet}.",
            )
        )


class WrongData(PressError):
    """The data do not fit the template's shape; ``faults`` maps each place (``components[2].name``) to
    what is wrong.
    """

    def __init__(self, template: str, faults: dict[str, Text]) -> None:
        self.faults = faults
        super().__init__(
            Text(
                f"Mẫu “{template}” thiếu hoặc sai dữ liệu: "
                + "; ".join(f"{where}: {fault.vi}" for where, fault in faults.items()),
                f"The data for “{template}” are missing or wrong: "
                + "; ".join(f"{where}: {fault.en}" for where, fault in faults.items()),
            )
        )


class UnprintableLetter(PressError):
    """A letter that our fonts do not have, or that no paper may carry (control and direction characters)."""

    def __init__(self, letter: str, name: str, where: str) -> None:
        self.letter, self.where = letter, where
        mark = f"U+{ord(letter):04X} {name}".strip()
        shown = f"“{letter}” ({mark})" if letter.isprintable() else mark
        super().__init__(
            Text(
                f"Không in được ký tự {shown} ở mục “{where}”. Hãy sửa nội dung rồi in lại.",
                f"The character {shown} in “{where}” cannot be printed. Correct the text and print again.",
            )
        )


class CompositionFailed(PressError):
    """Typst refused the document: an unforeseen template fault, never the applicant's mistake."""

    def __init__(self, template: str, diagnostic: str) -> None:
        self.diagnostic = diagnostic
        super().__init__(
            Text(
                f"Không soạn được giấy tờ “{template}”. Hãy báo quản trị hệ thống.",
                f"“{template}” could not be composed: {diagnostic}",
            )
        )


class LyingDocument(PressError):
    """The printed paper does not say what was put in; it must not be signed. ``differences`` lists where."""

    def __init__(self, differences: list[Text]) -> None:
        self.differences = differences
        super().__init__(
            Text(
                "Bản in không khớp dữ liệu nên không được ký: " + "; ".join(d.vi for d in differences),
                "The print differs from its data and must not be signed: "
                + "; ".join(d.en for d in differences),
            )
        )


class PayloadTooLong(PressError):
    """The content of the QR code or barcode does not fit the size that phones and readers manage."""

    def __init__(self, size: int, limit: int) -> None:
        super().__init__(
            Text(
                f"Nội dung mã quá dài ({size} byte, tối đa {limit}). "
                "Hãy rút ngắn tên giấy tờ hoặc tên hệ thống.",
                f"The code's content is too long ({size} bytes, at most {limit}). "
                "Shorten the paper's or the system's name.",
            )
        )


class NotArchival(PressError):
    """A file is not, or could not be made, PDF/A-2b; ``findings`` are the validator's."""

    def __init__(self, findings: list[str]) -> None:
        self.findings = findings
        super().__init__(
            Text(
                "Tệp không đạt chuẩn lưu trữ PDF/A-2b: " + "; ".join(findings),
                "The file does not meet PDF/A-2b: " + "; ".join(findings),
            )
        )


class AlreadySigned(PressError):
    """Joining pages would break a signature that the file carries."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "Tệp đã có chữ ký số; ghép thêm trang sẽ làm hỏng chữ ký. Hãy dùng bản quét chưa ký.",
                "The file is digitally signed; joining a page would break the signature. "
                "Use the unsigned scan.",
            )
        )


class UnreadableFile(PressError):
    """A PDF that cannot be opened: damaged, empty or locked by a password."""

    def __init__(self, detail: str) -> None:
        super().__init__(
            Text(
                "Không mở được tệp PDF (hỏng, rỗng hoặc đặt mật khẩu). Hãy quét lại giấy tờ.",
                f"The PDF cannot be opened ({detail}). Scan the paper again.",
            )
        )
