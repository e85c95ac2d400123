"""Finds the Chromium that journeys run in, and as ``python -m tests.browser`` gets one."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

INSTALLED = (
    "chromium-headless-shell",  # no windows, which cost more than the pages in them
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
)
# Windows in which the frame around the page is made of pages, too, cost six times as much. Of lists
# like this the last one counts, so it has what Playwright leaves out as well.
WITHOUT = (
    "WebUIOmniboxPopup,WebUIOmniboxAimPopup,AimEnabled,HttpsUpgrades,"
    "HttpsFirstBalancedModeAutoEnable,PaintHolding,AvoidUnnecessaryBeforeUnloadCheckSync,"
    "DestroyProfileOnBrowserClose,ThirdPartyStoragePartitioning,MediaRouter,LensOverlay,"
    "OptimizationHints,NetworkTimeServiceQuerying,PreconnectToSearch"
)
ARGUMENTS = ["--no-sandbox", f"--disable-features={WITHOUT}"]
ADVICE = (
    "The journeys need a browser and there is none. Install Chromium or Chrome "
    "(Debian: apt install chromium) or point CHROMIUM at one."
)


class NoBrowser(RuntimeError):
    """There is no browser to test with; the text says what to install."""


def find() -> str:
    """Path of a browser: ``$CHROMIUM``, else an installed one, else what Playwright fetched."""
    if chosen := os.environ.get("CHROMIUM"):
        if found := shutil.which(chosen):
            return found
        raise NoBrowser(f"CHROMIUM is {chosen!r}, which cannot be started.")
    for name in INSTALLED:
        if found := shutil.which(name):
            return found
    if (fetched := _fetched_by_playwright()).exists():
        return str(fetched)
    raise NoBrowser(ADVICE)


def get() -> str:
    """Like ``find``, after trying to install one: Debian's package, else Playwright's download."""
    try:
        return find()
    except NoBrowser:
        if os.environ.get("CHROMIUM"):
            raise
    attempts = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if os.geteuid() == 0 and shutil.which("apt-get"):
        attempts[:0] = [
            ["apt-get", "update"],
            ["apt-get", "install", "-y", "chromium-headless-shell"],
            ["apt-get", "install", "-y", "chromium"],
        ]
    for command in attempts:
        print("no browser found:", " ".join(command), flush=True)  # noqa: T201
        subprocess.run(command, check=False)  # noqa: S603
        try:
            return find()
        except NoBrowser:
            continue
    raise NoBrowser(ADVICE)


def _fetched_by_playwright() -> Path:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - starts a process

    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path)


if __name__ == "__main__":
    try:
        print("browser:", get())  # noqa: T201
    except NoBrowser as problem:
        sys.exit(str(problem))
