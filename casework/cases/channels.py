"""How a message leaves: the inbox of this system, e-mail, and whatever SMS gateway is plugged in."""

from typing import Protocol

from django.conf import settings
from django.core.mail import send_mail
from django.utils.module_loading import import_string

from casework import clock
from casework.cases.outbox import EMAIL, INBOX, SMS, Message

HINT = "请登录系统或凭案件编号和查询码查看。(Sign in, or use the case number and query code, to read it.)"


class SmsGateway(Protocol):
    """What an SMS gateway must offer; settings.SMS_GATEWAY names the class. `send` raises OSError when it could not hand over."""

    def send(self, phone: str, text: str, *, reference: str) -> None:
        """Hand over one text; `reference` is the same for a repetition, so that the gateway can drop doubles."""


class FileSms:
    """The gateway of a machine without one: texts are appended to var/sms.log, so that nothing claims to have been sent."""

    def send(self, phone: str, text: str, *, reference: str) -> None:
        """Append one line."""
        path = settings.VAR / "sms.log"
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(f"{clock.now().isoformat(timespec='seconds')} {reference} {phone} {text}\n")


def send(message: Message) -> None:
    """Send one message over its channel. Raises OSError (SMTP and gateway errors are) when it could not be handed over."""
    if message.channel == INBOX:
        return
    party = message.party
    if message.channel == EMAIL and party and party.email:
        mail(party.email, message.subject, f"{message.subject}\n\n{HINT}")
    elif message.channel == SMS and party and party.phone:
        gateway: SmsGateway = import_string(settings.SMS_GATEWAY)()
        gateway.send(party.phone, f"{message.subject}。{HINT}", reference=f"casework-{message.pk}")
    else:
        raise OSError("the recipient has no address for this channel any more")


def mail(address: str, subject: str, text: str) -> None:
    """Send one letter. Raises OSError when it could not be handed over."""
    send_mail(subject, text, None, [address])
