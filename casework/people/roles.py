"""Roles: how an actor stands towards a case (interfaces: Roles)."""

from enum import StrEnum


class Role(StrEnum):
    """Standing roles are held in an organisation; case roles come from Party and Assignment."""

    INTAKE = "intake"
    HANDLER = "handler"
    HEAD = "head"
    SUPERVISOR = "supervisor"
    LEGAL_HEAD = "legal_head"
    LEADER = "leader"
    RECEPTION = "reception"
    SEALED_READER = "sealed_reader"
    AUDITOR = "auditor"
    ADMIN = "admin"
    OPERATOR = "operator"
    OPERATOR_ADMIN = "operator_admin"
    APPLICANT = "applicant"
    AGENT = "agent"
    REPRESENTATIVE = "representative"
    THIRD_PARTY = "third_party"
    RESPONDENT = "respondent"
    ORGAN = "organ"
    MEDIATOR = "mediator"
    PANEL_CHAIR = "panel_chair"
    PANEL_MEMBER = "panel_member"
    RECORDER = "recorder"
    SYSTEM = "system"

    @property
    def zh(self) -> str:
        """The word in Chinese."""
        return LABELS[self][0]

    @property
    def en(self) -> str:
        """The word in English."""
        return LABELS[self][1]


LABELS = {
    Role.INTAKE: ("受理人员", "intake officer"),
    Role.HANDLER: ("承办人", "handler"),
    Role.HEAD: ("负责人", "head of office"),
    Role.SUPERVISOR: ("督办人员", "supervisor"),
    Role.LEGAL_HEAD: ("复议机构负责人", "head of the reconsideration office"),
    Role.LEADER: ("机关负责人", "leader of the organ"),
    Role.RECEPTION: ("接访人员", "reception officer"),
    Role.SEALED_READER: ("密件阅办人", "reader of sealed files"),
    Role.AUDITOR: ("审计人员", "auditor"),
    Role.ADMIN: ("系统管理员", "administrator"),
    Role.OPERATOR: ("企业联络人", "operator's liaison"),
    Role.OPERATOR_ADMIN: ("企业管理员", "operator's administrator"),
    Role.APPLICANT: ("申诉人", "complainant"),
    Role.AGENT: ("代理人", "agent"),
    Role.REPRESENTATIVE: ("代表人", "representative"),
    Role.THIRD_PARTY: ("第三人", "third party"),
    Role.RESPONDENT: ("被申诉人", "respondent"),
    Role.ORGAN: ("有关机关", "organ concerned"),
    Role.MEDIATOR: ("调解员", "mediator"),
    Role.PANEL_CHAIR: ("听证主持人", "hearing chair"),
    Role.PANEL_MEMBER: ("听证员", "hearing officer"),
    Role.RECORDER: ("记录员", "recorder"),
    Role.SYSTEM: ("系统", "system"),
}

STANDING = (
    Role.INTAKE, Role.HANDLER, Role.HEAD, Role.SUPERVISOR, Role.LEGAL_HEAD, Role.LEADER, Role.RECEPTION,
    Role.SEALED_READER, Role.AUDITOR, Role.ADMIN, Role.OPERATOR, Role.OPERATOR_ADMIN,
)  # fmt: skip
