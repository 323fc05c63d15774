"""The forms of reviews and proposals."""

from __future__ import annotations

from typing import Any

from django import forms

from hoso.catalogue.actions.reviews import KINDS, MOST_NUMBER
from hoso.law.eligibility import Criterion
from hoso.law.online import Obstacle
from hoso.law.text import Text
from hoso.screens.forms import DateField

_NONE = Text("Không có vướng mắc", "Nothing stands in the way")


class CampaignForm(forms.Form):
    """A new round."""

    name = forms.CharField(label=Text("Tên đợt rà soát", "Name of the round"), max_length=300)
    place = forms.CharField(label=Text("Nơi rà soát (cơ quan)", "Place (agency)"), max_length=300)
    due_on = DateField(label=Text("Hạn kết luận", "Decided by"))
    codes = forms.CharField(
        label=Text("Mã thủ tục", "Procedure codes"),
        help_text=Text("Mỗi dòng một mã.", "One code a line."),
        widget=forms.Textarea,
        max_length=100_000,
    )


class ReviewForm(forms.Form):
    """What a review found; at most one obstacle here, more through the actions."""

    missing = forms.MultipleChoiceField(
        label=Text("Tiêu chí chưa đạt", "Criteria not met"),
        help_text=Text("Không chọn mục nào nếu đạt tất cả.", "Tick none when all are met."),
        choices=[(one.value, one.label) for one in Criterion],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    obstacle = forms.ChoiceField(
        label=Text("Vướng mắc khiến chỉ làm được một phần", "What allows only a part online"),
        choices=[("", _NONE), *((one.value, one.label) for one in Obstacle)],
        required=False,
    )
    explanation = forms.CharField(
        label=Text("Giải thích", "Explanation"), widget=forms.Textarea, max_length=2000, required=False
    )
    sector_law = forms.CharField(
        label=Text("Văn bản chuyên ngành", "Sector law"), max_length=300, required=False
    )
    remedy = forms.CharField(
        label=Text("Giải pháp đề xuất (ai làm gì)", "Proposed remedy (who does what)"),
        widget=forms.Textarea,
        max_length=2000,
        required=False,
    )
    until = DateField(label=Text("Tháo gỡ trước ngày", "Remedied by"), required=False)
    decision = forms.CharField(
        label=Text("Số quyết định công bố mức độ (nếu đã có)", "Decision on the level (if there is one)"),
        max_length=120,
        required=False,
    )


def _whole(label: Text) -> Any:
    return forms.IntegerField(label=label, min_value=0, max_value=MOST_NUMBER)


class SimplificationForm(forms.Form):
    """A proposal with its estimates for one filing."""

    kind = forms.ChoiceField(label=Text("Cách đơn giản hóa", "Way"), choices=list(KINDS.items()))
    what = forms.CharField(label=Text("Nội dung đề xuất", "Proposal"), widget=forms.Textarea, max_length=4000)
    minutes_before = _whole(Text("Thời gian của người nộp hiện nay (phút)", "Applicant's time now (minutes)"))
    minutes_after = _whole(Text("Thời gian sau khi đơn giản hóa (phút)", "Applicant's time after (minutes)"))
    dong_before = _whole(Text("Chi phí hiện nay (đồng)", "Cost now (dong)"))
    dong_after = _whole(Text("Chi phí sau khi đơn giản hóa (đồng)", "Cost after (dong)"))
    dossiers_a_year = _whole(Text("Số hồ sơ một năm (ước tính)", "Dossiers a year (estimate)"))
