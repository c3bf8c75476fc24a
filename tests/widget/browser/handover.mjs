/** Scenarios on a real server, over its socket. */

const OVERVIEW = "What is Marfan syndrome?";

/** Counts the messages that go over each way. */
function watch(page) {
  const ways = { socket: 0, posts: 0 };
  page.on("websocket", (socket) => {
    socket.on("framesent", ({ payload }) => (ways.socket += String(payload).startsWith("42") ? 1 : 0));
  });
  page.on("request", (request) => (ways.posts += request.url().endsWith("/widget/messages") ? 1 : 0));
  return ways;
}

async function overSocket(visitor) {
  const ways = watch(visitor.page);
  await visitor.visit();
  await visitor.launcher.click();
  await visitor.ask(OVERVIEW);
  await visitor.ask("is it inherited?");
  await visitor.page.reload({ waitUntil: "load" });
  await visitor.lastTurn.waitFor();
  await visitor.ask("and the treatment?");
  return { ways, bubbles: await visitor.bubbles(), turns: await visitor.turns.count() };
}

/** Another process ends the server while this waits, and starts it again. */
async function serverRestart(visitor) {
  const { page, box } = visitor;
  await visitor.visit();
  await visitor.launcher.click();
  await visitor.ask(OVERVIEW);
  process.stderr.write("stop the server\n");
  await page.waitForFunction(() => fetch("/health").then(() => false, () => true), null, { timeout: 30_000 });
  await box.fill("is it inherited?");
  await box.press("Enter");
  await page.locator("rare-guide .delivery").first().waitFor();
  const delivery = await visitor.texts(".delivery");
  process.stderr.write("start the server\n");
  await visitor.turns.nth(1).waitFor({ timeout: 180_000 });
  return { delivery, bubbles: await visitor.bubbles(), turns: await visitor.turns.count() };
}

export const handover = { overSocket, serverRestart };

const FORM = ["Can my daughter fly after her surgery?", "Maria Lopez", "maria@larkfield.example", "English", "yes"];

/** Logs an operator in, in a browser of their own, and leaves them at the queue. */
async function operatorAtQueue(browser, account) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  await page.goto(`${process.env.STAFF_URL}/log-in`);
  await page.getByLabel("E-mail address").fill(account.email);
  await page.getByLabel("Password", { exact: true }).fill(account.password);
  await page.getByRole("button", { name: "Log in" }).click();
  await page.getByRole("heading", { name: "Queue" }).waitFor();
  // The site must know of somebody who is there before a request can be a live one.
  await page.waitForTimeout(1_500);
  return page;
}

async function askForPerson(visitor) {
  await visitor.visit();
  await visitor.launcher.click();
  await visitor.ask(OVERVIEW);
  const before = await visitor.turns.count();
  await visitor.page.getByRole("button", { name: "Talk to a person" }).first().click();
  await visitor.turns.nth(before).waitFor();
  for (const answer of FORM) await visitor.ask(answer);
  return /RG-[0-9A-Z]+/.exec(await visitor.lastTurn.locator("> .words").innerText())[0];
}

const said = (visitor, words) => visitor.page.locator("rare-guide .turn.operator", { hasText: words }).waitFor({ timeout: 60_000 });

async function reply(operator, words) {
  await operator.locator("#text").fill(words);
  await operator.locator("#text").press("Enter");
  await operator.locator("#log .operator", { hasText: words }).waitFor();
}

/** A live chat from the first word to the last, with the server killed and started again in the middle. */
async function liveHandover(visitor) {
  const { page, box } = visitor;
  const operator = await operatorAtQueue(page.context().browser(), JSON.parse(process.env.OPERATORS)[0]);
  const number = await askForPerson(visitor);
  await operator.getByText(number).first().waitFor(); // the queue shows it by itself
  await operator.screenshot({ path: `${visitor.pictures}/staff-queue.png` });
  await operator.goto(`${process.env.STAFF_URL}/requests/${number}`);
  await operator.getByRole("button", { name: "Take this request" }).click();
  await page.locator("rare-guide .status", { hasText: "You are talking to a person" }).waitFor();
  await reply(operator, "Good morning, this is Noor.");
  await said(visitor, "Good morning, this is Noor.");
  await visitor.ask("Thank you for coming.");
  await operator.locator("#log .visitor", { hasText: "Thank you for coming." }).waitFor();

  process.stderr.write("stop the server\n");
  await page.waitForFunction(() => fetch("/health").then(() => false, () => true), null, { timeout: 30_000 });
  await reply(operator, "She may fly after six weeks.");
  await box.fill("And by train?");
  await box.press("Enter");
  await page.locator("rare-guide .delivery").first().waitFor();
  process.stderr.write("start the server\n");
  await said(visitor, "She may fly after six weeks.");
  await operator.locator("#log .visitor", { hasText: "And by train?" }).waitFor({ timeout: 60_000 });
  await reply(operator, "At once.");
  await said(visitor, "At once.");
  await operator.screenshot({ path: `${visitor.pictures}/staff-request.png`, fullPage: true });
  await visitor.picture("with-operator");

  await operator.getByRole("button", { name: "Hand back to the assistant" }).click();
  await page.locator("rare-guide .turn", { hasText: "back with the assistant" }).first().waitFor();
  await visitor.ask("is it inherited?");
  return {
    fromOperator: await visitor.texts(".turn.operator > .words"),
    fromVisitor: (await operator.locator("#log .visitor:not(.before) .said").allInnerTexts()),
    last: await visitor.lastTurn.locator("h3").first().innerText(),
    question: await operator.locator(".question").innerText(),
  };
}

/** Two operators press the same button in the same moment. */
async function claimedByTwo(visitor) {
  const [first, second] = JSON.parse(process.env.OPERATORS);
  const browser = visitor.page.context().browser();
  const pages = [await operatorAtQueue(browser, first), await operatorAtQueue(browser, second)];
  const number = await askForPerson(visitor);
  for (const page of pages) await page.goto(`${process.env.STAFF_URL}/requests/${number}`);
  const buttons = [];
  for (const page of pages) buttons.push(await page.getByRole("button", { name: "Take this request" }).elementHandle());
  // Not with `click`, which waits for the button to stand still while the other's press takes it away.
  const press = (page, button) => Promise.all([page.waitForNavigation(), button.evaluate((it) => it.click())]);
  await Promise.all(pages.map((page, at) => press(page, buttons[at])));
  const owners = await Promise.all(pages.map((page) => page.locator("#text").count()));
  const refusals = [];
  for (const page of pages) refusals.push((await page.locator("body").innerText()).includes("has this request already"));
  return { owners: owners.reduce((sum, count) => sum + count, 0), refusals: refusals.filter(Boolean).length };
}

Object.assign(handover, { liveHandover, claimedByTwo });
