"""The system's Chromium with Chinese fonts. `python -m tests.browser.chromium` installs both where it may, or says what is missing."""

import os
import shutil
import subprocess
import sys

PACKAGES = ["chromium", "fonts-noto-cjk"]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def path() -> str | None:
    """Where the browser is."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def has_chinese() -> bool:
    """True where a font draws Chinese; chromium alone shows boxes."""
    if shutil.which("fc-list") is None:
        return False
    return bool(subprocess.run(["fc-list", ":lang=zh-cn", "family"], capture_output=True, text=True, check=False).stdout.strip())


def missing() -> str:
    """What is missing, as a sentence with the line that mends it; empty where nothing is."""
    if path() and has_chinese():
        return ""
    lacking = "、".join(name for name, there in (("chromium", path()), ("fonts-noto-cjk", has_chinese())) if not there)
    return f"浏览器测试缺少 {lacking}：请运行 sudo apt-get install -y {' '.join(PACKAGES)}（Browser tests need these packages: run that line.）"


def main() -> int:
    """Install what is missing as root or by sudo without a password; else say so. Returns 1 where it is still missing."""
    if not missing():
        return 0
    prefix = [] if os.geteuid() == 0 else ["sudo", "-n"] if shutil.which("sudo") else None
    if prefix is not None and shutil.which("apt-get"):
        print("正在安装浏览器测试所需的 chromium 和中文字体…… Installing chromium and Chinese fonts for the browser tests.", flush=True)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        install = [*prefix, "apt-get", "install", "-y", "-qq", *PACKAGES]
        if subprocess.run(install, env=environment, stdout=subprocess.DEVNULL, check=False).returncode:
            subprocess.run([*prefix, "apt-get", "update", "-qq"], env=environment, stdout=subprocess.DEVNULL, check=False)
            subprocess.run(install, env=environment, stdout=subprocess.DEVNULL, check=False)
    if missing():
        print(missing(), file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
