"""What an office publishes about petitions (信访工作条例 18①): by its own administrator, in versions that stay, to everybody."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from casework import commands, publication
from casework.cases.refusals import Forbidden, Invalid, Refused
from casework.people.models import Publication
from tests.builders import People
from tests.frontend.test_clerk_file import signed_in, text

pytestmark = pytest.mark.django_db
# The list of art 18①: 网络信访渠道、通信地址、咨询投诉电话、信访接待的时间和地点、查询进展以及结果的方式；法规；处理程序；其他便利
SAID = {
    "online": "在本系统提交", "address": "上海市中山南路508号，200010", "phone": "021-63900000，工作日 9:00 至 17:00", "hours": "每周二、周四 9:00 至 11:30",
    "place": "中山南路508号一楼接待室", "progress": "凭编号和查询码在网上查，或者打电话。", "procedure": "登记后由网络处办理。", "rules": "《信访工作条例》",
}  # fmt: skip


def test_the_administrator_publishes_and_everybody_reads_it(people: People, client: Client) -> None:
    assert "还没有在这里公布" in text(Client().get("/petition-channels/CA-31/"))
    signed_in(client, "sh-admin")
    assert client.get("/admin/publication/").status_code == 200
    answer = client.post("/admin/publication/", {f"zh-{name}": said for name, said in SAID.items()} | {"en-hours": "Tue, Thu 9:00-11:30", "seen": ""})
    assert answer.status_code == 302
    page = text(Client().get("/petition-channels/CA-31/"))
    assert all(said in page for said in SAID.values())
    english = text(Client().get("/petition-channels/CA-31/", headers={"accept-language": "en"}))
    assert "Tue, Thu 9:00-11:30" in english and "每周二" not in english and "中山南路508号一楼接待室" in english
    assert "021-63900000" in text(Client().get("/petition-channels/"))


def test_the_page_states_the_time_the_law_gives(people: People) -> None:
    page = text(Client().get("/petition-channels/CA-41/"))
    for said in ("最迟 15 天", "60 天", "30 天", "信访工作条例 35", "/track/"):
        assert said in page


@pytest.mark.parametrize("name", sorted(SAID))
def test_each_matter_of_the_article_must_be_said(people: People, name: str) -> None:
    with pytest.raises(Invalid) as error:
        commands.publish({**SAID, name: " "}, {}, by=people["sh-admin"])
    assert set(error.value.fields) == {f"zh-{name}"}


def test_an_office_publishes_for_itself_alone(people: People) -> None:
    for who in ("sh-intake", "sh-head", "ministry-supervisor", "east-hq"):
        with pytest.raises(Forbidden):
            commands.publish(SAID, {}, by=people[who])
    commands.publish(SAID, {}, by=people["ministry-admin"])
    assert publication.office("CA-00").published and publication.office("CA-31").published is None
    assert publication.office("CA-00").name == "工业和信息化部"


def test_every_version_stays_and_says_who_and_when(people: People, client: Client) -> None:
    first = commands.publish(SAID, {}, by=people["sh-admin"])
    second = commands.publish({**SAID, "hours": "每周三"}, {}, by=people["sh-admin"], seen=first.pk)
    assert [one.pk for one in publication.versions("CA-31")] == [second.pk, first.pk]
    page = text(signed_in(client, "sh-admin").get("/admin/publication/"))
    assert "每周三" in page and "每周二、周四" in page and "沪管理" in page
    with connection.cursor() as cursor:
        for sql in ("UPDATE people_publication SET by_name = 'x'", "DELETE FROM people_publication"):
            with pytest.raises(DatabaseError), transaction.atomic():
                cursor.execute(sql)
    assert Publication.objects.count() == 2


def test_who_did_not_see_the_newest_version_does_not_overwrite_it(people: People, client: Client) -> None:
    commands.publish(SAID, {}, by=people["sh-admin"])
    with pytest.raises(Refused):
        commands.publish(SAID, {}, by=people["sh-admin"])
    signed_in(client, "sh-admin")
    answer = client.post("/admin/publication/", {f"zh-{name}": said for name, said in SAID.items()} | {"zh-hours": "改过的", "seen": ""})
    assert answer.status_code == 409 and "改过的" in text(answer)
