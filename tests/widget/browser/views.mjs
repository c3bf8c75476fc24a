/** What is seen, read out and reached in the rarer states of the widget. */

import { answerOverSocket } from "./made_up_socket.mjs";

const OVERVIEW = "What is Larkfield syndrome?";

const openPanel = async (visitor, path = "/") => {
  await visitor.visit(path);
  await visitor.launcher.click();
};

/** What the text box says of itself at each step of the form. */
async function formFields(visitor) {
  await openPanel(visitor);
  const seen = {};
  for (const field of ["question", "name", "contact", "language", "consent"]) {
    await visitor.ask(`Form: ${field}`);
    const [label] = await visitor.texts(".composer label");
    const [autocomplete, inputMode] = await visitor.box.evaluate((box) => [box.autocomplete, box.inputMode]);
    seen[field] = [label, autocomplete, inputMode];
  }
  seen.offered = await visitor.texts(".quick-replies button");
  seen.talkButtons = await visitor.page.locator("rare-guide .talk").count();
  await visitor.page.getByRole("button", { name: "Cancel the request" }).click();
  await visitor.turns.nth(5).waitFor();
  seen.label = await visitor.texts(".composer label");
  return seen;
}

/** Small print under every turn, also where there is hardly any room. */
async function smallPrintAt400(visitor) {
  const { page } = visitor;
  await page.setViewportSize({ width: 320, height: 256 });
  await openPanel(visitor);
  await visitor.ask("Tell me all about Larkfield syndrome.");
  await visitor.ask("Form: contact");
  const cards = await visitor.turns.count();
  const prints = await page.locator("rare-guide .fine-print:visible").count();
  const read = await page.locator("rare-guide .turn > .only-read").count();
  const leads = await visitor.turns.evaluateAll((all) => all.map((turn) => turn.ariaDetailsElements?.[0]?.className));
  await page.locator("rare-guide .disclaimer summary").focus();
  await page.keyboard.press("Enter");
  const words = page.locator("rare-guide .disclaimer .words");
  const isWhole = await words.evaluate((it) => it.scrollWidth <= it.clientWidth && it.clientHeight > 40);
  const label = await visitor.box.getAttribute("placeholder");
  await page.locator("rare-guide .more").click();
  const menu = await page.locator("rare-guide .menu-items").boundingBox();
  await visitor.picture("400-percent-menu");
  const isMenuInside = menu.x >= 0 && menu.x + menu.width <= 320 && menu.y + menu.height <= 256;
  return { cards, read, leads, prints, isWhole, label, isMenuInside, axe: await visitor.axe() };
}

async function spanishStates(visitor) {
  await openPanel(visitor, "/spanish");
  await visitor.ask(OVERVIEW);
  await visitor.ask("Form: name");
  await visitor.picture("spanish");
  const seen = { axe: await visitor.axe(), label: await visitor.texts(".composer label") };
  await visitor.ask("Something else");
  await visitor.page.getByRole("button", { name: "Hablar con una persona" }).click();
  await visitor.turns.nth(3).waitFor();
  seen.said = (await visitor.bubbles()).at(-1);
  await visitor.page.locator("rare-guide .more").click();
  seen.menu = await visitor.texts(".menu-items button");
  return seen;
}

/** A turn comes while the focus is somewhere else. */
async function focusStays(visitor) {
  const { page, box } = visitor;
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await page.route("**/widget/messages", async (route) => {
    await held;
    await route.continue();
  });
  await openPanel(visitor);
  await box.fill(OVERVIEW);
  await box.press("Enter");
  await page.locator("rare-guide .writing").waitFor();
  await page.locator("rare-guide .more").focus();
  const read = () => visitor.texts("[role=status]");
  const whileWaiting = await read();
  release();
  await visitor.turns.first().waitFor();
  const log = page.getByRole("log");
  return {
    focus: await visitor.focused(),
    whileWaiting,
    afterwards: await read(),
    live: await log.getAttribute("aria-live"),
    alerts: await page.locator("rare-guide").getByRole("alert").count(),
    silent: await visitor.lastTurn.locator(".tools").getAttribute("aria-live"),
  };
}

/** With the keyboard alone: the menu and its question, a thumb, a comment. */
async function keyboardWalk(visitor) {
  const { page, box } = visitor;
  await visitor.visit();
  await visitor.launcher.focus();
  await page.keyboard.press("Enter");
  await box.fill(OVERVIEW);
  await box.press("Enter");
  await visitor.turns.first().waitFor();
  const focus = () =>
    page.evaluate(() => {
      const one = document.querySelector("rare-guide").shadowRoot.activeElement;
      return one.ariaLabel ?? (one.id || one.textContent.trim());
    });
  const path = [];
  const press = async (...keys) => {
    for (const key of keys) await page.keyboard.press(key);
    path.push(await focus());
  };
  await page.locator("rare-guide .more").focus();
  await press("Enter", "Tab", "Tab", "Tab", "Tab", "Tab");
  await press("Enter");
  await press("Escape");
  const isOpen = await visitor.panel.isVisible();
  const expanded = await page.locator("rare-guide .more").getAttribute("aria-expanded");
  await visitor.lastTurn.getByRole("button", { name: "This was helpful" }).focus();
  await press("Tab", "Space");
  await press("Tab");
  await page.keyboard.type("x".repeat(600));
  const length = (await page.locator("rare-guide #comment").inputValue()).length;
  await press("Tab", "Enter");
  const pressed = await visitor.lastTurn.locator(".thumb").evaluateAll((all) => all.map((it) => it.ariaPressed));
  await page.waitForFunction(() =>
    /Thank you/.test(document.querySelector("rare-guide").shadowRoot.querySelector("[role=status]").textContent),
  );
  await page.keyboard.press("Escape");
  return { path, isOpen, expanded, length, pressed, isOpenAtEnd: await visitor.panel.isVisible() };
}

async function opinionNotKept(visitor) {
  await visitor.page.route("**/widget/feedback", (route) => route.fulfill({ status: 404, body: "" }));
  await openPanel(visitor);
  await visitor.ask("anything else");
  const onQuestions = await visitor.page.locator("rare-guide .thumb").count();
  await visitor.ask(OVERVIEW);
  await visitor.lastTurn.getByRole("button", { name: "This was helpful" }).click();
  await visitor.page.locator("rare-guide .notice").waitFor();
  return { onQuestions, notice: await visitor.texts(".notice") };
}

async function forgetWithoutServer(visitor) {
  const { page } = visitor;
  await openPanel(visitor);
  await visitor.ask(OVERVIEW);
  await page.route("**/widget/forget", (route) => route.abort());
  await visitor.choose("Forget me");
  const asked = await visitor.texts(".sure p");
  const focus = await visitor.focused();
  await page.getByRole("button", { name: "Delete it" }).click();
  await page.locator("rare-guide .notice").waitFor();
  await visitor.picture("forget-later");
  return { asked, focus, notice: await visitor.texts(".notice"), bubbles: await visitor.bubbles() };
}

/** Where windows are not opened, printing gives the file. */
async function printWithoutWindow(visitor) {
  const { page, context } = visitor;
  await context.addInitScript(() => (window.open = () => null));
  await openPanel(visitor);
  await visitor.ask(OVERVIEW);
  const downloading = page.waitForEvent("download");
  await visitor.choose("Print");
  return (await downloading).suggestedFilename();
}

/** Opens the saved file as a page of its own. */
async function savedFileOpened(visitor) {
  const { page, context, pictures } = visitor;
  await openPanel(visitor);
  await visitor.ask(OVERVIEW);
  await visitor.ask("Be hostile");
  const downloading = page.waitForEvent("download");
  await visitor.choose("Save as a file");
  const path = `${pictures}/saved.html`;
  await (await downloading).saveAs(path);
  const paper = await context.newPage();
  await paper.route("**", (route) => route.fulfill({ path, contentType: "text/html" }));
  await paper.goto(`${visitor.server}/saved.html`);
  await paper.screenshot({ path: `${pictures}/saved.png` });
  return {
    title: await paper.title(),
    language: await paper.evaluate(() => document.documentElement.lang),
    smallPrints: await paper.locator(".fine-print").count(),
    references: await paper.locator(".references li").count(),
    controls: await paper.locator("button, svg, script, style + style, [onerror]").count(),
    width: await paper.locator("main").evaluate((main) => getComputedStyle(main).maxWidth !== "none"),
    axe: await visitor.axe(paper),
  };
}

/** A person takes over: what they write and that they type comes over the socket. */
async function withPerson(visitor) {
  const { page } = visitor;
  const told = await answerOverSocket(page);
  await openPanel(visitor);
  await visitor.ask("Hello");
  const bar = await visitor.texts(".status");
  await visitor.box.pressSequentially("Thank");
  await told.until("typing");
  told.push("typing");
  await page.locator("rare-guide .writing").waitFor();
  const typing = await visitor.texts("[role=status]");
  await visitor.picture("person-types");
  const axe = await visitor.axe();
  told.pushTurn("Good morning.", { author: "operator", status: "with_operator" });
  await visitor.turns.nth(1).waitFor();
  const person = await visitor.lastTurn.locator(".author .name").innerText();
  const afterwards = await page.locator("rare-guide .writing").count();
  await visitor.picture("person-writes");
  told.pushTurn("You are back with the assistant.", { author: "bot", status: "resolved" });
  await visitor.turns.nth(2).waitFor();
  return {
    bar,
    typing,
    axe,
    person,
    afterwards,
    typed: told.count("typing"),
    barAfterwards: await visitor.texts(".status"),
    focus: await visitor.focused(),
    left: await visitor.box.inputValue(),
  };
}

/** The server says that a message has been taken and its answer takes longer. */
async function toldToWait(visitor) {
  const { page } = visitor;
  const told = await answerOverSocket(page, 2_000);
  await openPanel(visitor);
  await visitor.box.fill("Hello");
  await page.keyboard.press("Enter");
  await told.until("message");
  told.push("waiting", { text: "Your message has been taken.", waiting: null });
  await page.locator("rare-guide .notice").waitFor();
  const notice = await visitor.texts("[role=status]");
  await visitor.turns.nth(0).waitFor();
  return { notice, afterwards: await page.locator("rare-guide .notice").count() };
}

/** Looks for what the system's colours would swallow: borders of buttons, and the ring around what has the focus. */
async function forcedColours(visitor) {
  const { page } = visitor;
  await page.emulateMedia({ forcedColors: "active" });
  await openPanel(visitor);
  await visitor.ask(OVERVIEW);
  const buttons = page.locator("rare-guide dialog button:visible");
  const borderless = await buttons.evaluateAll((all) =>
    all.filter((one) => parseFloat(getComputedStyle(one).borderTopWidth) < 1).map((one) => one.className),
  );
  await page.keyboard.press("Shift+Tab");
  const ring = await page.evaluate(() => {
    const focused = document.querySelector("rare-guide").shadowRoot.activeElement;
    const { outlineStyle, outlineWidth } = getComputedStyle(focused);
    return outlineStyle === "solid" && parseFloat(outlineWidth) >= 2;
  });
  const icon = await page.locator("rare-guide .tool .icon").first().evaluate((it) => getComputedStyle(it).stroke);
  return { borderless, ring, hasIcon: icon !== "none", axe: await visitor.axe() };
}

export const views = {
  formFields,
  smallPrintAt400,
  spanishStates,
  focusStays,
  keyboardWalk,
  opinionNotKept,
  forgetWithoutServer,
  printWithoutWindow,
  savedFileOpened,
  withPerson,
  toldToWait,
  forcedColours,
};
