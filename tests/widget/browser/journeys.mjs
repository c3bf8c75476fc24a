/** What visitors do over several steps: finding a condition, changing it, writing too much, waiting, asking a person. */

import { answerOverSocket } from "./made_up_socket.mjs";

const OVERVIEW = "What is Larkfield syndrome?";
const OUTLOOK = "How long do people live?";

const openPanel = async (visitor, path = "/") => {
  await visitor.visit(path);
  await visitor.launcher.click();
};
const inShadow = (page, selector) =>
  page.waitForFunction((it) => document.querySelector("rare-guide").shadowRoot.querySelector(it), selector);

/** The search of the first screen, with the keyboard alone. */
async function findingACondition(visitor) {
  const { page } = visitor;
  await openPanel(visitor);
  const starters = page.locator("rare-guide .starter");
  await starters.first().waitFor();
  const field = page.getByRole("combobox", { name: "Find a condition" });
  const options = page.getByRole("option");
  await field.fill("no such thing");
  await page.locator("rare-guide .vain").waitFor();
  const vain = await visitor.texts(".vain");
  await field.fill("marsh");
  await options.first().waitFor();
  const seen = {
    starters: await starters.allInnerTexts(),
    people: await visitor.texts(".first .people"),
    footer: (await visitor.texts(".disclaimer summary")).length,
    vain,
    found: await options.allInnerTexts(),
    axe: await visitor.axe(),
  };
  await field.press("ArrowDown");
  const active = await field.getAttribute("aria-activedescendant");
  seen.active = await page.locator(`rare-guide #${active}`).getAttribute("aria-selected");
  await field.press("Escape");
  seen.afterEscape = [await field.getAttribute("aria-expanded"), await visitor.panel.isVisible()];
  await field.press("ArrowDown");
  await field.press("Enter");
  await visitor.turns.first().waitFor();
  seen.bubbles = await visitor.bubbles();
  seen.topic = await visitor.texts(".topic-name");
  return seen;
}

async function answerFirst(visitor) {
  const { page, lastTurn } = visitor;
  await openPanel(visitor);
  await visitor.ask(OUTLOOK);
  const seen = {
    words: await visitor.texts(".turn > .words"),
    highlights: await lastTurn.locator(".highlights").allInnerTexts(),
    isRestSeen: await lastTurn.locator(".rest .body").isVisible(),
    line: await visitor.lineOf(lastTurn),
    times: await page.locator("rare-guide time:visible").count(),
    replies: await visitor.texts(".quick-replies button"),
  };
  await page.locator("rare-guide .more-replies").click();
  seen.allReplies = (await visitor.texts(".quick-replies button")).length;
  seen.focusOnMore = await page.evaluate(() => document.querySelector("rare-guide").shadowRoot.activeElement.innerText);
  await lastTurn.locator(".highlights sup a").click();
  seen.isProvenanceOpen = await lastTurn.locator(".provenance").evaluate((it) => it.open);
  await lastTurn.locator(".rest > summary").click();
  seen.rest = (await lastTurn.locator(".rest li").allInnerTexts()).length;
  seen.axe = await visitor.axe();
  return seen;
}

async function comparison(visitor) {
  const { page, lastTurn } = visitor;
  await openPanel(visitor);
  await visitor.ask("Compare them");
  const tops = () => lastTurn.locator(".column").evaluateAll((all) => all.map((it) => it.getBoundingClientRect().top));
  const [first, second] = await tops();
  await lastTurn.locator(".enlarge").click();
  const [left, right] = await tops();
  const seen = { isStacked: second > first, isBeside: left === right, axe: await visitor.axe() };
  await page.getByRole("button", { name: "Make smaller" }).click();
  seen.isSmallAgain = (await visitor.panel.boundingBox()).width;
  return seen;
}

/** The topic follows the page, the answers and the visitor; a page of another condition asks. */
async function topicOfAPage(visitor) {
  const { page } = visitor;
  const warnings = [];
  page.on("console", (message) => message.type() === "warning" && warnings.push(message.text()));
  const name = () => visitor.texts(".topic-name b");
  await openPanel(visitor, "/other-condition");
  await page.waitForFunction(() => /Ménière/.test(document.querySelector("rare-guide").shadowRoot.querySelector(".topic-name")?.textContent));
  const seen = { atFirst: await name() };
  await visitor.ask(OVERVIEW);
  seen.followed = await name();
  await visitor.visit("/spanish");
  await page.locator("rare-guide .turn").first().waitFor();
  seen.askedOnSame = await page.locator("rare-guide .topic-question").count();
  await visitor.visit("/other-condition");
  await page.evaluate(() => window.RareGuide.mount({ server: location.origin, condition: "larkspur-dystrophy" }));
  await page.locator("rare-guide .topic-question").waitFor();
  seen.asked = await visitor.texts(".topic-question p");
  seen.axe = await visitor.axe();
  seen.unchanged = await name();
  await page.locator("rare-guide .topic-question .chip").first().click();
  seen.changed = await name();
  await visitor.ask("And what causes it?");
  await page.locator("rare-guide .drop").click();
  seen.dropped = await name();
  await visitor.ask("And now?");
  await visitor.visit("/unknown");
  await page.waitForEvent("console", (message) => message.text().includes("no-such"));
  seen.warnings = warnings.filter((text) => text.includes("no-such"));
  return seen;
}

/** A route change of a single-page application, a half-typed text, a new conversation that was not meant. */
async function nothingIsLost(visitor) {
  const { page, box } = visitor;
  await openPanel(visitor);
  await visitor.ask(OVERVIEW);
  await box.fill("Half a ques");
  await page.evaluate(() => history.pushState({}, "", "#other"));
  const afterRoute = [await visitor.panel.isVisible(), await box.inputValue()];
  await page.evaluate(() => {
    const element = document.querySelector("rare-guide");
    element.remove();
    window.RareGuide.mount({ server: location.origin });
  });
  await visitor.panel.waitFor();
  const afterMount = await box.inputValue();
  await page.reload();
  await visitor.panel.waitFor();
  const afterReload = await box.inputValue();
  await box.fill("x".repeat(2001));
  await box.press("Enter");
  const counter = await visitor.texts("#counter");
  const said = await visitor.texts(".notice");
  const kept = (await box.inputValue()).length;
  const bubbles = (await visitor.bubbles()).length;
  await box.fill("");
  await visitor.choose("Start again");
  const cleared = await visitor.bubbles();
  await page.getByRole("button", { name: "Undo" }).click();
  await visitor.turns.first().waitFor();
  await visitor.ask("And then?");
  return { afterRoute, afterMount, afterReload, counter, said, kept, bubbles, cleared, undone: await visitor.bubbles() };
}

/** The request to a person, filled in as a card: a field that is not taken, a review, a correction. */
async function requestCard(visitor) {
  const { page } = visitor;
  await openPanel(visitor);
  await page.locator("rare-guide .talk").click();
  const fill = (name, value) => page.locator(`rare-guide #request-${name}`).fill(value);
  const goOn = () => page.getByRole("button", { name: "Continue" }).click();
  const focusOn = (id) =>
    page.waitForFunction((field) => document.querySelector("rare-guide").shadowRoot.activeElement?.id === field, id);
  // Whoever opens it by a button writes into its first field.
  await focusOn("request-question");
  const seen = { people: await visitor.texts(".request .people") };
  await goOn();
  seen.needed = await visitor.texts(".request .error");
  seen.focus = await page.evaluate(() => document.querySelector("rare-guide").shadowRoot.activeElement.id);
  await fill("question", "Can she fly?");
  await fill("contact", "not an address");
  await goOn();
  await page.locator("rare-guide #request-contact-error").waitFor();
  await focusOn("request-contact");
  seen.wrong = await visitor.texts(".request .error");
  seen.kept = await page.locator("rare-guide #request-question").inputValue();
  seen.axe = await visitor.axe();
  await visitor.picture("request-card");
  await fill("contact", "maria@larkfield.example");
  await goOn();
  await page.getByRole("button", { name: "Change something" }).click();
  await fill("name", "Maria");
  await goOn();
  await page.locator("rare-guide .request li, rare-guide .request .plain", { hasText: "Maria" }).first().waitFor();
  seen.axeReview = await visitor.axe();
  await page.getByRole("button", { name: "Yes, send it" }).click();
  await page.locator("rare-guide .request").waitFor({ state: "detached" });
  await page.locator("rare-guide .turn", { hasText: "has been sent" }).waitFor();
  seen.bubbles = await visitor.bubbles();
  seen.status = await visitor.texts(".status");
  return seen;
}

/** What a person writes while the visitor reads further up, and while the panel is closed. */
async function newMessages(visitor) {
  const { page } = visitor;
  const told = await answerOverSocket(page);
  await openPanel(visitor);
  await visitor.ask("Hello");
  // The second is answered by the same notice, which is not shown again.
  await visitor.box.fill("Anybody?");
  await visitor.box.press("Enter");
  await page.locator("rare-guide .writing").waitFor({ state: "detached" });
  for (let line = 0; line < 12; line += 1) told.pushTurn(`Line ${line}`, { author: "operator", status: "with_operator" });
  await page.locator("rare-guide .turn", { hasText: "Line 11" }).waitFor();
  const log = page.locator("rare-guide .log");
  const isAtEnd = () => log.evaluate((it) => it.scrollHeight - it.scrollTop - it.clientHeight < 40);
  const followed = await isAtEnd();
  await log.evaluate((it) => it.scrollTo({ top: 0 }));
  told.pushTurn("Are you still there?", { author: "operator", status: "with_operator" });
  const button = page.locator("rare-guide .to-end");
  await button.waitFor();
  const seen = { followed, button: await button.innerText(), said: await visitor.texts("[role=status]"), axe: await visitor.axe() };
  await visitor.picture("new-message");
  await button.click();
  await inShadow(page, ".middle:not(:has(.to-end))");
  seen.isAtEnd = await isAtEnd();
  seen.notices = await page.locator("rare-guide .turn", { hasText: "You are now talking" }).count();
  await page.keyboard.press("Escape");
  told.pushTurn("Hello?", { author: "operator", status: "with_operator" });
  await page.locator("rare-guide .news").waitFor();
  await page.reload();
  seen.badge = await visitor.texts(".news");
  return seen;
}

async function longWait(visitor) {
  const { page, box } = visitor;
  const told = await answerOverSocket(page, 60_000);
  await openPanel(visitor);
  await box.fill("Hello");
  await box.press("Enter");
  await told.until("message");
  await page.getByRole("button", { name: "Stop waiting" }).waitFor();
  const said = await visitor.texts(".notice p");
  const buttons = await visitor.texts(".notice button");
  const axe = await visitor.axe();
  await page.getByRole("button", { name: "Stop waiting" }).click();
  const afterwards = await page.locator("rare-guide .writing, rare-guide .notice").count();
  told.pushTurn("Here it is after all.", { author: "bot", status: "resolved" });
  await visitor.turns.first().waitFor();
  return { said, buttons, axe, afterwards };
}

async function siteNotAllowed(visitor) {
  await visitor.page.route("**/widget/welcome?*", (route) => route.fulfill({ status: 403, body: "{}" }));
  await openPanel(visitor);
  await visitor.page.locator("rare-guide .offline").waitFor();
  return { said: await visitor.texts(".status"), axe: await visitor.axe() };
}

/** An application that changes its route, and with it the condition of the page. */
async function inApplication(visitor) {
  const { page, box } = visitor;
  await openPanel(visitor, "/app");
  const topics = [await visitor.texts(".topic-name b")];
  await box.fill("Half a ques");
  await page.evaluate(() => window.go("menieres-disease"));
  await page.locator("rare-guide .topic-name").waitFor();
  await page.waitForFunction(() => /’/.test(document.querySelector("rare-guide").shadowRoot.querySelector(".topic-name").textContent));
  topics.push(await visitor.texts(".topic-name b"));
  const seen = { topics, isOpen: await visitor.panel.isVisible(), half: await box.inputValue() };
  seen.elements = await page.locator("rare-guide").count();
  await visitor.ask(OVERVIEW);
  return { ...seen, turns: await visitor.turns.count() };
}

async function onExamplePage(visitor) {
  await openPanel(visitor, "/example");
  await visitor.ask(OVERVIEW);
  return { title: await visitor.page.locator("rare-guide #title").innerText(), turns: await visitor.turns.count() };
}

export const journeys = {
  inApplication,
  onExamplePage,
  findingACondition,
  answerFirst,
  comparison,
  topicOfAPage,
  nothingIsLost,
  requestCard,
  newMessages,
  longWait,
  siteNotAllowed,
};
