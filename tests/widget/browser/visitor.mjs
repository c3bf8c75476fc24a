/** What a visitor does with the widget, and the trouble that the browser has with it meanwhile. */

const DESKTOP = { width: 1280, height: 800 };

export class Visitor {
  #errors = [];
  #foreign = [];

  static async arrive(browser, server, AxeBuilder) {
    const context = await browser.newContext({ viewport: DESKTOP, locale: "en-US" });
    context.setDefaultTimeout(15_000);
    return new Visitor(context, await context.newPage(), server, AxeBuilder);
  }

  constructor(context, page, server, AxeBuilder) {
    Object.assign(this, { context, page, server, AxeBuilder });
    page.on("pageerror", (error) => this.#errors.push(String(error)));
    page.on("console", (message) => {
      // The browser itself reports failed requests; a scenario without network has some.
      const isOwn = message.type() === "error" && !message.text().startsWith("Failed to load resource");
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
    return this.page.locator("rare-guide textarea");
  }

  get turns() {
    return this.page.locator("rare-guide .turn:not(.greeting)");
  }

  get lastTurn() {
    return this.turns.last();
  }

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
      return { page: page.scrollWidth - page.clientWidth, log: log.scrollWidth - log.clientWidth };
    });

  async axe() {
    const { violations } = await new this.AxeBuilder({ page: this.page }).analyze();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
  }
}
