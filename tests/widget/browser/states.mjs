/** The states that the widget can be in: a picture of each, and what axe finds in it. */

const OVERVIEW = "What is Larkfield syndrome?";

/** Looks at one state after the other; each is left with the conversation as it is. */
async function everyState(visitor) {
  const { page, context } = visitor;
  const seen = {};
  const look = async (name) => {
    await visitor.picture(name);
    seen[name] = await visitor.axe();
  };
  await page.emulateMedia({ reducedMotion: "reduce" });
  await visitor.visit();
  await look("closed");
  await visitor.launcher.click();
  await look("open");
  await visitor.ask(OVERVIEW);
  await look("answer");
  await visitor.page.locator("rare-guide .more").click();
  await look("menu");
  await page.keyboard.press("Escape");
  await visitor.lastTurn.getByRole("button", { name: "This was not helpful" }).click();
  await look("comment");
  await page.getByRole("button", { name: "Not now" }).click();
  for (const field of ["question", "name", "contact", "language", "consent"]) {
    await visitor.ask(`Form: ${field}`);
    await look(`form-${field}`);
  }
  await visitor.ask("Hand-over: queued");
  await look("queued");
  await visitor.ask("Hand-over: with_operator");
  await look("with-person");
  await visitor.choose("Forget me");
  await look("forgetting");
  await page.getByRole("button", { name: "Keep it" }).click();
  await context.setOffline(true);
  await visitor.box.fill("Is anybody there?");
  await visitor.box.press("Enter");
  await page.locator("rare-guide .offline").waitFor();
  await look("offline");
  await context.setOffline(false);
  await page.locator("rare-guide .offline").waitFor({ state: "detached" });
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  await look("dark");
  await page.emulateMedia({ colorScheme: "light", forcedColors: "active", reducedMotion: "reduce" });
  await look("forced-colours");
  await page.emulateMedia({ forcedColors: "none", reducedMotion: "reduce" });
  await page.setViewportSize({ width: 320, height: 640 });
  await look("320-pixels");
  seen.sideways = await visitor.overflow();
  await page.setViewportSize({ width: 320, height: 256 });
  await look("400-percent");
  seen.sidewaysAt400 = await visitor.overflow();
  seen.logHeightAt400 = await page.locator("rare-guide .log").evaluate((log) => log.clientHeight);
  return seen;
}

async function rightToLeft(visitor) {
  const { page } = visitor;
  await visitor.visit("/right-to-left");
  const { x } = await visitor.launcher.boundingBox();
  await visitor.launcher.click();
  await visitor.ask(OVERVIEW);
  await visitor.picture("right-to-left");
  const side = async (part) => {
    const box = await page.locator(`rare-guide ${part}`).last().boundingBox();
    return Math.round(box.x);
  };
  return { x, bubble: (await side(".bubble")) < (await side(".turn")) + 40, axe: await visitor.axe() };
}

async function forcedTheme(visitor) {
  await visitor.visit("/dark");
  await visitor.launcher.click();
  const looks = (part) => visitor.page.locator(`rare-guide ${part}`).evaluate((it) => getComputedStyle(it).backgroundColor);
  return { panel: await looks(".panel"), send: await looks(".send"), radius: await visitor.panel.evaluate((it) => getComputedStyle(it).borderTopLeftRadius) };
}

async function oldDate(visitor) {
  await visitor.visit();
  await visitor.launcher.click();
  await visitor.ask("Something old");
  await visitor.picture("old-date");
  const line = await visitor.texts(".provenance .line");
  await visitor.lastTurn.locator(".provenance > summary").click();
  const old = await visitor.texts(".old");
  await visitor.ask(OVERVIEW);
  return { line, old, after: (await visitor.texts(".old")).length };
}

async function foldedSections(visitor) {
  await visitor.visit();
  await visitor.launcher.click();
  await visitor.ask("Tell me all about Larkfield syndrome.");
  const folds = visitor.lastTurn.locator("details.section");
  const areOpen = () => folds.evaluateAll((all) => all.map((fold) => fold.open));
  const button = visitor.page.locator("rare-guide .open-all");
  const named = [await button.innerText()];
  const atFirst = await areOpen();
  await button.click();
  await visitor.picture("sections");
  const opened = await areOpen();
  named.push(await button.innerText());
  await button.click();
  return { atFirst, opened, folded: await areOpen(), named };
}

async function opinion(visitor) {
  const { page } = visitor;
  await visitor.visit();
  await visitor.launcher.click();
  await visitor.ask(OVERVIEW);
  await visitor.lastTurn.getByRole("button", { name: "This was helpful" }).click();
  await page.getByRole("button", { name: "Not now" }).click();
  await visitor.lastTurn.getByRole("button", { name: "This was not helpful" }).click();
  await page.getByLabel("What was missing? (optional)").fill("The cost");
  await page.locator("rare-guide .comment .chip").first().click();
  await page.waitForFunction(() => /Thank you/.test(document.querySelector("rare-guide").shadowRoot.querySelector("[role=status]").textContent));
  const pressed = () => visitor.lastTurn.locator(".thumb").evaluateAll((all) => all.map((it) => it.ariaPressed));
  const before = await pressed();
  await page.reload({ waitUntil: "load" });
  await visitor.lastTurn.waitFor();
  return { before, after: await pressed() };
}

async function talkToPerson(visitor) {
  await visitor.visit();
  await visitor.launcher.click();
  await visitor.page.locator("rare-guide .talk").click();
  await visitor.turns.first().waitFor();
  return { bubbles: await visitor.bubbles(), chips: await visitor.texts(".quick-replies button") };
}

async function forgotten(visitor) {
  const { page } = visitor;
  await visitor.visit();
  await visitor.launcher.click();
  await visitor.ask(OVERVIEW);
  await visitor.choose("Forget me");
  await page.getByRole("button", { name: "Delete it" }).click();
  await visitor.lastTurn.waitFor({ state: "detached" });
  await page.waitForFunction(() => /here and on the server/.test(document.querySelector("rare-guide").shadowRoot.querySelector("[role=status]").textContent));
  return { bubbles: await visitor.bubbles(), kept: await page.evaluate(() => JSON.parse(Object.values(sessionStorage)[0])) };
}

async function printed(visitor) {
  const { page, context } = visitor;
  await context.addInitScript(() => (window.print = () => (document.title += " (printed)")));
  await visitor.visit();
  await visitor.launcher.click();
  await visitor.ask(OVERVIEW);
  await visitor.ask("Be hostile");
  const opening = context.waitForEvent("page");
  await visitor.choose("Print");
  const paper = await opening;
  await paper.locator("article").first().waitFor();
  return {
    heads: await paper.locator("h1, h2, h3").allInnerTexts(),
    text: await paper.locator("body").innerText(),
    made: await paper.locator("img, b, i, script, [onerror], a[href^=javascript]").count(),
    font: await paper.locator("main").evaluate((body) => getComputedStyle(body).maxWidth),
  };
}

/** A server that is out of reach, or does not take messages from this site, which looks the same to a script. */
async function outOfReach(visitor) {
  const { page, box } = visitor;
  const warnings = [];
  page.on("console", (message) => message.type() === "warning" && warnings.push(message.text()));
  await page.route("**/widget/**", (route) => route.abort());
  await visitor.visit();
  await visitor.launcher.click();
  await box.fill("What is Larkfield syndrome?");
  await box.press("Enter");
  await page.locator("rare-guide .offline").waitFor();
  return { origin: new URL(visitor.server).origin, warnings };
}

async function saved(visitor) {
  const { page } = visitor;
  await visitor.visit();
  await visitor.launcher.click();
  await visitor.ask("Be hostile");
  const downloading = page.waitForEvent("download");
  await visitor.choose("Save as a file");
  const file = await downloading;
  const chunks = [];
  for await (const chunk of await file.createReadStream()) chunks.push(chunk);
  return { name: file.suggestedFilename(), content: Buffer.concat(chunks).toString("utf8") };
}

async function siteApi(visitor) {
  const { page } = visitor;
  await visitor.visit();
  await page.evaluate(() => {
    window.told = [];
    for (const name of ["open", "close", "ask", "turn"]) window.RareGuide.on(name, (detail) => window.told.push([name, detail]));
    window.RareGuide.ask("What is Larkfield syndrome?");
  });
  await visitor.turns.first().waitFor();
  await page.evaluate(() => window.RareGuide.close());
  return { told: await page.evaluate(() => window.told), bubbles: await visitor.bubbles(), isOpen: await visitor.panel.isVisible() };
}

async function twoTabs(visitor) {
  const { context } = visitor;
  await visitor.visit("/shared-storage");
  await visitor.launcher.click();
  await visitor.ask(OVERVIEW);
  const other = await context.newPage();
  await other.goto(`${visitor.server}/shared-storage`);
  await other.locator("rare-guide .turn:not(.greeting)").first().waitFor();
  await visitor.ask("And then?");
  await other.locator("rare-guide .turn:not(.greeting)").nth(1).waitFor();
  return { bubbles: await other.locator("rare-guide .bubble").count() };
}

/** A first, too fast message is refused; it has to come again after the pause. */
async function tooFast(visitor) {
  const { page, box } = visitor;
  await visitor.visit();
  await visitor.launcher.click();
  await box.fill("Too fast");
  await box.press("Enter");
  await page.locator("rare-guide .notice").waitFor();
  const notice = await visitor.texts(".notice");
  await visitor.turns.first().waitFor();
  return { notice, turns: await visitor.turns.count(), noticeAfter: await visitor.texts(".notice") };
}

async function asModule(visitor) {
  await visitor.visit("/module");
  await visitor.launcher.click();
  await visitor.ask(OVERVIEW);
  const turns = await visitor.turns.count();
  await visitor.page.evaluate(() => window.takeAway());
  return { turns, left: await visitor.page.locator("rare-guide").count() };
}

/** How long the script works until the launcher is there, in milliseconds. */
async function firstPaint(visitor) {
  await visitor.visit();
  return visitor.page.evaluate(() => {
    const [entry] = performance.getEntriesByName("rareguide");
    return entry?.duration ?? null;
  });
}

async function speech(visitor) {
  const { page } = visitor;
  await page.addInitScript(() => {
    window.SpeechRecognition = window.webkitSpeechRecognition = class extends EventTarget {
      start() {
        setTimeout(() => {
          const results = [[{ transcript: "What is Larkfield syndrome?" }]];
          this.dispatchEvent(Object.assign(new Event("result"), { results }));
          this.dispatchEvent(new Event("end"));
        });
      }
      stop() {}
    };
  });
  await visitor.visit();
  await visitor.launcher.click();
  const without = await page.locator("rare-guide .speak, rare-guide .read").count();
  await page.evaluate(() => sessionStorage.clear());
  await visitor.visit("/speech");
  await visitor.launcher.click();
  await page.locator("rare-guide .speak").click();
  await page.waitForFunction(() => document.querySelector("rare-guide").shadowRoot.querySelector("#question").value);
  const heard = await visitor.box.inputValue();
  const sent = (await visitor.bubbles()).length;
  await visitor.box.press("Enter");
  await visitor.turns.first().waitFor();
  await visitor.picture("speech");
  return { without, heard, sent, readers: await page.locator("rare-guide .read").count(), axe: await visitor.axe() };
}

/** With the keyboard alone: to the menu, out of it, and to the thumbs, while answers come and leave the focus alone. */
async function keyboardOnly(visitor) {
  const { page, box } = visitor;
  await visitor.visit();
  await visitor.launcher.focus();
  await page.keyboard.press("Enter");
  await box.fill(OVERVIEW);
  await box.press("Enter");
  await visitor.turns.first().waitFor();
  const afterAnswer = await visitor.focused();
  await page.locator("rare-guide .more").focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  const firstItem = await page.evaluate(() => document.querySelector("rare-guide").shadowRoot.activeElement.textContent.trim());
  await page.keyboard.press("Escape");
  const afterEscape = await visitor.focused();
  const isOpen = await visitor.panel.isVisible();
  await visitor.lastTurn.getByRole("button", { name: "This was helpful" }).focus();
  await page.keyboard.press("Space");
  await page.locator("rare-guide .comment").waitFor();
  return { afterAnswer, firstItem, afterEscape, isOpen };
}

export const states = {
  everyState,
  rightToLeft,
  forcedTheme,
  oldDate,
  foldedSections,
  outOfReach,
  opinion,
  talkToPerson,
  forgotten,
  printed,
  saved,
  siteApi,
  twoTabs,
  tooFast,
  asModule,
  firstPaint,
  speech,
  keyboardOnly,
};
