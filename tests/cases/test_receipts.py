"""The receipt of service (送达回证): blank before, filled in after, with the last days that run from it."""

import io
import re

import pytest
from pypdf import PdfReader

from casework import queries
from casework.cases.refusals import NotFound
from casework.cases.service import Service
from tests.builders import People
from tests.statute.course import Course
from tests.statute.test_art15_forwarding import forwarded


def words(course: Course, kind: str, who: str = "sh-handler") -> str:
    row = Service.objects.get(case__number=course.number, document__type=kind)
    _, content = queries.receipt(row.pk, course.actor(who))
    return re.sub(r"\s", "", "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages))


def test_blank_until_served_then_with_signature_and_last_day(people: People) -> None:
    course = forwarded(people)
    number = course.papers("transfer_notice")[0].number
    blank = words(course, "transfer_notice")
    assert re.sub(r"\s", "", number) in blank and "送达回证" in blank and "最后一日" not in blank and "本人" not in blank.replace("本人员", "")
    course.take(
        "2026-10-15", "sh-handler", "serve", document=number, manner="left", refusal="拒绝签收", witnesses="居委会李某", served_on="2026-10-15", proof="照片"
    )
    filled = words(course, "transfer_notice")
    for said in ("留置送达", "2026年10月15日", "拒收事由：拒绝签收", "见证人：居委会李某", "最后一日为2026年10月26日（TC-06）"):
        assert said in filled


def test_the_last_day_for_reconsideration_is_counted_from_service(people: People) -> None:
    course = Course.filed(people, None)
    court = {"T11-4": {"met": False, "why": "法院已立案"}}
    refusal = {"ground": "11-4", "facts": "法院已立案", "reasons": "人民法院已经受理", "other_body_name": "黄浦区人民法院"}
    course.take("2026-10-14", "sh-intake", "refuse", court, **refusal)
    notice = course.papers("refusal")[0]
    slip = {"manner": "direct", "received_by": "王小明", "relation": "self", "served_on": "2026-10-19", "proof": "签收"}
    course.take("2026-10-19", "sh-handler", "serve", document=notice.number, **slip)
    assert "60日内申请行政复议：最后一日为2026年12月18日" in words(course, "refusal")


def test_strangers_and_parties_get_no_receipt(people: People) -> None:
    course = forwarded(people)
    for who in ("east-sh", "ha-handler", "applicant"):
        with pytest.raises(NotFound):
            words(course, "transfer_notice", who)
