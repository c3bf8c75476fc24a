/**
 * Plays one scenario in Chromium and writes what was seen as JSON; the test in Python says what it should be.
 *
 *     node run.mjs <scenario> <address of the server> <folder with node_modules> <path of Chromium> <folder for pictures>
 */
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

import { handover } from "./handover.mjs";
import { journeys } from "./journeys.mjs";
import { pictures as documentation } from "./pictures.mjs";
import { scenarios } from "./scenarios.mjs";
import { screenReaders } from "./screen_reader.mjs";
import { states } from "./states.mjs";
import { views } from "./views.mjs";
import { Visitor } from "./visitor.mjs";

const [name, server, packages, chromiumPath, pictures] = process.argv.slice(2);
const require = createRequire(join(packages, "package.json"));
const { chromium } = require("playwright-core");
const { AxeBuilder } = require("@axe-core/playwright");

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const browser = await chromium.launch({ executablePath: chromiumPath, headless: true, args: FLAGS });
try {
  mkdirSync(pictures, { recursive: true });
  const visitor = await Visitor.arrive(browser, server, AxeBuilder, pictures);
  const played = { ...scenarios, ...documentation, ...journeys, ...screenReaders, ...states, ...views, ...handover };
  const seen = await played[name](visitor, packages);
  process.stdout.write(JSON.stringify({ seen, trouble: await visitor.trouble() }));
} finally {
  await browser.close();
}
