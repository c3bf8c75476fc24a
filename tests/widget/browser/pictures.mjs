/**
 * Takes the pictures of the documentation: run by hand on the stand-in server, with `docs/pictures` as the folder for
 * pictures. Each sheet shows the same six states in one setting.
 */

const WIDE = { width: 1180, height: 760 };
const SETTINGS = {
  desktop: { viewport: WIDE },
  phone: { viewport: { width: 390, height: 780 }, hasTouch: true },
  dark: { viewport: WIDE, colorScheme: "dark" },
  spanish: { viewport: WIDE, path: "/spanish" },
  "right-to-left": { viewport: WIDE, path: "/right-to-left" },
  "400-percent": { viewport: { width: 320, height: 256 }, deviceScaleFactor: 2 },
};
const STATES = {
  first: async (page) => page.locator("rare-guide .starter").first().waitFor(),
  answer: async (page) => ask(page, "How long do people live?"),
  comparison: async (page, isLarge) => {
    await ask(page, "Compare them");
    if (isLarge) await page.locator("rare-guide .enlarge").click();
  },
  form: async (page) => {
    await page.locator("rare-guide .talk").click();
    await page.locator("rare-guide .request").waitFor();
    await page.locator("rare-guide #request-question").fill("Can my daughter fly after her surgery?");
    await page.locator("rare-guide .request").evaluate((it) => it.scrollIntoView({ block: "end" }));
  },
  chat: async (page) => {
    await ask(page, "Is anybody there?");
    await ask(page, "Thank you, Noor!");
  },
  alarm: async (page) => ask(page, "I cannot breathe, what causes it?"),
};
const THEMES = [
  "--rareguide-accent: #7a1f5c; --rareguide-link: #7a1f5c; --rareguide-header: #4a1038; --rareguide-background: #faf5f8",
  "--rareguide-accent: #1c5d3a; --rareguide-link: #1c5d3a; --rareguide-header: #fff; --rareguide-on-header: #15352a; " +
    "--rareguide-background: #f4f7f1; --rareguide-radius: 0.4em",
  "--rareguide-accent: #111; --rareguide-link: #111; --rareguide-header: #111; --rareguide-background: #fff; " +
    "--rareguide-radius: 0; --rareguide-font: Georgia, 'DejaVu Serif', serif",
];

async function ask(page, question) {
  const before = await page.locator("rare-guide .turn").count();
  await page.locator("rare-guide #question").fill(question);
  await page.keyboard.press("Enter");
  await page.locator("rare-guide .turn").nth(before).waitFor();
}

/** Opens a page of its own for each picture, and returns the picture of its panel. */
async function panelPicture(visitor, { path = "/", ...looks }, play, theme = "") {
  const screen = await visitor.context.browser().newContext({ deviceScaleFactor: 1, locale: "en-US", ...looks });
  const page = await screen.newPage();
  await page.goto(visitor.server + path, { waitUntil: "load" });
  if (theme) {
    await page.evaluate((chosen) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(`rare-guide { ${chosen} }`);
      document.adoptedStyleSheets = [sheet];
    }, theme);
  }
  await page.locator("rare-guide .launcher").click();
  await play(page);
  await page.evaluate(() => document.querySelector("rare-guide").shadowRoot.activeElement?.blur());
  const picture = await page.locator("rare-guide dialog").screenshot();
  await screen.close();
  return picture;
}

/** Puts pictures beside each other. */
async function sheet(visitor, name, pictures, height) {
  const page = await visitor.context.browser().newPage({ viewport: { width: 2_600, height: 200 } });
  const images = pictures.map((picture) => `<img height="${height}" src="data:image/png;base64,${picture.toString("base64")}">`);
  const style = "margin:0;padding:12px;gap:12px;display:inline-flex;background:#c9d3d7";
  await page.setContent(`<body style="margin:0"><div style="${style}">${images.join("")}</div>`);
  await page.locator("div").screenshot({ path: `${visitor.pictures}/widget-${name}.png` });
  await page.close();
}

async function documentationPictures(visitor) {
  for (const [name, setting] of Object.entries(SETTINGS)) {
    const pictures = [];
    for (const play of Object.values(STATES)) pictures.push(await panelPicture(visitor, setting, play));
    await sheet(visitor, name, pictures, name === "400-percent" ? 384 : 560);
  }
  await sheet(visitor, "comparison", [await panelPicture(visitor, SETTINGS.desktop, (page) => STATES.comparison(page, true))], 720);
  const themed = [];
  for (const theme of THEMES) themed.push(await panelPicture(visitor, SETTINGS.desktop, STATES.answer, theme));
  await sheet(visitor, "themes", themed, 560);
  return Object.keys(SETTINGS);
}

export const pictures = { documentationPictures };
