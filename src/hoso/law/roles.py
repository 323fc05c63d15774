"""Who acts (Role) and how he stands to the thing he acts on (Relation)."""

from __future__ import annotations

from enum import StrEnum

from hoso.law.text import Text


class Role(StrEnum):
    """A hat a person wears. One person may wear several; a verb looks at each with its relation."""

    CITIZEN = "citizen"
    ORGANISATION = "organisation"
    INTAKE_OFFICER = "intake_officer"
    CASE_OFFICER = "case_officer"
    COMPETENT_OFFICER = "competent_officer"
    RECORDS_OFFICER = "records_officer"
    HEAD = "head"
    SUPERVISOR = "supervisor"
    CATALOGUE_ADMIN = "catalogue_admin"
    SYSTEM_ADMIN = "system_admin"
    SYSTEM = "system"

    @property
    def label(self) -> Text:
        """The name of the role on screens and in reasons. Source: nd61-2018:11."""
        return _ROLE_LABELS[self]


class Relation(StrEnum):
    """How the actor stands to the dossier, draft, paper or register entry at hand.

    The rooms find out which relations hold; the tables of this package say which one a verb needs.
    """

    OWNER = "owner"
    """The dossier or draft is his own, or he represents its owner."""
    AGENCY = "agency"
    """It belongs to his agency or to a unit under it."""
    ASSIGNEE = "assignee"
    """The case is assigned to him."""
    RECEIVER = "receiver"
    """His agency is the one-stop desk that receives the dossier."""
    ASKED = "asked"
    """His agency was asked for an opinion on the dossier."""
    SUPERVISED = "supervised"
    """It lies inside the territory or agencies he supervises."""
    ANYONE = "anyone"
    """Nothing is required; it always holds."""

    @property
    def label(self) -> Text:
        """The condition in words, as used in a sentence of refusal. Source: convention:deny."""
        return _RELATION_LABELS[self]


_ROLE_LABELS = {
    Role.CITIZEN: Text("công dân", "citizen"),
    Role.ORGANISATION: Text("tổ chức, doanh nghiệp", "organisation"),
    Role.INTAKE_OFFICER: Text("công chức tiếp nhận", "intake officer"),
    Role.CASE_OFFICER: Text("công chức thụ lý", "case officer"),
    Role.COMPETENT_OFFICER: Text("người có thẩm quyền ký", "competent officer"),
    Role.RECORDS_OFFICER: Text("văn thư", "records officer"),
    Role.HEAD: Text("thủ trưởng đơn vị", "head of agency"),
    Role.SUPERVISOR: Text("người giám sát, kiểm tra", "supervisor"),
    Role.CATALOGUE_ADMIN: Text("người quản trị danh mục thủ tục", "catalogue administrator"),
    Role.SYSTEM_ADMIN: Text("quản trị hệ thống", "system administrator"),
    Role.SYSTEM: Text("hệ thống", "the system"),
}

_RELATION_LABELS = {
    Relation.OWNER: Text("hồ sơ là của chính mình hoặc mình được ủy quyền", "the dossier is one's own"),
    Relation.AGENCY: Text("hồ sơ thuộc cơ quan mình", "the dossier belongs to one's agency"),
    Relation.ASSIGNEE: Text("hồ sơ đã phân công cho mình", "the case is assigned to oneself"),
    Relation.RECEIVER: Text("bộ phận một cửa của mình tiếp nhận hồ sơ", "one's desk receives the dossier"),
    Relation.ASKED: Text("cơ quan mình được lấy ý kiến", "one's agency was asked for an opinion"),
    Relation.SUPERVISED: Text("hồ sơ thuộc phạm vi mình giám sát", "the dossier is within one's supervision"),
    Relation.ANYONE: Text("không cần điều kiện nào khác", "nothing else is required"),
}
