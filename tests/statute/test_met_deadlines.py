"""Each met deadline points at the entry that met it, and through it at the paper that proves it."""

from tests.builders import People
from tests.statute.course import Course
from tests.statute.test_art17_19_outcome import mediating


def proofs(course: Course) -> dict[str, tuple[str, list[str]]]:
    """Rule -> (step that met it, papers issued with that step), as rows point at each other."""
    steps = {one.seq: one.step for one in course.case.entries.all()}
    papers: dict[int, list[str]] = {}
    for one in course.case.documents.all():
        papers.setdefault(one.entry_seq, []).append(one.type)
    return {one.rule: (steps[one.ended_by_seq], papers.get(one.ended_by_seq, [])) for one in course.case.deadlines.all() if one.status == "met"}


def test_each_met_deadline_points_at_its_entry_and_its_paper(people: People) -> None:
    course = mediating(people)
    course.take("2026-10-26", "sh-handler", "end_mediation", reasons="双方就退费数额未能一致")
    assert proofs(course) == {
        "TC-04": ("accept", ["acceptance_notice"]),
        "TC-05": ("forward", ["transfer_notice"]),
        "TC-06": ("operator_reply", []),  # the operator's own act: its reply is a row of the same entry
        "TC-07": ("end_mediation", ["mediation_ended"]),
        "TC-08": ("end_mediation", ["mediation_ended"]),
        "TC-09": ("end_mediation", ["mediation_ended"]),
    }
    assert [one.entry_seq for one in course.case.operator_replies.all()] == [course.clock("TC-06").ended_by_seq]
    (paper,) = course.papers("mediation_ended")
    assert paper.entry_seq == course.clock("TC-08").ended_by_seq
    assert str(course.clock("TC-08").met_on) == "2026-10-26"


def test_a_duty_met_late_points_at_its_paper_too(people: People) -> None:
    course = Course.filed(people, "2026-10-12").accepted("2026-10-26")
    late = course.clock("TC-04")
    assert (late.status, str(late.last_day), str(late.met_on)) == ("breached", "2026-10-19", "2026-10-26")
    assert [one.type for one in course.case.documents.filter(entry_seq=late.ended_by_seq)] == ["acceptance_notice"]
