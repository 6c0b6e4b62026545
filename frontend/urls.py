"""Addresses of the pages."""

from frontend import account, calendar, cases, deadlines, entrance, feed, importing, verifying
from frontend.admin import publication, workdays
from frontend.citizen import ask, channels
from frontend.clerk import approvals, bundle, desk, file, leading, messages, mine, new, reception, repeats, search, textblocks
from frontend.operator import inbox, people
from frontend.supervisor import accountability, board, desks, held, pauses

urlpatterns = [
    *entrance.urlpatterns, *account.urlpatterns, *cases.urlpatterns, *ask.urlpatterns, *desk.urlpatterns, *file.urlpatterns, *messages.urlpatterns,
    *search.urlpatterns, *approvals.urlpatterns, *new.urlpatterns, *importing.urlpatterns, *board.urlpatterns, *inbox.urlpatterns, *people.urlpatterns,
    *pauses.urlpatterns, *workdays.urlpatterns, *bundle.urlpatterns, *calendar.urlpatterns, *feed.urlpatterns, *deadlines.urlpatterns,
    *textblocks.urlpatterns, *reception.urlpatterns, *repeats.urlpatterns, *leading.urlpatterns, *verifying.urlpatterns, *accountability.urlpatterns,
    *held.urlpatterns, *desks.urlpatterns, *mine.urlpatterns, *channels.urlpatterns, *publication.urlpatterns,
]  # fmt: skip
