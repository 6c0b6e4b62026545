"""Addresses of the pages."""

from frontend import account, calendar, cases, deadlines, entrance, feed, importing, verifying
from frontend.admin import publication, workdays
from frontend.citizen import ask, channels
from frontend.clerk import approvals, bundle, desk, file, leading, messages, new, repeats, search, textblocks
from frontend.operator import inbox, people
from frontend.supervisor import board, pauses

urlpatterns = [
    *entrance.urlpatterns, *account.urlpatterns, *cases.urlpatterns, *ask.urlpatterns, *desk.urlpatterns, *file.urlpatterns, *messages.urlpatterns,
    *search.urlpatterns, *approvals.urlpatterns, *new.urlpatterns, *importing.urlpatterns, *board.urlpatterns, *inbox.urlpatterns, *people.urlpatterns,
    *pauses.urlpatterns, *workdays.urlpatterns, *bundle.urlpatterns, *calendar.urlpatterns, *feed.urlpatterns, *deadlines.urlpatterns,
    *textblocks.urlpatterns, *repeats.urlpatterns, *leading.urlpatterns, *verifying.urlpatterns, *channels.urlpatterns, *publication.urlpatterns,
]  # fmt: skip
