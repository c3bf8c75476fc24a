/** What somebody does at the staff site, and the trouble that the browser has with it meanwhile. */

export class Operator {
  #errors = [];
  #foreign = [];

  static async arrive(browser, { site, AxeBuilder, pictures, options }) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "en-US", ...options });
    context.setDefaultTimeout(15_000);
    return new Operator(await context.newPage(), { site, AxeBuilder, pictures });
  }

  constructor(page, parts) {
    Object.assign(this, { page, ...parts });
    page.on("pageerror", (error) => this.#errors.push(String(error)));
    page.on("console", (message) => {
      const isOfNetwork = message.text().startsWith("Failed to load resource");
      if (message.type() === "error" && !isOfNetwork) this.#errors.push(message.text());
    });
    page.on("dialog", (dialog) => {
      this.#errors.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on("request", (request) => {
      if (!request.url().startsWith(`${this.site}/`)) this.#foreign.push(request.url());
    });
  }

  /** Everything of these must be empty, whatever the scenario. */
  trouble = () => ({ errors: this.#errors, foreign_requests: this.#foreign });

  visit = (path) => this.page.goto(this.site + path, { waitUntil: "load" });

  async logIn(email, password) {
    await this.visit("/log-in");
    await this.page.getByLabel("E-mail address").fill(email);
    await this.page.getByLabel("Password").fill(password);
    await this.page.getByRole("button", { name: "Log in" }).click();
    await this.page.waitForURL((address) => address.pathname !== "/log-in", { waitUntil: "load" });
    await this.page.getByRole("button", { name: "Log out" }).waitFor();
  }

  button = (name) => this.page.getByRole("button", { name });
  texts = (selector) => this.page.locator(selector).allInnerTexts();
  picture = (name, options = {}) => this.page.screenshot({ path: `${this.pictures}/${name}.png`, ...options });

  /** How many pixels of the page stand out sideways. */
  overflow = () => this.page.evaluate(() => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth);

  async axe() {
    const { violations } = await new this.AxeBuilder({ page: this.page }).analyze();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
  }
}
