/**
 * Shows Markdown as Lit templates. Text only ever becomes text nodes and attribute values, never markup, so that
 * nothing a source or a visitor wrote can run.
 */

import { html, nothing, type TemplateResult } from "lit/html.js";

import { readBlocks, type Block } from "./markdown-blocks";
import { readInline, readPlain, type Inline } from "./markdown-inline";

type View = TemplateResult | string | typeof nothing;

/** Shows a citation marker; a marker without a reference is shown as it is written. */
export type CitationView = (number: number) => View;

const asWritten: CitationView = (number) => `[${number}]`;

const LIST = /^- /m;
/** Between paragraphs, and around lists, which are kept. */
const PARTS = /\n{2,}|((?:^- .*(?:\n|$))+)/m;

/** Below the section's question, which is a heading of level 3. */
const FIRST_HEADING_LEVEL = 4;

/** Shows a section's body. */
export function markdown(source: string, citation: CitationView): View[] {
  const blocks = readBlocks(source);
  const levels = headingLevels(blocks);
  return blocks.map((block) => blockView(block, citation, levels));
}

/** Shows text that is no Markdown: paragraphs, line ends, web addresses, and lists of lines that begin with a hyphen. */
export function plainText(source: string): View[] {
  const words = (plain: string): View[] => inlineViews(readPlain(plain.trim()), asWritten);
  const part = (plain: string): View =>
    LIST.test(plain)
      ? html`<ul>${plain.split(/^- /m).slice(1).map((item) => html`<li>${words(item)}</li>`)}</ul>`
      : html`<p class="plain">${words(plain)}</p>`;
  return source.split(PARTS).filter((plain) => plain?.trim()).map(part);
}

/** Maps the heading levels that a text uses to neighbouring ones, so that none is skipped. */
function headingLevels(blocks: readonly Block[]): ReadonlyMap<Block, number> {
  const levels = new Map<Block, number>();
  const open: number[] = [];
  for (const block of blocks) {
    if (block.type !== "heading") continue;
    while (open.length && (open.at(-1) ?? 0) >= block.level) open.pop();
    open.push(block.level);
    levels.set(block, Math.min(FIRST_HEADING_LEVEL + open.length - 1, 6));
  }
  return levels;
}

function blockView(block: Block, citation: CitationView, levels: ReadonlyMap<Block, number>): View {
  if (block.type === "heading") return headingView(levels.get(block) ?? 6, inlines(block.source, citation));
  if (block.type === "paragraph") return html`<p>${inlines(block.source, citation)}</p>`;
  const items = block.items.map((item) => html`<li>${itemView(item, citation, levels)}</li>`);
  return block.isOrdered ? html`<ol start=${block.start}>${items}</ol>` : html`<ul>${items}</ul>`;
}

/** Shows a list item; one of a single paragraph without the paragraph's distance. */
function itemView(item: readonly Block[], citation: CitationView, levels: ReadonlyMap<Block, number>): unknown {
  const [first, ...rest] = item;
  if (first?.type !== "paragraph") return item.map((block) => blockView(block, citation, levels));
  return [inlines(first.source, citation), rest.map((block) => blockView(block, citation, levels))];
}

function headingView(level: number, words: unknown): View {
  if (level === 4) return html`<h4>${words}</h4>`;
  return level === 5 ? html`<h5>${words}</h5>` : html`<h6>${words}</h6>`;
}

const inlines = (source: string, citation: CitationView): View[] => inlineViews(readInline(source), citation);

function inlineViews(nodes: readonly Inline[], citation: CitationView): View[] {
  return nodes.map((node) => inlineView(node, citation));
}

function inlineView(node: Inline, citation: CitationView): View {
  switch (node.type) {
    case "text":
      return node.text;
    case "break":
      return html`<br />`;
    case "citation":
      return citation(node.number);
    case "em":
      return html`<em>${inlineViews(node.children, citation)}</em>`;
    case "strong":
      return html`<strong>${inlineViews(node.children, citation)}</strong>`;
    case "link":
      return link(node.address, inlineViews(node.children, citation));
  }
}

/** Shows a link; a web address opens beside the conversation and tells the other site nothing about it. */
export function link(address: string, words: unknown, title: string | null = null): TemplateResult {
  const [target, rel] = /^https?:/i.test(address) ? ["_blank", "noopener noreferrer"] : [nothing, nothing];
  return html`<a href=${address} title=${title ?? nothing} target=${target} rel=${rel}>${words}</a>`;
}
