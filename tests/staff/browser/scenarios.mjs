/** What people do at the staff site. */

const lastSaid = (operator, author) => operator.page.locator(`#log .message.${author}`).last();

/** Waits until Enter would take the overview: what is offered first may still be for the first letters typed. */
const offersOverview = (page) =>
  page.waitForFunction(() => document.querySelector("#choices [role=option]")?.textContent.includes("overview"));

export const scenarios = {
  /** Somebody wants a page, logs in through the provider, which is another site, and logs out. */
  async provider(operator) {
    const { page } = operator;
    await operator.visit("/replies");
    const axe = await operator.axe();
    await operator.picture("provider");
    await page.getByRole("link", { name: "Log in with Larkfield Hospital" }).click();
    await page.getByRole("button", { name: "Log out" }).waitFor();
    await page.waitForURL((address) => address.pathname !== "/log-in/provider/done");
    const reached = new URL(page.url()).pathname;
    await page.getByRole("button", { name: "Log out" }).click();
    await page.getByRole("link", { name: "log out there too" }).waitFor();
    return { page: reached, axe, left: new URL(page.url()).pathname };
  },

  /** A request arrives while the queue is open. */
  async queue(operator, { email, password }, { ask }) {
    await operator.logIn(email, password);
    const before = { title: await operator.page.title(), empty: await operator.texts("#lists .empty") };
    const number = await ask("request");
    await operator.page.locator(`[data-number="${number}"]`).waitFor();
    await operator.page.locator("#announcer:has-text('waiting')").waitFor({ state: "attached" });
    const after = {
      title: await operator.page.title(),
      announced: await operator.page.locator("#announcer").textContent(),
      waiting: await operator.page.locator("section:has(#waiting) .card h3").allInnerTexts(),
    };
    await ask("alarm");
    await operator.page.locator(".card.urgent").waitFor();
    await operator.page.locator("#announcer:has-text('emergency')").waitFor({ state: "attached" });
    const alarmed = await operator.page.locator("#announcer").textContent();
    await operator.picture("queue");
    return { before, after, alarmed, number };
  },

  /** The visitor of a chat writes alarms while the operator looks at the queue, and then at a page that is told nothing. */
  async alarms(operator, { email, password }, { ask }) {
    const { page } = operator;
    await page.addInitScript(() => {
      window.shown = [];
      window.Notification = class {
        static permission = "granted";
        constructor(_title, options) {
          window.shown.push(options);
        }
      };
      Object.defineProperty(document, "hidden", { get: () => true });
    });
    const isTold = async () => {
      await page.locator("#announcer:has-text('emergency')").waitFor({ state: "attached" });
      return { announced: await page.locator("#announcer").textContent(), shown: await page.evaluate(() => window.shown) };
    };
    await operator.logIn(email, password);
    await operator.visit("/queue");
    await page.waitForFunction(() => document.title.startsWith("(1)"));
    await ask("alarm");
    const atTheQueue = await isTold();
    await operator.visit("/answers");
    await ask("alarm");
    const atTheAnswers = await isTold();
    await operator.visit("/health");
    await ask("alarm");
    // Until what the process knows, which is read at most once a second, has the alarm too.
    await page.waitForTimeout(1_500);
    await operator.visit("/queue");
    return { atTheQueue, atTheAnswers, elsewhere: await isTold() };
  },

  /** The visitor of a chat writes while the operator looks at other pages, and then is read. */
  async unread(operator, { email, password, number }, { ask }) {
    const { page } = operator;
    await page.addInitScript(() => {
      window.rung = 0;
      AudioContext.prototype.createOscillator = new Proxy(AudioContext.prototype.createOscillator, {
        apply: (target, self) => ((window.rung += 1), Reflect.apply(target, self, [])),
      });
    });
    const look = async () => {
      await page.locator("#announcer:has-text('New words')").waitFor({ state: "attached" });
      return {
        title: (await page.title()).split(" ")[0],
        count: await page.locator("#count").innerText(),
        announced: await page.locator("#announcer").textContent(),
        rung: await page.evaluate(() => window.rung > 0),
      };
    };
    await operator.logIn(email, password);
    await operator.visit("/password");
    await page.waitForFunction(() => sessionStorage.getItem("rareguide-staff-heard-words") !== null);
    await ask("say Are you there?");
    const atThePassword = await look();
    await operator.visit("/accounts");
    await page.locator("#count:has-text('1 unread')").waitFor();
    await ask("say Hello?");
    const atTheAccounts = await look();
    await operator.visit("/queue");
    const card = await page.locator("section:has(#mine) .card.unread").innerText();
    await operator.visit(`/requests/${number}`);
    await page.waitForFunction(() => !document.title.startsWith("("));
    await ask("say And now?");
    await page.getByText("And now?").waitFor();
    await page.waitForFunction(() => document.getElementById("count").hidden);
    const atTheRequest = await page.evaluate(() => window.rung);
    await operator.visit("/queue");
    const left = await page.locator(".card.unread").count();
    return { atThePassword, atTheAccounts, card, atTheRequest, left };
  },

  /** The stream tells of a change, but the page cannot be fetched anew for a while. */
  async oldPage(operator, { email, password }, { ask }) {
    const { page } = operator;
    await operator.logIn(email, password);
    await operator.visit("/queue");
    await page.waitForTimeout(1_000);
    await page.route("**/queue", (route) => route.abort());
    const number = await ask("request");
    const line = page.locator("#connection");
    await line.waitFor();
    const told = await line.innerText();
    await page.unrouteAll();
    await page.locator(`[data-number="${number}"]`).waitFor();
    await line.waitFor({ state: "hidden" });
    return { told };
  },

  /** A whole talk, with the visitor at the other end. */
  async talk(operator, { email, password, number }, { ask }) {
    const { page } = operator;
    await operator.logIn(email, password);
    await operator.visit(`/requests/${number}`);
    const hasContactBefore = (await page.content()).includes("maria@larkfield.example");
    await operator.button("Take this request").click();
    const box = page.getByLabel("Your words to the visitor");
    await box.fill("Hello, I am Noor.");
    await box.press("Enter");
    await page.getByText("Hello, I am Noor.").waitFor();
    await ask("say Thank you for taking the time.");
    await page.getByText("Thank you for taking the time.").waitFor();
    await ask("type");
    await page.getByText("The visitor is typing …").waitFor();
    await box.press("/");
    await page.locator("#choices [role=option]").first().waitFor();
    const offered = await page.locator("#choices strong").allInnerTexts();
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.getElementById("text").value !== "");
    const marked = await box.evaluate((one) => one.value.slice(one.selectionStart, one.selectionEnd));
    const asked = await page.locator("form[data-send=reply] > .problem").first().innerText();
    await page.keyboard.type("the condition");
    await box.press("Enter");
    await page.getByText("Hello Maria Lopez, about the condition.").waitFor();
    await box.press("/");
    await page.locator("#words").pressSequentially("overview");
    await offersOverview(page);
    await page.keyboard.press("Enter");
    const attached = await page.locator(".attached span").innerText();
    const focused = await page.evaluate(() => document.activeElement.id);
    await box.press("Enter");
    await page.locator("#log .message.operator .section").waitFor();
    const section = await lastSaid(operator, "operator").innerText();
    await page.getByLabel("Only colleagues see it").fill("She sounds calm.");
    await operator.button("Add note").click();
    await page.locator("#log .message.note").waitFor();
    await box.pressSequentially("half a");
    await ask("say And one more thing.");
    await page.getByText("And one more thing.").waitFor();
    const kept = await box.inputValue();
    await operator.picture("talk", { fullPage: true });
    const count = await page.locator("#log [data-sequence]").count();
    await operator.button("Show contact details").click();
    const contact = await page.locator("#contact-details").innerText();
    await ask("say Are you there?");
    await page.getByText("Are you there?").waitFor();
    const stays = (await page.locator("#contact-details").innerText()).includes("maria@larkfield.example");
    return { hasContactBefore, offered, marked, asked, attached, focused, section, kept, count, contact, stays };
  },

  /** A visitor writes what would be script elsewhere. */
  async hostile(operator, { email, password, number }, { ask }) {
    const { page } = operator;
    await operator.logIn(email, password);
    await operator.visit("/queue");
    const inQueue = await page.locator(".card .question").first().innerText();
    await operator.visit(`/requests/${number}`);
    await operator.button("Take this request").click();
    await ask("say <img src=x onerror=alert(1)><script>alert(2)</script>");
    await page.locator("#log .visitor[data-sequence]").waitFor();
    return {
      inQueue,
      said: await lastSaid(operator, "visitor").locator(".said").innerText(),
      images: await page.locator("main img").count(),
      scripts: await page.locator("main script").count(),
    };
  },

  /** All pages, checked by axe in one look: light, dark, or at 320 pixels. */
  async axe(_operator, { email, password, pages, look }, { arrive }) {
    const options = {
      light: {},
      dark: { colorScheme: "dark" },
      narrow: { viewport: { width: 320, height: 640 } },
    }[look];
    const operator = await arrive(options);
    await operator.visit("/log-in");
    const found = { "/log-in": [...(await operator.axe()), await operator.overflow()] };
    await operator.logIn(email, password);
    for (const path of pages) {
      await operator.visit(path);
      found[path] = [...(await operator.axe()), await operator.overflow()];
      await operator.picture(`${look}${path.replaceAll(/\W+/g, "-")}`, { fullPage: true });
    }
    const { errors, foreign_requests } = operator.trouble();
    found.trouble = [...errors, ...foreign_requests, 0];
    return found;
  },

  /** Without scripts everything but live updating works. */
  async withoutScripts(_operator, { email, password, number }, { arrive, ask }) {
    const operator = await arrive({ javaScriptEnabled: false });
    const { page } = operator;
    await operator.logIn(email, password);
    await operator.visit(`/requests/${number}`);
    await operator.button("Take this request").click();
    await page.getByLabel("Your words to the visitor").fill("Hello without scripts.");
    await operator.button("Send").click();
    await page.getByText("Hello without scripts.").waitFor();
    await page.getByRole("link", { name: "All replies and sections" }).click();
    await page.getByRole("button", { name: /Send this section: What about the causes/ }).click();
    await page.locator("#log .section").waitFor();
    await ask("say Good day.");
    await page.getByRole("link", { name: "Refresh" }).click();
    await page.getByText("Good day.").waitFor();
    await page.getByLabel("Close with a reason").fill("answered");
    await page.getByRole("button", { name: "Close", exact: true }).click();
    await operator.button("Take up again").waitFor();
    return { badges: await page.locator("#badges").innerText() };
  },

  /** A morning of two people, as docs/staff.md tells it; its pictures are those of the documentation. */
  async morning(noor, { email, other, password }, { arrive, ask }) {
    const size = { viewport: { width: 1180, height: 820 } };
    await noor.page.setViewportSize(size.viewport);
    const robin = await arrive(size);
    await noor.logIn(email, password);
    await robin.logIn(other, password);
    await noor.visit("/queue");
    await robin.visit("/queue");
    const asked = [];
    for (const visitor of ["Maria", "Ines", "Tom"]) asked.push(await ask(`arrive ${visitor}`));
    const [maria, ines, tom] = asked;
    const waiting = noor.page.locator("section:has(#waiting) .card");
    await waiting.nth(2).waitFor();
    await noor.picture("staff-queue");

    await noor.page.getByRole("button", { name: `Take ${maria}` }).click();
    await robin.page.getByRole("button", { name: `Take ${ines}` }).click();
    await noor.page.locator("#text").press("/");
    await noor.page.locator("#words").pressSequentially("overview");
    await offersOverview(noor.page);
    await noor.picture("staff-reply");
    await noor.page.keyboard.press("Enter");
    await noor.page.locator("#text").press("Enter");
    await noor.page.locator("#log .message.operator .section").waitFor();

    await ask("alarm Tom");
    await robin.page.locator("#announcer:has-text('emergency')").waitFor({ state: "attached" });
    const alarmed = await robin.page.locator("#announcer").textContent();
    await robin.visit("/queue");
    const first = await robin.page.locator("section:has(#waiting) .card h3").first().innerText();
    await robin.picture("staff-alarm");
    await robin.page.getByRole("button", { name: `Take ${tom}` }).click();
    await robin.page.locator("#text").fill("Please call 911 now. I stay here.");
    await robin.page.locator("#text").press("Enter");

    await ask("say Ines Hello?");
    await robin.page.waitForFunction(() => document.title.startsWith("(1)"));
    await noor.visit(`/requests/${ines}`);
    await noor.page.getByLabel(/Take it over from Robin/).fill("is with an emergency");
    await noor.button("Take over").click();
    await noor.page.locator("#sound").waitFor();
    await noor.picture("staff-request");
    await robin.page.waitForFunction(() => !document.title.startsWith("(1)"));

    await ask("leave Ines");
    await noor.page.getByText(/The visitor left/).waitFor();
    await noor.visit(`/requests/${ines}`);
    const goesByMail = await noor.page.getByLabel(/Also by e-mail/).isChecked();
    await noor.page.locator("#text").fill("I ask our nurse, and write to you today.");
    await noor.page.locator("#text").press("Enter");
    await noor.page.getByText("I ask our nurse", { exact: false }).waitFor();
    await noor.picture("staff-by-e-mail", { fullPage: true });

    for (const [operator, number] of [[noor, ines], [noor, maria], [robin, tom]]) {
      await operator.visit(`/requests/${number}`);
      await operator.page.getByLabel("Close with a reason").fill("answered");
      await operator.page.getByRole("button", { name: "Close", exact: true }).click();
      await operator.button("Take up again").waitFor();
    }
    await noor.visit("/queue");
    const left = await noor.texts("#lists .empty");
    await noor.visit("/figures");
    await noor.picture("staff-figures");
    return { alarmed, first, tom, goesByMail, left };
  },

  /** Two take the same request; the page of the second tells who has it. */
  async two(first, { email, other, password, number }, { arrive }) {
    const second = await arrive({});
    await first.logIn(email, password);
    await second.logIn(other, password);
    await first.visit("/log-in");
    await first.visit(`/requests/${number}`);
    await second.page.route("**/live*", (route) => route.abort());
    await second.visit(`/requests/${number}`);
    await first.button("Take this request").click();
    await first.page.getByLabel("Your words to the visitor").waitFor();
    await second.button("Take this request").click();
    return { told: await second.page.getByRole("alert").innerText() };
  },

  /** The visitor forgets while the page with contact details is open. */
  async forgotten(operator, { email, password, number }, { ask }) {
    const { page } = operator;
    await operator.logIn(email, password);
    await operator.visit(`/requests/${number}`);
    await operator.button("Take this request").click();
    await operator.button("Show contact details").click();
    await page.getByText("maria@larkfield.example").first().waitFor();
    await ask("forget");
    await page.getByText("The content of this request has been deleted.").waitFor();
    return { left: await page.locator("main").innerText(), notes: await page.locator("#note").count() };
  },

  /** The stream and what stands in for it are away for a while, and a request arrives meanwhile. */
  async notFollowing(operator, { email, password }, { ask }) {
    const { page } = operator;
    await page.route("**/live*", (route) => route.abort());
    await page.route("**/live/now*", (route) => route.abort());
    await operator.logIn(email, password);
    await operator.visit("/queue");
    const line = page.locator("#connection");
    await line.waitFor();
    const told = await line.innerText();
    const number = await ask("request");
    await page.unrouteAll();
    await page.locator(`[data-number="${number}"]`).waitFor();
    await line.waitFor({ state: "hidden" });
    return {
      told,
      number,
      after: {
        hidden: await line.isHidden(),
        waiting: await page.locator("section:has(#waiting) .card h3").allInnerTexts(),
      },
      address: new URL(page.url()).pathname,
    };
  },

  /** The session ends while the page is open. */
  async ended(operator, { email, password }, { ask }) {
    await operator.logIn(email, password);
    await operator.page.waitForTimeout(500);
    await ask("disable");
    await operator.page.getByRole("heading", { name: "Log in" }).waitFor();
    return { address: new URL(operator.page.url()).pathname };
  },
};
