/**
 * Builds the one file that a site includes, under its plain name and under one with its version, which never changes
 * and can be held to its hash. It is a classic script, since `document.currentScript`, from which the widget reads its
 * settings, is null in modules; beside it stands the same as a module, for sites that are built. Without source map and
 * dates, so that the same sources always give the same bytes (a test compares them with the committed files).
 */
import { createHash } from "node:crypto";
import { copyFile, readFile, rm, writeFile } from "node:fs/promises";

import { build, transform } from "esbuild";

const TARGET = ["chrome111", "firefox115", "safari16.4"];
const STYLE_SHEET = /\bcss`([^`]*)`/g;

/** Minifies the style sheets as well, which are template literals and so untouched by the minifier of scripts. */
const minifiedStyles = {
  name: "minified-styles",
  setup({ onLoad }) {
    onLoad({ filter: /\/styles\/\w+\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      const sheets = [...source.matchAll(STYLE_SHEET)].map(([, sheet]) => minifiedStyle(sheet));
      const minified = await Promise.all(sheets);
      return { contents: source.replace(STYLE_SHEET, () => `css\`${minified.shift()}\``), loader: "ts" };
    });
  },
};

/** Between template literal and template literal: there a backslash is written twice. */
async function minifiedStyle(literal) {
  const sheet = literal.replaceAll("\\\\", "\\");
  const { code, warnings } = await transform(sheet, { loader: "css", minify: true });
  if (warnings.length) throw new Error(`A style sheet is wrong: ${warnings[0].text}`);
  return code.trim().replaceAll("\\", "\\\\");
}

const { version } = JSON.parse(await readFile("package.json", "utf8"));
const common = {
  bundle: true,
  target: TARGET,
  minify: true,
  charset: "utf8",
  legalComments: "eof",
  logLevel: "warning",
  define: { __VERSION__: JSON.stringify(version) },
  plugins: [minifiedStyles],
};
const versioned = `widget-${version}.js`;

await rm("dist", { recursive: true, force: true });
await build({ ...common, entryPoints: ["src/index.ts"], outfile: "dist/widget.js", format: "iife" });
await build({ ...common, entryPoints: ["src/module.ts"], outfile: "dist/widget.mjs", format: "esm" });
await copyFile("dist/widget.js", `dist/${versioned}`);

const integrity = {};
for (const name of ["widget.js", "widget.mjs", versioned]) {
  const hash = createHash("sha384").update(await readFile(`dist/${name}`)).digest("base64");
  integrity[name] = `sha384-${hash}`;
}
await writeFile("dist/integrity.json", `${JSON.stringify(integrity, null, 2)}\n`);
