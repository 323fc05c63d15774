"""What can go wrong with a stored file, said in both languages."""

from __future__ import annotations

from hoso.law.text import Text


class VaultError(Exception):
    """Base of every vault failure; ``text`` is fit for a screen."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


class TooLarge(VaultError):
    """More bytes came than the cap allows; nothing was kept. ``limit`` is in bytes."""

    def __init__(self, limit: int) -> None:
        size = f"{limit / 1024 / 1024:.1f}".removesuffix(".0")
        super().__init__(
            Text(
                f"Tệp lớn hơn mức cho phép ({size.replace('.', ',')} MB). Hãy giảm dung lượng rồi gửi lại.",
                f"The file is larger than allowed ({size} MB). Make it smaller and send it again.",
            )
        )
        self.limit = limit


class NotStored(VaultError):
    """No object has this address."""

    def __init__(self, sha256: str) -> None:
        super().__init__(Text("Không tìm thấy tệp trong kho.", "The file is not in the vault."))
        self.sha256 = sha256


class BadAddress(VaultError):
    """An address that is not 64 lower-case hexadecimal digits, such as a path in disguise."""

    def __init__(self) -> None:
        super().__init__(Text("Địa chỉ tệp không hợp lệ.", "That is not the address of a stored file."))


class StorageFailed(VaultError):
    """The disk refused: full, read-only, gone. Nothing was kept; the cause is chained."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "Kho lưu trữ đang gặp sự cố, tệp chưa được lưu. Hãy thử lại sau.",
                "The storage has failed and the file was not kept. Try again later.",
            )
        )


class NotInOrder(VaultError):
    """The addresses given to an audit do not ascend."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "Danh sách địa chỉ tệp phải xếp tăng dần để đối chiếu.",
                "The addresses must ascend to be compared with the vault.",
            )
        )
