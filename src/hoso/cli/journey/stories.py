"""Who files what: invented people, answers as they would be typed, papers as they would be photographed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Cast:
    """The accounts that play the parts."""

    citizen: str
    desk: str
    case_officer: str
    signer: str
    records: str


COMMUNE_CAST = Cast("nguoidan", "motcua", "thuly", "lanhdao", "vanthu")
POLICE_CAST = Cast("nguoidan", "motcua.tinh", "thuly.ca", "lanhdao.ca", "vanthu.ca")


@dataclass(frozen=True, slots=True)
class Story:
    """A dossier to be played. ``papers``: component → lines printed on the paper that is brought.

    ``at_counter``: the person comes with paper. ``supplement``: one round of supplement on the way.
    """

    procedure: str
    cast: Cast
    answers: Mapping[str, object]
    papers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    entries: Mapping[str, object] = field(default_factory=dict)
    at_counter: bool = False
    supplement: bool = False


_BIRTH_NOTICE = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "GIẤY CHỨNG SINH (mẫu trình diễn)",
    "Họ tên mẹ: Nguyễn Thị Hoa",
    "Đã sinh con vào lúc: 08 giờ 15 phút ngày 02 tháng 11 năm 2026",
    "Tại: Trạm y tế xã Thượng Lâm",
    "Giới tính của con: Nữ    Cân nặng: 3100 g",
)
_DEGREE = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "BẰNG TỐT NGHIỆP TRUNG CẤP (mẫu trình diễn)",
    "Cấp cho: Nguyễn Thị Hoa",
    "Ngành: Chăn nuôi - Thú y",
    "Số hiệu: TC 000123    Vào sổ: 45/2014",
)
_LEASE = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "HỢP ĐỒNG CHO Ở NHỜ (mẫu trình diễn)",
    "Bên cho ở nhờ: Nguyễn Văn Thí",
    "Bên ở nhờ: Nguyễn Thị Hoa",
    "Địa chỉ: thôn Nà Tông, xã Thượng Lâm, tỉnh Tuyên Quang",
)
_CARD = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "BẢN SAO THẺ CĂN CƯỚC (mẫu trình diễn)",
    "Số định danh: 008192000001",
    "Họ và tên: NGUYỄN THỊ HOA",
    "Ngày sinh: 12/04/1992    Giới tính: Nữ",
)

STORIES: tuple[Story, ...] = (
    Story(
        "1.001193",
        COMMUNE_CAST,
        {
            "giay_to_tuy_than_loai": "can_cuoc",
            "quan_he_voi_nguoi_duoc_khai_sinh": "me",
            "uy_quyen": "khong",
            "truong_hop": "thong_thuong",
            "ho_ten_nguoi_duoc_khai_sinh": "Ma Nguyễn An Nhiên",
            "ngay_sinh_nguoi_duoc_khai_sinh": "02/11/2026",
            "ngay_sinh_ghi_bang_chu": "Ngày mùng hai tháng mười một năm hai nghìn không trăm hai mươi sáu",
            "gioi_tinh": "nu",
            "dan_toc": "Tày",
            "quoc_tich": "Việt Nam",
            "noi_sinh": "Trạm y tế xã Thượng Lâm, tỉnh Tuyên Quang",
            "que_quan": "xã Thượng Lâm, tỉnh Tuyên Quang",
            "ho_ten_me": "Nguyễn Thị Hoa",
            "nam_sinh_me": "1992",
            "dan_toc_me": "Kinh",
            "quoc_tich_me": "Việt Nam",
            "noi_cu_tru_me": "xã Thượng Lâm, tỉnh Tuyên Quang",
            "de_nghi_cap_ban_sao": "khong",
        },
        papers={"giay-chung-sinh": _BIRTH_NOTICE},
        entries={"so_dinh_danh_duoc_cap": "008326000017", "vao_so": "Số 17, quyển 01/2026"},
    ),
    Story(
        "2.000635",
        COMMUNE_CAST,
        {
            "giay_to_tuy_than_loai": "can_cuoc",
            "quan_he": "chinh_minh",
            "uy_quyen": "khong",
            "loai_su_kien": "khai_sinh",
            "noi_dang_ky": "Ủy ban nhân dân xã Thượng Lâm",
            "so_dang_ky": "45",
            "quyen_so": "01/1992",
            "ngay_dang_ky": "20/04/1992",
            "so_luong_ban_sao": "1",
            "muc_dich": "Làm hồ sơ xin việc",
        },
        entries={
            "so_theo_so": "45",
            "ten_so": "Sổ đăng ký khai sinh, quyển 01/1992",
            "ngay_theo_so": "20/04/1992",
            "co_quan_theo_so": "Ủy ban nhân dân xã Thượng Lâm",
        },
    ),
    Story(
        "2.000815",
        COMMUNE_CAST,
        {
            "ten_giay_to": "Bằng tốt nghiệp trung cấp",
            "so_giay_to": "TC 000123",
            "co_quan_cap": "Trường Trung cấp (trình diễn)",
            "so_trang": "1",
        },
        papers={"ban-chinh": _DEGREE},
        at_counter=True,
    ),
    Story(
        "1.004222",
        COMMUNE_CAST,
        {
            "ho_ten_chu_ho": "Nguyễn Văn Thí",
            "moi_quan_he_voi_chu_ho": "khac",
            "so_dinh_danh_ca_nhan_chu_ho": "008090000004",
            "truong_hop": "thue_muon",
            "noi_dang_ky_thuong_tru": "thôn Nà Tông, xã Thượng Lâm, tỉnh Tuyên Quang",
            "noi_dung_de_nghi": "Đăng ký thường trú vào chỗ ở hợp pháp do ở nhờ",
        },
        papers={"hop-dong-cho-o": _LEASE},
        entries={"ket_qua": "Đã đăng ký thường trú"},
        supplement=True,
    ),
    Story(
        "1.001612",
        COMMUNE_CAST,
        {
            "ten_ho_kinh_doanh": "Hộ kinh doanh Hoa Thượng Lâm",
            "dia_chi_tru_so": "thôn Nà Tông, xã Thượng Lâm, tỉnh Tuyên Quang",
            "nganh_nghe": "Bán lẻ hàng tạp hóa\nDịch vụ lưu trú ngắn ngày (homestay)",
            "von_kinh_doanh": "50000000",
            "chu_the_thanh_lap": "ca_nhan",
            "nguoi_nop": "chu_ho",
            "cam_ket": "yes",
        },
        entries={"ma_so_ho_kinh_doanh": "008192000001"},
    ),
    Story(
        "3.000333",
        POLICE_CAST,
        {
            "noi_sinh": "tỉnh Tuyên Quang",
            "quoc_tich": "Việt Nam",
            "loai_phieu": "so_1",
            "xac_nhan_cam_dam_nhiem": "khong",
            "so_luong": "1",
            "nguoi_yeu_cau": "chinh_minh",
            "mien_giam_phi": "khong",
        },
        papers={"giay-to-tuy-than": _CARD},
    ),
)
