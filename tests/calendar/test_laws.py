"""What holds of every deadline, whatever is asked."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from casework.calendar.published import built_in
from casework.calendar.schedule import Schedule
from casework.cases.limits import WORKING
from casework.cases.readings import NAMES
from casework.cases.spans import SpanError, compute, explain, other_readings
from tests.calendar import sentences
from tests.calendar.notices import worked
from tests.calendar.oracle import DAY, MONTH, Question
from tests.calendar.test_oracle import HUNDRED, limit_of, questions, span_of

EACH = settings(max_examples=2 * HUNDRED, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
REPLAYED = settings(EACH, max_examples=6 * HUNDRED // 10)  # each builds a schedule of its own


@EACH
@given(questions(), st.integers(1, 40), st.integers(0, 20))
def test_a_longer_limit_never_ends_earlier(asked, more, longer):
    short, long = span_of(asked), span_of(asked._replace(number=asked.number + more))
    assert short.last_day <= long.last_day and short.nominal_last_day <= long.nominal_last_day
    assert short.last_day <= span_of(asked._replace(extension=asked.extension + longer)).last_day


@EACH
@given(questions(from_the_trigger=False), st.integers(1, 60))
def test_a_later_trigger_never_ends_earlier(asked, later):
    """True of every unit and with suspensions: two triggers may share an end (a month's end serves for those it lacks, rest days roll to one day),
    but never cross. The suspensions must lie in both: one begun before the later trigger, or after the earlier end, is none and is refused."""
    try:
        second = span_of(asked._replace(trigger=asked.trigger + timedelta(later)))
    except SpanError:
        assume(asked.stops and asked.stops[0][0] < asked.trigger + timedelta(later))
        return
    first = span_of(asked)
    assert first.nominal_last_day <= second.nominal_last_day
    assert first.last_day <= second.last_day
    assert first.accept_until <= second.accept_until


def test_ends_that_triggers_share():
    six_months = limit_of(Question(date(2025, 8, 28), 6, MONTH))
    ends = [compute(six_months, date(2025, 8, day), schedule=built_in()).nominal_last_day for day in (27, 28, 29, 30, 31)]
    assert ends == [date(2026, 2, 27), *[date(2026, 2, 28)] * 4]


@EACH
@given(questions(), st.randoms(use_true_random=False))
def test_the_order_of_suspensions_is_none(asked, random):
    shuffled = list(asked.stops)
    random.shuffle(shuffled)
    assert span_of(asked._replace(stops=tuple(shuffled))) == span_of(asked)


@EACH
@given(questions())
def test_the_order_of_suspension_and_extension_does_not_matter(asked):
    """Extended first and then stopped, or stopped first and then extended: the same day, and the same as both at once."""
    together = span_of(asked)
    try:
        stopped = span_of(asked._replace(extension=0))
    except SpanError:  # the extension alone kept the time running when a later suspension began
        assume(asked.extension > 0)
        return
    extended = span_of(asked._replace(stops=()))
    plain = span_of(asked._replace(stops=(), extension=0))
    if asked.unit == WORKING:
        first = built_in().nth_worked_after(stopped.nominal_last_day.toordinal(), asked.extension)
        days_stopped = sum(built_in().worked_between(start.toordinal(), end.toordinal()) for start, end in asked.stops)
        second = built_in().nth_worked_after(extended.nominal_last_day.toordinal(), days_stopped)
    else:
        first = stopped.nominal_last_day.toordinal() + asked.extension
        second = extended.nominal_last_day.toordinal() + sum((end - start).days for start, end in asked.stops)
    assert date.fromordinal(first) == date.fromordinal(second) == together.nominal_last_day
    assert plain.nominal_last_day <= min(stopped.nominal_last_day, extended.nominal_last_day)


@REPLAYED
@given(questions(), st.sets(st.dates(date(2010, 1, 1), date(2026, 12, 31)), max_size=40))
def test_replay_twice_equals_once_and_the_old_schedule_gives_the_old_days_back(asked, toggled):
    """A deadline keeps trigger, suspensions and extension; its days follow from them and the schedule alone, so that replaying is idempotent and can
    be taken back. A suspension that began on a rolled last day which the new schedule moves before it is refused, never counted wrongly."""
    old = built_in()
    off, lieu = old.days_off ^ {day for day in toggled if day.weekday() < 5}, old.workdays ^ {day for day in toggled if day.weekday() > 4}
    new = Schedule("new", old.first_year, old.last_published_year, off - lieu, lieu - off)
    before = span_of(asked)

    def replayed(span, schedule):
        return compute(span.limit, span.trigger, schedule=schedule, suspensions=span.suspensions, extension_days=span.extension_days)

    try:
        once = replayed(before, new)
    except SpanError:
        assume(asked.stops)
        return
    assert replayed(once, new) == once
    assert replayed(once, old) == before
    if before.span_until and not any(day <= before.span_until for day in toggled):
        assert (once.last_day, once.accept_until) == (before.last_day, before.accept_until)


@EACH
@given(questions(from_the_trigger=False))
def test_the_sentences_alone_give_the_last_day_back(asked):
    limit = limit_of(asked, since=sentences.SINCE, zh="测试", en="test")
    span = compute(limit, asked.trigger, schedule=built_in(), suspensions=asked.stops, extension_days=asked.extension)
    for lang in ("zh", "en"):
        told = sentences.read(explain(span, lang), lang)
        assert told.asked == asked._replace(citizen=False)
        assert sentences.last_day(told) == span.last_day
        assert set(told.ends) <= {span.last_day}
        if asked.unit == WORKING:
            counted = [asked.trigger + DAY * n for n in range(1, (span.last_day - asked.trigger).days + 1)]
            counted = [day for day in counted if not any(start <= day < end for start, end in asked.stops)]
            assert told.days_skipped == [day for day in counted if not worked(day)]  # each once, in order
            assert told.lieu == [day for day in counted if worked(day) and day.weekday() > 4]
        else:
            assert told.skipped == told.lieu == []


@EACH
@given(questions())
def test_another_reading_is_named_exactly_where_it_gives_another_day(asked):
    span = span_of(asked)
    named = other_readings(span)
    for name in ("A-REST", "A-SUSP", "A-EXT", "A-COND"):
        field, (_, choice) = NAMES[name]
        try:
            other = span_of(asked, readings=replace(span.readings, **{field: choice}))
        except SpanError:
            assert name not in named
            continue
        assert (name in named) is (other.last_day != span.last_day)
        assert name not in named or named[name].last_day == other.last_day


@EACH
@given(questions())
def test_the_day_that_depends_on_a_citizens_obstacle_is_that_of_the_other_reading(asked):
    """accept_until of a citizen's limit is the last day by the other reading of A-SUSP; for an office there is no such day."""
    span = span_of(asked)
    if not asked.citizen:
        assert span.accept_until == span.last_day
        return
    try:
        later = span_of(asked, readings=replace(span.readings, suspension="from-next"))
    except SpanError:
        assume(asked.stops)
        return
    assert span.accept_until == later.last_day == later.accept_until
