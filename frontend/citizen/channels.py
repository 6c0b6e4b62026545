"""The public page of art 18① of the 信访工作条例: where, when and how each office receives petitions, and how to ask for progress."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path

from casework import publication
from frontend.base import Page
from frontend.language import english, of, word

# The steps every petition goes through with the time the law gives for each: (what, how long, article).
STAGES = (
    (("登记，告知收到了、受不受理、怎么办", "Registered; you are told that it was received, whether it is taken up, and how"),
     ("能当场告知的当场，最迟 15 天", "on the spot where possible, within 15 days at the latest"), "信访工作条例 23②③"),
    (("申诉求决类：听您说、调查、出具处理意见书", "Requests: you are heard, it is looked into, an opinion is issued"),
     ("受理之日起 60 天；复杂的可以延长，最多 30 天，要告诉您理由", "60 days from acceptance; complex ones up to 30 more, with reasons"),
     "信访工作条例 31(6)、34"),
    (("不服处理意见，请求上一级机关复查", "Disagree? Ask the unit above for review"),
     ("收到意见书起 30 天内请求，30 天内给复查意见", "ask within 30 days of receiving it; answered within 30"), "信访工作条例 35"),
    (("不服复查意见，请求再上一级机关复核，到此终结", "Still disagree? Ask for recheck, which is final"),
     ("收到复查意见起 30 天内请求，30 天内给复核意见；听证的时间不算", "ask within 30 days; answered within 30, a hearing's time left out"), "信访工作条例 36"),
    (("建议：研究，答复；检举控告：专人办，反馈", "Suggestions are studied and answered; accusations are handled apart and you get feedback"),
     ("法律没有规定天数", "no number of days in law"), "信访工作条例 29、30"),
    (("该走诉讼、仲裁、复议、申诉的：告诉您走哪里", "What belongs to courts, arbitration, reconsideration or complaints: you are told where"),
     ("最迟 15 天告知", "told within 15 days"), "信访工作条例 23②③、31(1)(2)(3)(4)(5)"),
)  # fmt: skip


class Channels(Page):
    """The list of offices."""

    always = True

    def get(self, request: HttpRequest) -> HttpResponse:
        """Each with its telephone as published."""
        found = [(one, _said(one, "phone")) for one in publication.offices()]
        return self.show("frontend/citizen/channels.html", {"offices": found})


class Channel(Page):
    """One office."""

    always = True

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """What it has published, in the reader's language where it was given in it, and the procedure of the law."""
        found = publication.office(code)
        published = found.published
        matters = [(of(one), *_text(published, one.name)) for one in publication.MATTERS] if published else []
        context = {
            "office": found, "matters": [row for row in matters if row[1]], "stages": [(word(*what), word(*time), law) for what, time, law in STAGES],
            "other_language": any(row[2] for row in matters),
        }  # fmt: skip
        return self.show("frontend/citizen/channel.html", context)


def _said(office: publication.Office, name: str) -> str:
    return _text(office.published, name)[0] if office.published else office.phone


def _text(published: Any, name: str) -> tuple[str, bool]:
    """A text in the reader's language, in Chinese where there is none; True where it is in the other language."""
    own = str(published.en.get(name, "")) if english() else str(published.zh.get(name, ""))
    return (own, False) if own or not english() else (str(published.zh.get(name, "")), bool(published.zh.get(name)))


urlpatterns = [
    path("petition-channels/", Channels.as_view(), name="channels"),
    path("petition-channels/<str:code>/", Channel.as_view(), name="channel"),
]
