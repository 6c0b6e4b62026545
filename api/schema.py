"""OpenAPI: shapes become components, and every (kind, step) a path with the body its form asks for."""

import types
from typing import Any, NotRequired, Union, get_args, get_origin, get_type_hints, is_typeddict

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema

from api import casefile, shapes
from api.errors import SAID
from api.fields import described, json_schema
from casework import catalogue, queries
from casework.cases.case import KINDS
from casework.cases.steps import Step

PLAIN = {str: {"type": "string"}, int: {"type": "integer"}, bool: {"type": "boolean"}, Any: {}, type(None): {"type": "null"}}
NUMBER = {"type": "string", "description": "T-2026-31-0000123 或者 沪申2026-00123"}
GROUNDS = {
    "type": "object", "description": "审查项的人工回答 answers to grounds: {\"T10-1\": {\"met\": true, \"why\": \"…\"}}",
    "additionalProperties": {
        "type": "object", "required": ["met", "why"], "additionalProperties": False,
        "properties": {"met": {"type": "boolean"}, "why": {"type": "string", "minLength": 1}},
    },
}  # fmt: skip
VERSION = {"type": "integer", "minimum": 0, "description": "案件详情中的版本号；已过期的答复 409。The detail's version; a stale one gives 409."}


def ref(name: str) -> dict[str, Any]:
    """A component by name."""
    return {"$ref": f"#/components/schemas/{name}"}


def asks(name: str) -> dict[str, Any]:
    """A JSON body."""
    return {"application/json": ref(name)}


def listed(name: str) -> dict[str, Any]:
    """A page of rows."""
    return {
        "type": "object", "required": ["results", "next", "count", "count_capped"],
        "properties": {
            "results": {"type": "array", "items": ref(name)}, "next": {"type": ["string", "null"]},
            "count": {"type": "integer", "maximum": queries.MOST_COUNTED - 1}, "count_capped": {"type": "boolean"},
        },
    }  # fmt: skip


def answers(good: dict[int, Any], *errors: int, pdf: bool = False, file: bool = False) -> dict[Any, Any]:
    """Responses: good ones by component name or schema, errors by status."""
    found: dict[Any, Any] = {}
    for status, shape in good.items():
        schema = ref(shape) if isinstance(shape, str) else shape
        found[(status, "application/json") if pdf else status] = OpenApiResponse(schema, description="") if schema else None
    if pdf:
        found[(200, "application/pdf")] = OpenApiTypes.BINARY
        found[(200, queries.DOCX)] = OpenApiTypes.BINARY
    if file:
        found |= {(200, media_type): OpenApiTypes.BINARY for media_type in queries.FILE_TYPES}
    said = {status: f"{zh} {en}" for status, zh, en in reversed(SAID.values())}
    for status in errors:
        found[status] = OpenApiResponse(ref("Problem"), description=said[status])
    return found


def operation(id: str, summary: str, good: dict[int, Any], *errors: int, pdf: bool = False, file: bool = False, **more: Any) -> Any:
    """What the schema says of a view's method."""
    return extend_schema(operation_id=id, summary=summary, responses=answers(good, *errors, pdf=pdf, file=file), **more)


def _asked(name: str, type: Any, description: str, enum: tuple[str, ...] | None = None) -> OpenApiParameter:
    return OpenApiParameter(name, type, OpenApiParameter.QUERY, description=description, enum=enum)


PAGE = [_asked("cursor", str, "翻页标记，见 next。From `next`."), _asked("limit", int, "1–100，默认 50。")]
WORKING = _asked("working", str, "1：附期限的推算过程。With the working of each deadline.", ("1",))
LIST_PARAMETERS = {
    "page": PAGE,
    "worklist": [
        _asked("queue", str, "mine 本人，office 本机构待办，unassigned 未分派，waiting 等待他方，today 今日到期，overdue 超期", queries.QUEUES),
        _asked("kind", str, "", tuple(KINDS)),
        _asked("state", str, "状态 state"), _asked("operator", str, "企业代码，- 为无企业 operator's code, - for none"),
        _asked("office", str, "机构代码 office's code"), _asked("handler", str, "承办人用户名 handler's user name"),
        _asked("due_before", OpenApiTypes.DATE, "早于此日到期"), _asked("due_after", OpenApiTypes.DATE, "晚于此日到期"),
        _asked("last_day", OpenApiTypes.DATE, "有一项约束机构、在计算的期限于此日届满 a running limit of the office ends on this day"),
        _asked("q", str, "编号、标题或者姓名 number, title or name"), *PAGE,
    ],
    "deadlines": [
        _asked("rule", str, "规则 rule, such as TC-04", tuple(sorted(catalogue.all_rules()))),
        _asked("status", str, "不写：在计算的和已过未办的。Without it those that run or were missed and are still owed.", queries.STATUSES),
        _asked("bound", str, "约束谁 whom it binds", queries.BOUND_TO), _asked("kind", str, "程序 kind of case", tuple(KINDS)),
        _asked("office", str, "机构代码 office's code"), _asked("province", str, "机构所在省的两位代码 the office's province, two digits"),
        _asked("handler", str, "承办人用户名，me 为本人 handler's user name, me for oneself"),
        _asked("waits_on", str, "me：轮到自己岗位办的案件 of cases that wait for one's own post", ("me",)),
        _asked("house", str, "内部时限 house limits: yes 只要 only, no 不要 none", ("yes", "no")),
        _asked("due_before", OpenApiTypes.DATE, "早于此日到期"), _asked("due_after", OpenApiTypes.DATE, "晚于此日到期"), *PAGE,
    ],
    "document": [_asked("format", str, "pdf：文书本身；docx：可编辑稿（工作人员）。The paper itself; to be edited, for officers.", ("pdf", "docx"))],
}  # fmt: skip


class TokenScheme(OpenApiAuthenticationExtension):
    """Bearer tokens."""

    target_class = "api.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        """Issued to an office or operator, with a scope of read, file, step."""
        return {"type": "http", "scheme": "bearer", "description": "机构或者企业系统的令牌，范围 scope：read、file、step"}


class SessionScheme(OpenApiAuthenticationExtension):
    """Sessions of users and guests."""

    target_class = "api.authentication.SessionAuthentication"
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        """By POST /api/session/ or POST /api/access/."""
        return {"type": "apiKey", "in": "cookie", "name": "sessionid", "description": "POST /api/session/ 或者 POST /api/access/；写操作另需 X-CSRFToken"}


def shape_schema(hint: Any, found: dict[str, Any]) -> dict[str, Any]:
    """JSON schema of a type hint; TypedDicts go into `found` as components."""
    origin = get_origin(hint)
    if origin is NotRequired:
        return shape_schema(get_args(hint)[0], found)
    if is_typeddict(hint):
        if hint.__name__ not in found:
            found[hint.__name__] = {}
            hints = get_type_hints(hint, include_extras=True)
            found[hint.__name__] = {
                "type": "object", "description": (hint.__doc__ or "").strip(), "additionalProperties": False,
                "required": sorted(name for name, one in hints.items() if get_origin(one) is not NotRequired),
                "properties": {name: shape_schema(one, found) for name, one in hints.items()},
            }  # fmt: skip
        return ref(hint.__name__)
    if origin in (Union, types.UnionType):
        return {"anyOf": [shape_schema(one, found) for one in get_args(hint)]}
    if origin is list:
        return {"type": "array", "items": shape_schema(get_args(hint)[0], found)}
    if origin is dict:
        return {"type": "object", "additionalProperties": shape_schema(get_args(hint)[1], found)}
    return dict(PLAIN[hint])


def _object(properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    shape: dict[str, Any] = {"type": "object", "properties": properties, "additionalProperties": False}
    return shape | {"required": required} if required else shape


def _text(most: int) -> dict[str, Any]:
    return {"type": "string", "minLength": 1, "maxLength": most}


def components() -> dict[str, Any]:
    """Every shape that goes out, and the bodies that come in beside those of steps."""
    found: dict[str, Any] = {}
    for module in (shapes, casefile):
        for one in vars(module).values():
            if is_typeddict(one):
                shape_schema(one, found)
    found["Entering"] = _object({"number": _text(40), "code": _text(40)}, ["number", "code"])
    found["SigningIn"] = _object({"username": _text(60), "password": _text(200) | {"format": "password"}}, ["username", "password"])
    minutes = _object({"held_on": {"type": "string", "format": "date"}, "present": _text(500), "resolved": _text(2000)}, ["held_on", "present", "resolved"])
    found["Deciding"] = _object({"version": VERSION, "note": _text(2000), "minutes": minutes}, [])
    found["Returning"] = _object({"reasons": _text(2000)}, ["reasons"])
    return found


def postprocess(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """drf-spectacular's hook: components, and one path per (kind, step) in the place of the generic one."""
    schemas = result.setdefault("components", {}).setdefault("schemas", {})
    schemas |= components()
    generic = result["paths"].pop("/api/cases/{number}/steps/{step}/")["post"]
    bodies, with_files = [], []
    for kind in catalogue.kinds():
        for step in catalogue.filing_steps(kind).values():
            name = f"{kind}.{step.name}"
            schemas[name] = _body(kind, step, files=False)
            bodies.append(ref(name))
            with_files.append(_body(kind, step, files=True))
        for step in catalogue.later_steps(kind).values():
            result["paths"][f"/api/cases/{KINDS[kind][0]}-{{serial}}/steps/{step.name}/"] = {"post": _operation(kind, step, generic, schemas)}
    filing = result["paths"]["/api/cases/"]["post"]
    filing["requestBody"]["content"] = {"application/json": {"schema": {"oneOf": bodies}}, "multipart/form-data": {"schema": {"anyOf": with_files}}}
    filing["parameters"] = [
        {
            "name": "Idempotency-Key",
            "in": "header",
            "schema": {"type": "string", "pattern": "^[!-~]{1,200}$"},
            "description": "24 小时内同键同文得同一答复 same key and body: same answer",
        }
    ]
    result["paths"] = dict(sorted(result["paths"].items()))
    return result


def _body(kind: str, step: Step, *, files: bool) -> dict[str, Any]:
    """What a step's body holds: the form's fields and what goes beside them."""
    properties, required = json_schema(step.asks, files=files)
    beside: dict[str, Any] = {"grounds": {"type": "string", "description": "JSON"} if files else GROUNDS}
    if step in catalogue.filing_steps(kind).values():
        beside |= {"kind": {"type": "string", "enum": [kind]}, "step": {"type": "string", "enum": [step.name], "default": step.name}}
        required = ["kind", *(["step"] if step.name != "file" else []), *required]
    else:
        beside["version"] = VERSION
    return _object(beside | properties, required) | {"title": f"{step.zh} {step.en}"}


def _operation(kind: str, step: Step, generic: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    """The operation of one step: who takes it, on which article, with which body."""
    name = f"{kind}.{step.name}"
    schemas[name] = _body(kind, step, files=False)
    content = {"application/json": {"schema": ref(name)}}
    if any(field["type"] == "file" for field in described(step.asks)):
        content["multipart/form-data"] = {"schema": _body(kind, step, files=True)}
    who = "、".join(role.zh for role in step.by)
    approval = f"，由{step.approved_by.zh}审批" if step.approved_by else ""
    return {
        **{key: value for key, value in generic.items() if key in ("security", "responses", "tags")},
        "operationId": f"{kind}_{step.name}", "summary": f"{step.zh} {step.en}", "description": f"{who}办理{approval}。依据：{step.basis}（{step.certainty}）",
        "parameters": [
            {
                "name": "serial", "in": "path", "required": True, "schema": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{7,}$"},
                "description": f"案件编号中 {KINDS[kind][0]}- 之后的部分，如 2026-31-0000123。What follows {KINDS[kind][0]}- in the case number.",
            }
        ],
        "requestBody": {"content": content, "required": bool(schemas[name].get("required"))},
    }  # fmt: skip
