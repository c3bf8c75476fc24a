/**
 * Builds the one file that a site includes. A classic script, since `document.currentScript`, from which the
 * widget reads its settings, is null in modules; without source map and dates, so that the same sources always
 * give the same bytes (a test compares them with the committed file).
 */
import { readFile } from "node:fs/promises";

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

await build({
  entryPoints: ["src/index.ts"],
  outfile: "dist/widget.js",
  bundle: true,
  format: "iife",
  target: TARGET,
  minify: true,
  charset: "utf8",
  legalComments: "eof",
  logLevel: "warning",
  plugins: [minifiedStyles],
});
