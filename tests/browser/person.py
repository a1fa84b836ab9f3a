"""A person with a phone: speaks in gestures and in what is seen, so that tests hold no selectors and no waiting."""

from typing import Any

from playwright.sync_api import BrowserContext, Error, Locator, Page, expect

ASK_WORKER = """(question) => new Promise((resolve) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = (event) => resolve(event.data);
  navigator.serviceWorker.controller.postMessage(question, [port2]);
})"""
# Playwright's own wait_for_function needs eval, which the content policy forbids.
UNTIL = """async () => {
  while (!(await (%s))) await new Promise((next) => setTimeout(next, 20));
}"""
STATE_OF_WAITING = "navigator.serviceWorker.getRegistration().then((found) => found?.waiting?.state ?? null)"


class Person:
    """Everything a test needs to do and see on one page."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.context, self.url = context, url
        self.errors: list[str] = []
        self.page = self.new_tab()

    def new_tab(self) -> Page:
        """Another page of the same browser; `self.page` stays where it is."""
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda message: self._hear(message.type, message.text))
        return page

    def opens(self, path: str = "/") -> "Person":
        """Goes to a screen by its address."""
        self.page.goto(self.url + path)
        return self

    def reloads(self) -> "Person":
        """Presses reload."""
        self.page.reload()
        return self

    def settles(self) -> "Person":
        """Waits until the page has fetched all that it wants, so that the server may go."""
        self.page.wait_for_load_state("networkidle")
        return self

    def taps(self, name: str) -> "Person":
        """Taps the button or link of that name."""
        self.control(name).click()
        return self

    def control(self, name: str) -> Locator:
        """The visible button or link with exactly this accessible name."""
        button = self.page.get_by_role("button", name=name, exact=True)
        link = self.page.get_by_role("link", name=name, exact=True)
        return button.or_(link).filter(visible=True).first

    def sees_screen(self, name: str) -> "Person":
        """Waits until the screen is shown and its heading is there."""
        expect(self.page.locator("html")).to_have_attribute("data-screen", name)
        expect(self.page.locator(f"#screen-{name} h1").first).to_be_visible()
        return self

    def sees(self, text: str) -> "Person":
        """Waits until a text is visible."""
        expect(self.page.get_by_text(text).filter(visible=True).first).to_be_visible()
        return self

    def has_the_app_offline(self) -> "Person":
        """Waits until a worker is in charge and says that every file is on the phone."""
        self.waits_until("navigator.serviceWorker.controller !== null")
        assert self.asks_worker("VERIFY")["ok"]
        return self

    def waits_until(self, expression: str) -> "Person":
        """Waits until a JavaScript expression (or what its promise gives) is true on the page."""
        while True:
            try:
                self.page.evaluate(UNTIL % expression)
                return self
            except Error as error:
                # The page was loaded again in between: ask the new one.
                if "context was destroyed" not in error.message:
                    raise
                self.page.wait_for_load_state()

    def asks_worker(self, question: str) -> Any:
        """The worker's answer to `BUILD?` or `VERIFY`."""
        return self.page.evaluate(ASK_WORKER, question)

    def hears_of_an_update(self) -> "Person":
        """Makes the browser look for a new build now, and waits until it is on the phone."""
        self.page.evaluate("navigator.serviceWorker.getRegistration().then((found) => found.update())")
        self.waits_until(f"{STATE_OF_WAITING}.then((state) => state === 'installed')")
        return self

    def _hear(self, kind: str, text: str) -> None:
        if kind == "error" and "Failed to load resource" not in text:
            self.errors.append(text)
