"""The style guide: every shared component on one page, for those who build pages and for the tests."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from hoso.law.text import Text
from hoso.screens.forms import DateField, UploadField
from hoso.screens.language import said

AT = datetime(2026, 11, 22, 3, 15, tzinfo=UTC)

STATES = [
    ("draft", Text("Nháp, chưa nộp", "Draft, not filed")),
    ("submitted", Text("Mới đăng ký", "Newly filed")),
    ("accepted", Text("Được tiếp nhận", "Accepted")),
    ("in_process", Text("Đang xử lý", "In process")),
    ("awaiting_supplement", Text("Yêu cầu bổ sung giấy tờ", "Supplement requested")),
    ("awaiting_payment", Text("Yêu cầu thực hiện nghĩa vụ tài chính", "Payment required")),
    ("proposed", Text("Chờ ký", "Awaiting signature")),
    ("issued", Text("Đã xử lý xong", "Resolved")),
    ("refused", Text("Không được tiếp nhận", "Not accepted")),
    ("withdrawn", Text("Công dân yêu cầu rút hồ sơ", "Withdrawn")),
]


class Tag:
    """A state as the rooms give it: a value and its words."""

    def __init__(self, value: str, label: Text) -> None:
        self.value, self.label = value, label


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(
        label=Text("Họ, chữ đệm, tên", "Full name"),
        help_text=Text("Viết như trong giấy khai sinh", "As on the birth certificate"),
        max_length=100,
    )
    born_on = DateField(label=Text("Ngày sinh", "Date of birth"))
    copies = forms.IntegerField(label=Text("Số bản", "Copies"), required=False, min_value=1)
    channel = forms.ChoiceField(
        label=Text("Hình thức nộp", "Channel"),
        choices=[
            ("online", said(Text("Trực tuyến", "Online"))),
            ("direct", said(Text("Trực tiếp", "In person"))),
            ("post", said(Text("Bưu chính", "By post"))),
        ],
        widget=forms.RadioSelect,
    )
    sex = forms.ChoiceField(
        label=Text("Giới tính", "Sex"),
        choices=[("f", Text("Nữ", "Female")), ("m", Text("Nam", "Male"))],
        widget=forms.RadioSelect,
    )
    wants = forms.MultipleChoiceField(
        label=Text("Nhận tin qua", "Notify by"),
        choices=[("sms", Text("Tin nhắn", "SMS")), ("email", Text("Thư điện tử", "E-mail"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    commune = forms.ChoiceField(
        label=Text("Xã, phường", "Commune"), choices=[("", ""), ("1", "Phường Đồng Kỵ"), ("2", "Xã Ngọc Mỹ")]
    )
    reason = forms.CharField(
        label=Text("Lý do", "Reason"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    paper = UploadField(
        label=Text("Giấy chứng sinh", "Notice of birth"),
        accept={".pdf": "PDF", ".jpg": "JPG", ".png": "PNG"},
        most_bytes=10_000_000,
        help_text=Text("Bản chụp hoặc quét rõ cả bốn góc", "A photo or scan that shows all four corners"),
    )
    true = forms.BooleanField(
        label=Text("Tôi cam đoan nội dung khai là đúng sự thật", "I declare that what I entered is true")
    )


@require_http_methods(["GET", "POST"])
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component, in a demonstration or while developing; nowhere else."""
    if not (settings.DEBUG or getattr(settings, "HOSO_DEMONSTRATION", False)):
        raise Http404
    form = (
        SampleForm(request.POST or None, request.FILES or None) if request.method == "POST" else SampleForm()
    )
    messages.success(
        request,
        Text("Đã nhận hồ sơ H26.12-261122-0001", "Dossier H26.12-261122-0001 received").in_language(
            request.language
        ),
    )  # type: ignore[attr-defined]
    messages.error(request, "H26.12-261122-0002: 409")
    template = "screens/styleguide_desk.html" if "desk" in request.GET else "screens/styleguide.html"
    return render(request, template, {"form": form, **_samples()}, status=422 if form.errors else 200)


def _samples() -> dict[str, Any]:
    return {
        "states": [Tag(value, label) for value, label in STATES],
        "rows": _sample_rows(),
        "crumbs": [{"label": Text("Mẫu giao diện", "Style guide")}],
        "amount": 1234567.5,
        "at": AT,
        "steps": [
            {"label": Text("Chọn thủ tục", "Choose"), "state": "done", "url": "#"},
            {"label": Text("Khai thông tin", "Fill in"), "state": "done", "url": "#"},
            {"label": Text("Tải giấy tờ", "Add papers"), "state": "now"},
            {"label": Text("Ký số", "Sign"), "state": "next"},
            {"label": Text("Nộp hồ sơ", "Submit"), "state": "next"},
        ],
        "events": [
            {"what": Text("Nộp trực tuyến", "Filed online"), "at": AT, "who": "Nguyễn Thị Hường"},
            {
                "what": Text("Tiếp nhận", "Accepted"),
                "at": AT,
                "who": Text("Bộ phận một cửa", "One-stop desk"),
            },
            {
                "what": Text("Đang xử lý", "In process"),
                "at": AT,
                "now": True,
                "note": Text("Chuyển công chức tư pháp", "Passed to the civil-status officer"),
            },
        ],
        **_sample_checks(),
        **_sample_charts(),
    }


def _sample_rows() -> list[dict[str, Any]]:
    return [
        {"code": f"H26.12-261122-{n:04d}", "who": who, "what": what, "state": Tag(*STATES[n]), "due": AT}
        for n, (who, what) in enumerate(
            [
                ("Nguyễn Thị Hường", "Đăng ký khai sinh"),
                ("Trần Văn Đức", "Cấp bản sao trích lục hộ tịch"),
                ("Lê Hoàng Phương Uyên", "Đăng ký thường trú"),
                ("Phạm Quốc Việt", "Đăng ký thành lập hộ kinh doanh"),
                ("Đặng Thuỳ Mỹ Ngọc", "Cấp phiếu lý lịch tư pháp"),
                ("Nguyễnvăn" * 20, "Chứng thực bản sao từ bản chính"),
            ],
            start=1,
        )
    ]


def _sample_checks() -> dict[str, Any]:
    return {
        "checks": [
            {
                "tone": "good",
                "text": Text("Chữ ký của cơ quan còn nguyên", "The agency's signature is intact"),
                "source": "nd61-2018:17",
            },
            {
                "tone": "bad",
                "text": Text("Tệp bị sửa sau khi ký", "The file was changed after signing"),
                "why": Text("từ byte 10.234", "from byte 10,234"),
            },
            {
                "tone": "",
                "text": Text("Chưa tra được danh sách thu hồi", "The revocation list could not be read"),
            },
        ],
    }


def _sample_charts() -> dict[str, Any]:
    return {
        "bars": [
            {"label": "UBND phường Đồng Kỵ", "value": 812, "url": "#"},
            {"label": "UBND xã Ngọc Mỹ", "value": 344, "url": "#"},
            {"label": Text("Sở Tư pháp", "Department of Justice"), "value": 97, "url": "#", "tone": "bad"},
            {"label": "Trung tâm Phục vụ hành chính công", "value": 0},
        ],
        "series": [
            {
                "label": Text("Tiếp nhận", "Received"),
                "points": [(f"{m:02d}/2026", 300 + 37 * m % 190) for m in range(1, 12)],
            },
            {
                "label": Text("Đã trả", "Returned"),
                "points": [(f"{m:02d}/2026", 250 + 53 * m % 170) for m in range(1, 12)],
            },
        ],
    }
