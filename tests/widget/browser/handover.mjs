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
  await visitor.turns.nth(1).waitFor({ timeout: 90_000 });
  return { delivery, bubbles: await visitor.bubbles(), turns: await visitor.turns.count() };
}

export const handover = { overSocket, serverRestart };
