/**
 * Reads a JSON list of Markdown texts from standard input and writes what the widget makes of each as HTML, in
 * the form in which a full Markdown renderer writes it, so that the two can be compared.
 *
 *     node markdown.mjs <folder of the widget, with node_modules>
 */
import { createRequire } from "node:module";
import { join } from "node:path";
import { text } from "node:stream/consumers";

const [widget] = process.argv.slice(2);
const { build } = createRequire(join(widget, "package.json"))("esbuild");

const { outputFiles } = await build({
  stdin: {
    contents: 'export * from "./markdown-blocks"; export * from "./markdown-inline";',
    resolveDir: join(widget, "src"),
  },
  bundle: true,
  write: false,
  format: "esm",
});
const source = Buffer.from(outputFiles[0].contents).toString("base64");
const { readBlocks, readInline } = await import(`data:text/javascript;base64,${source}`);

const escaped = (words) => words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

function inline(node) {
  if (node.type === "text") return escaped(node.text);
  if (node.type === "break") return "<br />";
  if (node.type === "citation") return `[${node.number}]`;
  const inside = node.children.map(inline).join("");
  return node.type === "link" ? `<a href="${escaped(node.address)}">${inside}</a>` : `<${node.type}>${inside}</${node.type}>`;
}

const words = (markdown) => readInline(markdown).map(inline).join("");

function block(node) {
  if (node.type === "paragraph") return `<p>${words(node.source)}</p>`;
  if (node.type === "heading") return `<h${node.level}>${words(node.source)}</h${node.level}>`;
  const name = node.isOrdered ? "ol" : "ul";
  const start = node.isOrdered && node.start !== 1 ? ` start="${node.start}"` : "";
  return `<${name}${start}>${node.items.map((item) => `<li>${item.map(block).join("")}</li>`).join("")}</${name}>`;
}

const texts = JSON.parse(await text(process.stdin));
process.stdout.write(JSON.stringify(texts.map((markdown) => readBlocks(markdown).map(block).join(""))));
