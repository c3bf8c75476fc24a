/** What visitors do. Each scenario returns what it saw; nothing is judged here. */

const OVERVIEW = "What is Larkfield syndrome?";

async function asking(visitor) {
  const { page, launcher, lastTurn } = visitor;
  await visitor.visit();
  await launcher.focus();
  await page.keyboard.press("Enter");
  const focusOnOpening = await visitor.focused();
  await visitor.ask(OVERVIEW);
  await lastTurn.locator(".provenance > summary").click();
  const links = await page.locator("rare-guide :is(.turn, .fine-print) a").evaluateAll((all) =>
    all.map((link) => [link.textContent.trim(), link.getAttribute("href"), link.target, link.rel]),
  );
  const seen = {
    focusOnOpening,
    bubble: await visitor.bubbles(),
    words: await visitor.texts(".turn:last-of-type > .words"),
    read: await lastTurn.locator("> .only-read").textContent(),
    line: await visitor.lineOf(lastTurn),
    question: await lastTurn.locator("h3").allInnerTexts(),
    heading: await lastTurn.locator("h4").allInnerTexts(),
    items: await lastTurn.locator(".body li").allInnerTexts(),
    strong: await lastTurn.locator(".body strong").allInnerTexts(),
    markers: await lastTurn.locator("sup a").allInnerTexts(),
    provenance: await lastTurn.locator(".provenance > p").allInnerTexts(),
    references: await lastTurn.locator(".references li").allInnerTexts(),
    disclaimer: await visitor.texts(".disclaimer summary"),
    contact: (await visitor.texts(".contact p")).map((text) => text.replace(/\s+/g, " ")),
    links: links.filter(([, address]) => !address.startsWith("#")),
  };
  await lastTurn.locator("sup a").last().click();
  seen.reached = await page.evaluate(() => document.querySelector("rare-guide").shadowRoot.activeElement.innerText);
  return seen;
}

async function severalSections(visitor) {
  await visitor.visit();
  await visitor.launcher.click();
  await visitor.ask("Tell me all about Larkfield syndrome.");
  const folds = visitor.lastTurn.locator("details.section");
  return {
    questions: await folds.locator("h3").allInnerTexts(),
    open: await folds.evaluateAll((all) => all.map((fold) => fold.open)),
    dates: await visitor.lastTurn.locator(".date").allTextContents(),
    markersWithoutReference: await folds.last().locator("sup").count(),
    body: (await folds.last().locator(".body").textContent()).trim(),
  };
}

async function quickReply(visitor) {
  const { page } = visitor;
  await visitor.visit();
  await visitor.launcher.click();
  await visitor.ask(OVERVIEW);
  const offered = await visitor.texts(".quick-replies button");
  await page.getByRole("button", { name: "Causes" }).click();
  await visitor.turns.nth(1).waitFor();
  return {
    offered,
    bubbles: await visitor.bubbles(),
    question: await visitor.lastTurn.locator("h3").innerText(),
    offeredAfter: await visitor.texts(".quick-replies button"),
    focus: await visitor.focused(),
  };
}

async function reload(visitor) {
  const { page } = visitor;
  await visitor.visit();
  await visitor.launcher.click();
  await visitor.ask(OVERVIEW);
  await page.reload({ waitUntil: "load" });
  await visitor.lastTurn.waitFor();
  const seen = { bubbles: await visitor.bubbles(), turns: await visitor.turns.count() };
  seen.focus = await visitor.focused();
  await visitor.ask("And then?");
  seen.turnsAfter = await visitor.turns.count();
  seen.kept = await page.evaluate(() => [sessionStorage.length, localStorage.length]);
  return seen;
}

async function hostileTurn(visitor) {
  const { page } = visitor;
  await visitor.visit();
  await visitor.launcher.click();
  await visitor.ask("Be hostile");
  return {
    words: await visitor.lastTurn.locator("> .words").innerText(),
    body: await visitor.lastTurn.locator(".body").innerText(),
    question: await visitor.lastTurn.locator("h3").innerText(),
    made: await visitor.lastTurn.locator("img, b, i, script, [onerror], a[href^=javascript]").count(),
    bodyLinks: await visitor.lastTurn.locator(".body a").evaluateAll((all) => all.map((link) => link.href)),
    title: await page.title(),
  };
}

async function hostilePage(visitor) {
  const { page } = visitor;
  const looks = () =>
    visitor.launcher.evaluate((button) => {
      const { color, backgroundColor, fontSize, position } = getComputedStyle(button);
      const { width, height } = button.getBoundingClientRect();
      return { color, backgroundColor, fontSize, position, width, height };
    });
  await visitor.visit();
  const usual = await looks();
  await visitor.visit("/hostile");
  const hostile = await looks();
  await visitor.launcher.click();
  await visitor.ask(OVERVIEW);
  return { usual, hostile, boxWidth: (await visitor.panel.boundingBox()).width, height: page.viewportSize().height };
}

async function accessibility(visitor) {
  const { page } = visitor;
  const seen = {};
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await visitor.visit();
    seen[`${colorScheme}, closed`] = await visitor.axe();
    await visitor.launcher.click();
    seen[`${colorScheme}, open`] = await visitor.axe();
    for (const question of ["I cannot breathe", "Is anybody there?", "Tell me all about Larkfield syndrome.", OVERVIEW]) {
      await visitor.ask(question);
    }
    seen[`${colorScheme}, with answers`] = await visitor.axe();
    await page.evaluate(() => sessionStorage.clear());
  }
  await page.setViewportSize({ width: 320, height: 640 });
  await visitor.visit();
  await visitor.launcher.click();
  await visitor.ask(OVERVIEW);
  seen["small screen"] = await visitor.axe();
  return seen;
}

async function targets(visitor) {
  await visitor.visit();
  await visitor.launcher.click();
  await visitor.ask("I cannot breathe");
  await visitor.ask("Tell me all about Larkfield syndrome.");
  await visitor.ask(OVERVIEW);
  // Links inside sentences are as high as their line; all else is a target of its own.
  const own = visitor.page.locator("rare-guide :is(button, textarea, summary, .contact a):visible");
  const heights = await own.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));
  return { count: heights.length, lowest: Math.min(...heights) };
}

async function smallScreen(visitor) {
  const { page } = visitor;
  await page.setViewportSize({ width: 320, height: 640 });
  await visitor.visit();
  const seen = { closed: (await visitor.overflow()).page };
  await visitor.launcher.click();
  for (const question of ["I cannot breathe", "Be hostile", "Tell me all about Larkfield syndrome.", OVERVIEW]) {
    await visitor.ask(question);
  }
  seen.open = await visitor.overflow();
  seen.panel = await visitor.panel.boundingBox();
  seen.isModal = await visitor.panel.evaluate((panel) => panel.matches(":modal"));
  await page.setViewportSize({ width: 1000, height: 700 });
  await page.waitForFunction(() => !document.querySelector("rare-guide").shadowRoot.querySelector(":modal"));
  seen.isOpenWhenWide = await visitor.panel.isVisible();
  return seen;
}

async function keyboard(visitor) {
  const { page, box } = visitor;
  await visitor.visit();
  await visitor.launcher.focus();
  await page.keyboard.press("Enter");
  await box.press("Enter");
  await box.fill("   ");
  await box.press("Enter");
  const sentWhenEmpty = (await visitor.bubbles()).length;
  await box.fill("one");
  await box.press("Shift+Enter");
  await page.keyboard.type("two");
  await box.press("Enter");
  await visitor.turns.first().waitFor();
  const seen = { sentWhenEmpty, bubble: await visitor.bubbles(), left: await box.inputValue() };
  await page.keyboard.press("Escape");
  seen.isOpenAfterEscape = await visitor.panel.isVisible();
  seen.focusAfterEscape = await visitor.focused();
  return seen;
}

async function offline(visitor) {
  const { context, page, box } = visitor;
  await visitor.visit();
  await visitor.launcher.click();
  await visitor.ask(OVERVIEW);
  await context.setOffline(true);
  await box.fill("What causes Larkfield syndrome?");
  await box.press("Enter");
  // Long before the socket's heartbeat is missed.
  await page.locator("rare-guide .delivery").waitFor({ timeout: 5_000 });
  const seen = { delivery: await visitor.texts(".delivery"), turnsOffline: await visitor.turns.count() };
  await context.setOffline(false);
  await visitor.turns.nth(1).waitFor();
  seen.deliveryAfter = await visitor.texts(".delivery");
  seen.question = await visitor.lastTurn.locator("h3").innerText();
  return seen;
}

/** The reply is lost on its way: the message has to come a second time, and to be answered once. */
async function lostReply(visitor) {
  const { page, box } = visitor;
  let lost = 0;
  await page.route("**/widget/messages", async (route) => {
    if (lost > 0) return route.continue();
    lost += 1;
    await route.fetch();
    return route.abort();
  });
  await visitor.visit();
  await visitor.launcher.click();
  await box.fill(OVERVIEW);
  await box.press("Enter");
  await visitor.turns.first().waitFor();
  return { lost, turns: await visitor.turns.count(), bubbles: await visitor.bubbles() };
}

async function expiredSession(visitor) {
  await visitor.visit();
  await visitor.launcher.click();
  await visitor.ask("Forget my session");
  await visitor.ask(OVERVIEW);
  return { turns: await visitor.turns.count(), delivery: await visitor.texts(".delivery") };
}

async function startAgain(visitor) {
  await visitor.visit();
  await visitor.launcher.click();
  await visitor.ask(OVERVIEW);
  await visitor.choose("Start again");
  await visitor.lastTurn.waitFor({ state: "detached" });
  const seen = { bubbles: await visitor.bubbles(), focus: await visitor.focused() };
  await visitor.ask(OVERVIEW);
  seen.turns = await visitor.turns.count();
  return seen;
}

/** With an open request it is asked first: only this conversation can withdraw it. */
async function startAgainWithRequest(visitor) {
  const { page } = visitor;
  await visitor.visit();
  await visitor.launcher.click();
  await visitor.ask("Hand-over: queued");
  await visitor.choose("Start again");
  const question = await page.locator("rare-guide #sure").innerText();
  await page.getByRole("button", { name: "Keep it" }).click();
  const kept = await visitor.turns.count();
  await visitor.choose("Start again");
  await page.getByRole("button", { name: "Start again" }).click();
  await visitor.lastTurn.waitFor({ state: "detached" });
  return { question, kept };
}

async function emergency(visitor) {
  await visitor.visit();
  await visitor.launcher.click();
  await visitor.ask("I cannot breathe");
  const words = visitor.lastTurn.locator(".alarm .words");
  return {
    label: await visitor.lastTurn.locator(".alarm-title").innerText(),
    dials: await words.locator("a").evaluateAll((all) => all.map((link) => [link.innerText, link.href])),
    border: await visitor.lastTurn.evaluate((card) => getComputedStyle(card).borderTopColor),
    disclaimers: await visitor.page.locator("rare-guide .disclaimer:visible").count(),
  };
}

async function emergencyBesideAnswer(visitor) {
  await visitor.visit();
  await visitor.launcher.click();
  await visitor.ask("I cannot breathe, what causes it?");
  return {
    label: await visitor.lastTurn.locator(".alarm-title").innerText(),
    said: await visitor.lastTurn.locator(".words").allInnerTexts(),
    dials: await visitor.lastTurn.locator(".alarm .words a").evaluateAll((all) => all.map((link) => link.href)),
    sections: await visitor.lastTurn.locator(".section").count(),
  };
}

async function conditionPage(visitor) {
  await visitor.visit("/named");
  await visitor.launcher.click();
  await visitor.page.getByRole("button", { name: /^About Ménière/ }).waitFor(); // once the store has told how it is called
  const offered = await visitor.texts(".quick-replies button");
  await visitor.page.getByRole("button", { name: offered[0] }).click();
  await visitor.turns.first().waitFor();
  const bubbles = await visitor.bubbles();
  await visitor.page.reload();
  await visitor.ask(OVERVIEW);
  await visitor.choose("Start again");
  await visitor.ask("What causes it?");
  return { offered, bubbles };
}

async function spanish(visitor) {
  await visitor.visit("/spanish");
  const left = (await visitor.launcher.boundingBox()).x;
  await visitor.launcher.click();
  const seen = { left, label: await visitor.texts(".composer label"), offered: await visitor.texts(".quick-replies button") };
  await visitor.ask(OVERVIEW);
  seen.disclaimer = await visitor.texts(".disclaimer summary");
  seen.date = await visitor.lastTurn.locator(".date").textContent();
  return seen;
}

export const scenarios = {
  asking,
  severalSections,
  quickReply,
  reload,
  hostileTurn,
  hostilePage,
  accessibility,
  targets,
  smallScreen,
  keyboard,
  offline,
  lostReply,
  expiredSession,
  startAgain,
  emergency,
  emergencyBesideAnswer,
  conditionPage,
  spanish,
  startAgainWithRequest,
};
