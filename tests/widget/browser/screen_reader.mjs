/** Reads the main conversation as a screen reader does: what is announced by itself, and what is met when going through. */

import { createRequire } from "node:module";
import { join } from "node:path";

const READER = 'export { virtual } from "@guidepup/virtual-screen-reader/browser.js"';
/** More phrases than the panel has. */
const MOST_PHRASES = 120;

async function readerIn(visitor, packages) {
  const { build } = createRequire(join(packages, "package.json"))("esbuild");
  const stdin = { contents: READER, resolveDir: packages };
  const { outputFiles } = await build({ stdin, bundle: true, format: "iife", globalName: "reader", write: false });
  // The reader's own script is not held to the policy of the page.
  const context = await visitor.context.browser().newContext({ bypassCSP: true, locale: "en-US" });
  const page = await context.newPage();
  await page.goto(visitor.server);
  await page.evaluate(`${outputFiles[0].text}; window.reader = reader.virtual`);
  return page;
}

/** Goes from the beginning of a part to its end and returns what is read. */
const through = (page, part) =>
  page.evaluate(
    async ([selector, most]) => {
      const container = [...document.querySelector("rare-guide").shadowRoot.querySelectorAll(selector)].at(-1);
      await window.reader.stop();
      await window.reader.start({ container });
      const first = await window.reader.lastSpokenPhrase();
      for (let count = 0; count < most; count += 1) {
        await window.reader.next();
        if ((await window.reader.lastSpokenPhrase()) === first) break;
      }
      return window.reader.spokenPhraseLog();
    },
    [part, MOST_PHRASES],
  );

/** Returns what is announced by itself while something is asked in the panel, up to the answer. */
async function announced(page, question) {
  await page.evaluate(async () => {
    await window.reader.stop();
    await window.reader.start({ container: document.querySelector("rare-guide").shadowRoot.querySelector("dialog") });
  });
  await ask(page, question);
  const log = await page.waitForFunction(async () => {
    const phrases = (await window.reader.spokenPhraseLog()).filter((phrase) => /^(?:polite|assertive): ./.test(phrase));
    return phrases.some((phrase) => phrase.includes("Automatic assistant")) && phrases;
  });
  return log.jsonValue();
}

async function ask(page, question) {
  const before = await page.locator("rare-guide .turn").count();
  await page.locator("rare-guide #question").fill(question);
  await page.keyboard.press("Enter");
  await page.locator("rare-guide .turn").nth(before).waitFor();
}

async function screenReader(visitor, packages) {
  const page = await readerIn(visitor, packages);
  await page.locator("rare-guide .launcher").click();
  await page.locator("rare-guide .starter").first().waitFor();
  const first = await through(page, "dialog");
  const answer = await announced(page, "How long do people live?");
  const turn = await through(page, ".turn");
  const alarm = await announced(page, "I cannot breathe, what causes it?");
  const log = await through(page, ".log");
  await page.locator("rare-guide .talk").click();
  await page.locator("rare-guide .request").waitFor();
  const card = await through(page, ".request");
  await page.context().close();
  return { first, answer, turn, alarm, log, card };
}

export const screenReaders = { screenReader };
