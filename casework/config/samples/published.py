"""What two of the sample offices have published about petitions (信访工作条例 18①). Addresses and numbers are invented."""

from casework import clock
from casework.people.models import Organisation, Publication

ONLINE = ("在本系统提交，选“想提建议、反映情况、检举工作人员，或者请求解决别的事”。",
          "Here: choose 'A suggestion, an accusation of officials, or another request'.")
PROGRESS = (
    "网上凭编号和查询码随时查；也可以在工作日打咨询电话，报编号。",
    "Online at any time with number and query code; or call on working days and give the number.",
)
RULES = ("《信访工作条例》（2022年），中国政府网可查全文。", "The Regulations on Petition Work (2022); full text on the government's website.")
PROCEDURE = ("受理人员登记，业务处承办，机关负责人批准处理意见。", "The intake desk registers, a division handles, the leader approves the opinion.")
OFFICES: dict[str, dict[str, tuple[str, str]]] = {
    "CA-31": {
        "address": ("上海市浦东新区示例路1号 上海市通信管理局信访处，200120", "Petition division, 1 Shili Road, Shanghai 200120"),
        "phone": ("021-00000031，工作日 9:00 至 17:00", "021-00000031, working days 9:00 to 17:00"),
        "hours": ("每周二、周四 9:00 至 11:30、13:30 至 16:30；每月第一个周三领导接待",
                  "Tue and Thu 9:00 to 11:30, 13:30 to 16:30; leaders on the first Wednesday"),
        "place": ("示例路1号一楼接待室，地铁示例站2号口，有无障碍通道", "Ground floor, 1 Shili Road; step-free"),
        "further": ("接待室备有老花镜、饮水和手语服务预约。", "Glasses, water; sign language by appointment."),
    },
    "CA-00": {
        "address": ("北京市西城区示例胡同1号 工业和信息化部信访办公室，100032", "Petition office, 1 Shili Hutong, Xicheng, Beijing 100032"),
        "phone": ("010-00000000，工作日 8:30 至 11:30、13:30 至 16:30", "010-00000000, working days 8:30 to 11:30, 13:30 to 16:30"),
        "hours": ("工作日 8:30 至 11:30、13:30 至 16:30", "Working days 8:30 to 11:30, 13:30 to 16:30"),
        "place": ("示例胡同1号西侧接待室", "Reception room, west side of 1 Shili Hutong"),
    },
}  # fmt: skip


def publish() -> None:
    """One version for each of them."""
    common = {"online": ONLINE, "progress": PROGRESS, "procedure": PROCEDURE, "rules": RULES}
    for code, own in OFFICES.items():
        texts = own | common
        Publication.objects.create(
            office=Organisation.objects.get(code=code), at=clock.now(), by_name="示例", zh={name: said[0] for name, said in texts.items()},
            en={name: said[1] for name, said in texts.items()},
        )  # fmt: skip
