"""What a span refuses: suspensions and extensions that cannot be, in both languages."""

from datetime import date

from casework.cases.limits import TimeLimit

BEYOND = ("日期超出可计算的范围（公元 1 年至 9999 年）。", "The date lies beyond the years 1 to 9999.")


class SpanError(ValueError):
    """A span that cannot be: `zh` and `en` say why."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en


def check_suspension(
    limit: TimeLimit, trigger: date, start: date, end: date | None, resumed: date, last_day: date
) -> None:
    """Refuse a suspension that ends before it begins, begins before the trigger or after the last day then
    valid, or overlaps the one before."""
    if end is not None and end <= start:
        raise SpanError(
            f"中止 {start} 的恢复日 {end} 应当晚于中止日。",
            f"The suspension of {start} must end after it begins, not on {end}.",
        )
    if start < trigger:
        raise SpanError(
            f"中止日 {start} 早于起算日 {trigger}。",
            f"The suspension of {start} begins before the trigger day {trigger}.",
        )
    if start < resumed:
        raise overlap(start)
    if start > last_day:
        raise SpanError(
            f"中止日 {start} 晚于 {limit.id} 的最后一日 {last_day}。",
            f"The suspension of {start} begins after the last day {last_day} of {limit.id}.",
        )


def overlap(start: date) -> SpanError:
    """The error for a suspension that begins before the one before has ended."""
    return SpanError(
        f"中止 {start} 与前一次中止重叠。", f"The suspension of {start} overlaps the one before it."
    )


def check_extension(limit: TimeLimit, days: int) -> None:
    """Refuse a negative extension, one where the law bars any, and one beyond the maximum of the law."""
    if days < 0:
        raise SpanError("延长日数不能为负数。", "extension_days must not be negative.")
    if days and limit.never_extended:
        raise SpanError(
            f"{limit.id} 依法不得延长（{limit.basis}）。",
            f"{limit.id} cannot be extended by law ({limit.basis}).",
        )
    if limit.extension and limit.extension.up_to and days > limit.extension.up_to.number:
        most = limit.extension.up_to.number
        raise SpanError(
            f"{limit.id} 延长最多 {most} 日，不得延长 {days} 日（"
            f"{limit.extension.article or limit.basis}）。",
            f"{limit.id} may be extended by at most {most} days, not {days} ("
            f"{limit.extension.article or limit.basis}).",
        )
