/**
 * Plays one scenario at the staff site in Chromium and writes what was seen as JSON; the test in Python says what it
 * should be.
 *
 *     node run.mjs <scenario> <address> <folder with node_modules> <path of Chromium> <folder for pictures> <arguments>
 *
 * A scenario may write a line that begins with "do " to have the test do something as the visitor; it goes on when the
 * test answers with a line.
 */
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";

import { Operator } from "./operator.mjs";
import { scenarios } from "./scenarios.mjs";

const [name, site, packages, chromiumPath, pictures, given] = process.argv.slice(2);
const require = createRequire(join(packages, "package.json"));
const { chromium } = require("playwright-core");
const { AxeBuilder } = require("@axe-core/playwright");

const FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"];

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const ask = async (what) => {
  process.stdout.write(`do ${what}\n`);
  return (await lines.next()).value;
};

const browser = await chromium.launch({ executablePath: chromiumPath, headless: true, args: FLAGS });
try {
  mkdirSync(pictures, { recursive: true });
  const arrive = (options) => Operator.arrive(browser, { site, AxeBuilder, pictures, options });
  const first = await arrive({});
  const seen = await scenarios[name](first, JSON.parse(given), { ask, arrive });
  process.stdout.write(`${JSON.stringify({ seen, trouble: first.trouble() })}\n`);
} finally {
  await browser.close();
  process.stdin.destroy();
}
