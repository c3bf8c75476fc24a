/** What a visitor does with the widget, and the trouble that the browser has with it meanwhile. */

const DESKTOP = { width: 1280, height: 800 };

export class Visitor {
  #errors = [];
  #foreign = [];

  /** @param pictures the folder that pictures are kept in. */
  static async arrive(browser, server, AxeBuilder, pictures) {
    const context = await browser.newContext({ viewport: DESKTOP, locale: "en-US" });
    context.setDefaultTimeout(15_000);
    return new Visitor(context, await context.newPage(), server, AxeBuilder, pictures);
  }

  constructor(context, page, server, AxeBuilder, pictures) {
    Object.assign(this, { context, page, server, AxeBuilder, pictures });
    page.on("pageerror", (error) => this.#errors.push(String(error)));
    page.on("console", (message) => {
      // The browser itself reports failed requests; a scenario without network or without sockets has some.
      const isOfNetwork = /^(?:Failed to load resource|WebSocket connection to)/.test(message.text());
      const isOwn = message.type() === "error" && !isOfNetwork;
      if (isOwn) this.#errors.push(message.text());
    });
    page.on("dialog", (dialog) => {
      this.#errors.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on("request", (request) => {
      if (!request.url().startsWith(`${server}/`)) this.#foreign.push(request.url());
    });
  }

  /** Everything of these must be empty, whatever the scenario. */
  async trouble() {
    return { errors: this.#errors, foreign_requests: this.#foreign, cookies: await this.context.cookies() };
  }

  visit = (path = "/") => this.page.goto(this.server + path, { waitUntil: "load" });

  get launcher() {
    return this.page.locator("rare-guide .launcher");
  }

  get panel() {
    return this.page.locator("rare-guide dialog");
  }

  get box() {
    return this.page.locator("rare-guide #question");
  }

  get turns() {
    return this.page.locator("rare-guide .turn:not(.greeting)");
  }

  get lastTurn() {
    return this.turns.last();
  }

  /** Presses an item of the menu. */
  async choose(item) {
    await this.page.locator("rare-guide .more").click();
    await this.page.getByRole("button", { name: item, exact: true }).click();
  }

  /** Keeps a picture of what is to be seen, for people to look at. */
  picture = (name) => this.page.screenshot({ path: `${this.pictures}/${name}.png` });

  /** Asks a question and waits for its answer. */
  async ask(question) {
    const before = await this.turns.count();
    await this.box.fill(question);
    await this.box.press("Enter");
    await this.turns.nth(before).waitFor();
  }

  /** What the visitor is shown to have said, without the words that only a screen reader reads. */
  bubbles = async () =>
    (await this.page.locator("rare-guide .bubble").allTextContents()).map((text) => text.replace(/^[^:]+: /, ""));

  texts = (selector) => this.page.locator(`rare-guide ${selector}`).allInnerTexts();

  /** Where a turn comes from, in one line; it is cut off where it has no room, so its parts stand side by side. */
  lineOf = async (turn) => (await turn.locator(".line").textContent()).replace(/\s+/g, " ").trim();

  /** What has the focus inside the widget, or on the page. */
  focused = () =>
    this.page.evaluate(() => {
      const inner = document.querySelector("rare-guide").shadowRoot.activeElement;
      return (inner ?? document.activeElement).className || (inner ?? document.activeElement).localName;
    });

  /** How many pixels of the page and of the messages stand out sideways. */
  overflow = () =>
    this.page.evaluate(() => {
      const log = document.querySelector("rare-guide").shadowRoot.querySelector(".log");
      const page = document.scrollingElement;
      return { page: page.scrollWidth - page.clientWidth, log: log ? log.scrollWidth - log.clientWidth : 0 };
    });

  async axe(page = this.page) {
    const { violations } = await new this.AxeBuilder({ page }).analyze();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
  }
}
