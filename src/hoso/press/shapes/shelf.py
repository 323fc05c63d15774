"""All papers the press can print, by name."""

from __future__ import annotations

from dataclasses import dataclass

from hoso.law.text import Text
from hoso.press.errors import UnknownTemplate
from hoso.press.shapes import results, slips

# Width and height in millimetres (ISO 216), as the sheet is held.
PAPER_SIZES = {"a5": (148.0, 210.0), "a4": (210.0, 297.0), "a4-across": (297.0, 210.0), "a3": (297.0, 420.0)}


@dataclass(frozen=True, slots=True)
class Template:
    """One paper: file name, official title, shape of its data, sheets it may be printed on (the first
    is usual).
    """

    name: str
    title: Text
    shape: type
    papers: tuple[str, ...]


_SLIP, _DOCUMENT = ("a5", "a4"), ("a4",)

TEMPLATES: dict[str, Template] = {
    template.name: template
    for template in (
        Template(
            "receipt",
            Text("Giấy tiếp nhận hồ sơ và hẹn trả kết quả", "Receipt of dossier and appointment"),
            slips.Receipt,
            _SLIP,
        ),
        Template(
            "supplement_request",
            Text("Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ", "Request to supplement the dossier"),
            slips.SupplementRequest,
            _SLIP,
        ),
        Template(
            "refusal",
            Text("Phiếu từ chối tiếp nhận, giải quyết hồ sơ", "Refusal to accept or process the dossier"),
            slips.Refusal,
            _SLIP,
        ),
        Template(
            "apology",
            Text("Phiếu xin lỗi và hẹn lại ngày trả kết quả", "Apology and new appointment"),
            slips.Apology,
            _SLIP,
        ),
        Template(
            "stop_notice",
            Text("Thông báo dừng giải quyết hồ sơ", "Notice that processing stops"),
            slips.StopNotice,
            _SLIP,
        ),
        Template(
            "routing_slip",
            Text("Phiếu kiểm soát quá trình giải quyết hồ sơ", "Routing slip"),
            slips.RoutingSlip,
            _SLIP,
        ),
        Template(
            "dossier_register",
            Text("Sổ theo dõi hồ sơ", "Dossier register"),
            slips.DossierRegister,
            ("a4-across",),
        ),
        Template(
            "e_receipt",
            Text("Xác nhận đã nhận hồ sơ điện tử", "Confirmation of an electronic filing"),
            slips.ElectronicReceipt,
            ("a4", "a5"),
        ),
        Template(
            "decision_denied",
            Text("Văn bản từ chối giải quyết hồ sơ", "Decision to deny"),
            results.DecisionDenied,
            _DOCUMENT,
        ),
        Template(
            "birth_certificate",
            Text("Giấy khai sinh (bản điện tử)", "Birth certificate (electronic)"),
            results.BirthCertificate,
            _DOCUMENT,
        ),
        Template(
            "civil_status_extract",
            Text("Trích lục hộ tịch (bản sao)", "Civil-status extract (copy)"),
            results.CivilStatusExtract,
            _DOCUMENT,
        ),
        Template(
            "certification_page",
            Text("Lời chứng chứng thực bản sao điện tử từ bản chính", "Certification of an electronic copy"),
            results.CertificationPage,
            _DOCUMENT,
        ),
        Template(
            "certification_register",
            Text("Sổ chứng thực bản sao", "Register of certified copies"),
            results.CertificationRegister,
            ("a4-across",),
        ),
        Template(
            "residence_notice",
            Text("Thông báo kết quả đăng ký thường trú", "Notice of permanent residence registration"),
            results.ResidenceNotice,
            _DOCUMENT,
        ),
        Template(
            "business_certificate",
            Text("Giấy chứng nhận đăng ký hộ kinh doanh", "Household business certificate"),
            results.BusinessCertificate,
            _DOCUMENT,
        ),
        Template(
            "criminal_record",
            Text("Phiếu lý lịch tư pháp số 1", "Criminal record certificate no. 1"),
            results.CriminalRecord,
            _DOCUMENT,
        ),
        Template(
            "generic_result",
            Text("Kết quả giải quyết thủ tục hành chính", "Result of an administrative procedure"),
            results.GenericResult,
            _DOCUMENT,
        ),
        Template("answers", Text("Tờ khai điện tử", "Electronic declaration"), results.Answers, _DOCUMENT),
        Template(
            "wall_notice",
            Text("Niêm yết thủ tục hành chính", "Public notice of a procedure"),
            results.WallNotice,
            ("a4", "a3"),
        ),
    )
}


def template_named(name: str) -> Template:
    """The template of that name. Raises UnknownTemplate."""
    try:
        return TEMPLATES[name]
    except KeyError:
        raise UnknownTemplate(name) from None
