"""Paper-like pages drawn from a seed: forms with a seal, as a scanner and as a telephone would see them."""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from hoso.scan.pages.picture import Picture, as_picture

FONT = Path(__file__).resolve().parents[2] / "press" / "fonts" / "LiberationSerif-Regular.ttf"

BIRTH_FORM = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "TỜ KHAI ĐĂNG KÝ KHAI SINH",
    "Kính gửi: Ủy ban nhân dân phường Hoàn Kiếm",
    "Họ, chữ đệm, tên người yêu cầu: Nguyễn Thị Thanh Hương",
    "Nơi cư trú: Số 12 phố Hàng Bạc, phường Hoàn Kiếm, thành phố Hà Nội",
    "Giấy tờ tùy thân: Căn cước công dân số 001190012345",
    "Quan hệ với người được khai sinh: Mẹ đẻ",
    "Đề nghị cơ quan đăng ký khai sinh cho người dưới đây:",
    "Họ, chữ đệm, tên: Trần Đức Minh Khôi",
    "Ngày, tháng, năm sinh: 15/08/2026 ghi bằng chữ: ngày mười lăm tháng tám",
    "Giới tính: Nam Dân tộc: Kinh Quốc tịch: Việt Nam",
    "Nơi sinh: Bệnh viện Phụ sản Trung ương, thành phố Hà Nội",
    "Tôi cam đoan nội dung đề nghị đăng ký khai sinh trên đây là đúng sự thật,",
    "được sự thỏa thuận nhất trí của các bên liên quan theo quy định pháp luật.",
    "Tôi chịu hoàn toàn trách nhiệm trước pháp luật về nội dung cam đoan của mình.",
    "Làm tại: phường Hoàn Kiếm, ngày 22 tháng 11 năm 2026",
)


def page(lines: tuple[str, ...] = BIRTH_FORM, *, dpi: int = 200, stamp: bool = True) -> Image.Image:
    """A page of A4 with the lines printed and, over the last ones, a translucent red seal."""
    return _drawn(lines, dpi, stamp=stamp).copy()


@lru_cache(maxsize=8)
def _drawn(lines: tuple[str, ...], dpi: int, *, stamp: bool) -> Image.Image:
    inch = float(dpi)
    sheet = Image.new("RGB", (round(8.27 * inch), round(11.69 * inch)), (252, 251, 248))
    pen, font = ImageDraw.Draw(sheet), ImageFont.truetype(str(FONT), round(0.18 * inch))
    for row, line in enumerate(lines):
        pen.text((0.8 * inch, (1.4 + 0.4 * row) * inch), line, font=font, fill=(25, 25, 30))
    return _stamped(sheet, inch) if stamp else sheet


def _stamped(sheet: Image.Image, inch: float) -> Image.Image:
    """Ink multiplies: black under a seal stays black."""
    seal = Image.new("RGB", sheet.size, "white")
    pen, font = ImageDraw.Draw(seal), ImageFont.truetype(str(FONT), round(0.16 * inch))
    box = (4.6 * inch, 6.4 * inch, 6.2 * inch, 8.0 * inch)
    pen.ellipse(box, outline=(225, 60, 60), width=round(0.05 * inch))
    pen.text((4.9 * inch, 7.1 * inch), "ỦY BAN NHÂN DÂN", font=font, fill=(225, 60, 60))
    product = np.asarray(sheet, np.uint16) * np.asarray(seal, np.uint16) // 255
    return Image.fromarray(product.astype(np.uint8))


def scanned(sheet: Image.Image, *, seed: int = 1, slant: float = 0.8, noise: float = 6.0) -> Image.Image:
    """As from an office scanner: a little slant, grain, uneven lamp."""
    picture = as_picture(np.asarray(sheet))
    height, width = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), slant, 1.0)
    white = (252.0, 251.0, 248.0)
    picture = as_picture(
        cv2.warpAffine(picture, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=white)
    )
    lamp = np.linspace(1.0, 0.9, width, dtype=np.float32)[None, :, None]
    return Image.fromarray(_grained(picture * lamp, seed, noise))


def photographed(sheet: Image.Image, *, seed: int = 2, shade: float = 0.45) -> Image.Image:
    """As from a telephone: on a dark table, seen from an angle, light falling off to one side."""
    picture = as_picture(np.asarray(sheet))
    height, width = picture.shape[:2]
    size = (round(width * 1.3), round(height * 1.25))
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    seen = np.array([[0.14, 0.1], [0.84, 0.07], [0.93, 0.92], [0.06, 0.95]], np.float32) * np.array(
        size, np.float32
    )
    bend = cv2.getPerspectiveTransform(corners, seen)
    photo = cv2.warpPerspective(picture, bend, size, flags=cv2.INTER_AREA, borderValue=(70.0, 55.0, 45.0))
    light = np.linspace(1.0, 1.0 - shade, size[0], dtype=np.float32)[None, :, None]
    return Image.fromarray(_grained(cv2.GaussianBlur(photo, (3, 3), 0.7) * light, seed, 4.0))


def _grained(picture: object, seed: int, noise: float) -> Picture:
    values = np.asarray(picture, np.float32)
    grain = np.random.default_rng(seed).normal(0, noise, values.shape[:2]).astype(np.float32)
    return as_picture(np.clip(values + grain[:, :, None], 0, 255))


def jpeg(
    picture: Image.Image, *, dpi: int | None = None, camera: bool = False, orientation: int = 1
) -> bytes:
    """JPEG bytes; ``camera`` writes the marks of a telephone, ``orientation`` the EXIF turn."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    if camera:
        exif.get_ifd(0x8769)[0x829A] = 0.01
    stream = io.BytesIO()
    options = {"dpi": (dpi, dpi)} if dpi else {}
    picture.save(stream, "JPEG", quality=92, exif=exif, **options)
    return stream.getvalue()


def error_rate(read: str, true: str) -> float:
    """Share of letters wrong: edit distance over length, white space collapsed."""
    a, b = " ".join(read.split()), " ".join(true.split())
    above = list(range(len(b) + 1))
    for row, letter in enumerate(a, start=1):
        here = [row]
        for column, other in enumerate(b, start=1):
            here.append(min(above[column] + 1, here[-1] + 1, above[column - 1] + (letter != other)))
        above = here
    return above[-1] / max(len(b), 1)
