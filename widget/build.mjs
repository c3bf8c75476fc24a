/**
 * Builds the one file that a site includes. It is a classic script, since `document.currentScript`, from which the
 * widget reads its settings, is null in modules; `module.mjs` gives the same to sites that are built. Without source
 * map and dates, so that the same sources always give the same bytes (a test compares them with the committed file).
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";

import { build, transform } from "esbuild";
import { minify } from "terser";

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
const LICENCES = "/*! With parts of Lit, © 2017-2022 Google LLC, SPDX-License-Identifier: BSD-3-Clause */";

/**
 * In the minified script lines are indented only inside templates, where blanks between two elements mean nothing;
 * line ends without indentation are those of texts.
 */
const withoutIndentation = (script) => script.replace(/\n+ +/g, " ").replace(/> </g, "><");

const { outputFiles } = await build({
  entryPoints: ["src/index.ts"],
  bundle: true,
  format: "iife",
  target: TARGET,
  minify: true,
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
  define: { __VERSION__: JSON.stringify(version) },
  plugins: [minifiedStyles],
  write: false,
});
// What esbuild leaves. These settings give more bytes than the defaults before, and fewer after, the compression.
const compress = { ecma: 2020, passes: 3, inline: 1, reduce_funcs: false, sequences: false };
const { code } = await minify(withoutIndentation(outputFiles[0].text), { ecma: 2020, compress });
await mkdir("dist", { recursive: true });
await writeFile("dist/widget.js", `${LICENCES}\n${code}\n`);
