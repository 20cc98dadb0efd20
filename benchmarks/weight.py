"""What a first visit loads, told by a browser."""

import os
import shutil

from playwright.sync_api import Error, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")


def first_visit(address):
    """Return KB sent and number of requests of a first visit, or nothing without a browser."""
    own = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=own, args=arguments)
        except Error:
            return None
        page = browser.new_page()
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        sent = []
        session.on("Network.loadingFinished", lambda one: sent.append(one["encodedDataLength"]))
        page.goto(address, wait_until="networkidle")
        browser.close()
    return {"kb": sum(sent) / 1000, "requests": len(sent)}
