"""manage.py verify_paper FILE.pdf."""

import hashlib
from argparse import RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from casework.cases import signed_papers, signed_pdf

HELP = """核验一份文书：谁签的、是不是测试证书、是不是本系统签发的、签名以后有没有改动。(Check a paper: who signed it, whether by a test
certificate, whether it is one of ours, and whether it was changed since.)

Whether the certificate's issuer is to be trusted is not asked here: compare the fingerprint, or use pdfsig or another reader of PDF.

Exit code: 0 one of ours and unchanged, 1 not, 2 the file cannot be read.
"""


class Command(BaseCommand):
    help = HELP

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        return super().create_parser(prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE.pdf", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Prints what was found; exits with 1 where it is not a paper of ours as it was signed."""
        try:
            data = options["file"].read_bytes()
        except OSError as error:
            raise CommandError(f"{options['file']} 读不出：{error.strerror}。(It cannot be read.)", returncode=2) from None
        digest = hashlib.sha256(data).digest()
        seen, known = signed_pdf.see(data), signed_papers.known_paper(digest)
        for line in (f"SHA-256 {digest.hex()}", *_of_the_file(seen), *_of_ours(known, seen)):
            self.stdout.write(line)
        if known is None or not known.in_ledger:
            raise SystemExit(1)


def _of_the_file(seen: signed_pdf.Seen | None) -> list[str]:
    if seen is None:
        return ["✗ 文件里没有可读的电子签名。(The file bears no readable signature.)"]
    lines = [f"签名人 Signed by: {seen.subject}", f"签发者 Issued by: {seen.issuer}"]
    lines += [f"序列号 Serial: {seen.serial}", f"指纹 SHA-256: {seen.fingerprint.hex()}"]
    if seen.signed_at is not None:
        lines.append(f"签名时间 Signing time: {seen.signed_at.isoformat()}")
    if seen.test:
        lines.append("！测试证书，不具法律效力。(A TEST certificate: not for use.)")
    lines.append(
        "✓ 签名有效，文件自签名后没有改动。(The signature is valid; the file is unchanged since.)"
        if seen.intact
        else "✗ 签名无效，或者文件自签名后被改动过。(The signature does not hold, or the file was changed since.)"
    )
    return lines


def _of_ours(known: signed_papers.Known | None, seen: signed_pdf.Seen | None) -> list[str]:
    if known is None:
        return ["✗ 不是本系统签发的文件，或者已被改动。(Not a file of this system, or changed since.)"]
    lines = [f"✓ 本系统签发的文书 {known.number}（{known.office}），逐字节相同。(A paper of this system, the same bytes.)"]
    if seen is None or seen.serial != known.serial:
        lines.append("✗ 文件里的证书与登记的不符。(The certificate in the file is not the one on record.)")
    if not known.in_ledger:
        lines.append("✗ 台账里没有这次签名。(The ledger does not know of this signature.)")
    return lines
