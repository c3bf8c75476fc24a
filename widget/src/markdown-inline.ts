/** Reads the inside of a paragraph: emphasis, links, citation markers, backslash escapes. All else is text. */

import { safeAddress } from "./addresses";

export type Inline =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "break" }
  | { readonly type: "citation"; readonly number: number }
  | { readonly type: "em" | "strong"; readonly children: readonly Inline[] }
  | { readonly type: "link"; readonly address: string; readonly children: readonly Inline[] };

const ESCAPE = /^\\([!-/:-@[-`{-~])/;
const BREAK = /^(?: {2,}|\\)\n */;
const CITATION = /^\[(\d{1,3})\](?!\()/;
/** The words may hold escaped brackets, the address one level of parentheses, and a title is passed over. */
const LINK =
  /^\[((?:\\.|[^[\]\\])+)\]\(\s*(?:<([^<>\n]*)>|((?:\\.|[^\s()\\]|\([^\s()]*\))*))(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)/s;
const BRACKETED_ADDRESS = /^<((?:https?|mailto|tel):[^\s<>]+)>/i;
/** An address in running text ends before punctuation that belongs to the sentence. */
const BARE_ADDRESS = /^https?:\/\/[^\s<>"“”]*[^\s<>"“”.,;:!?'’)\]*_]/i;
const PLAIN = /^[^\\[<*_\n h]+|^[^]/;

/** Deeper nesting than any text has; beyond it, markup is shown as it is written. */
const DEEPEST = 8;

/** Returns what a paragraph consists of; its lines are joined by blanks. */
export function readInline(source: string, depth = 0): Inline[] {
  const out: Inline[] = [];
  const unclosed: Unclosed = new Set();
  let at = 0;
  const addText = (text: string): void => {
    const last = out.at(-1);
    if (last?.type === "text") out[out.length - 1] = { type: "text", text: last.text + text };
    else out.push({ type: "text", text });
  };
  while (at < source.length) {
    const rest = source.slice(at);
    const found = readSpecial(rest, source[at - 1] ?? " ", depth, unclosed);
    if (found) {
      if (found.node.type === "text") addText(found.node.text);
      else out.push(found.node);
      at += found.length;
      continue;
    }
    const length = plainLength(rest);
    addText(rest.slice(0, length).replace(/\n/g, " "));
    at += length;
  }
  return out;
}

/** Returns plain text with its line ends kept and its web addresses as links, for words that are no Markdown. */
export function readPlain(source: string): Inline[] {
  return source.split(/(https?:\/\/\S+)/i).flatMap((part): Inline[] => {
    const address = safeAddress(BARE_ADDRESS.exec(part)?.[0]);
    if (!address) return part ? [{ type: "text", text: part }] : [];
    const words: Inline = { type: "text", text: address };
    return [
      { type: "link", address, children: [words] },
      { type: "text", text: part.slice(address.length) },
    ];
  });
}

/** Marks that nothing closes any more; without them a text full of opening marks would be searched again for each. */
type Unclosed = Set<string>;

interface Found {
  readonly node: Inline;
  readonly length: number;
}

/** How much of the text is certainly plain; a run of delimiters that opened nothing is passed over as a whole. */
function plainLength(rest: string): number {
  return (/^(?:\*+|_+)/.exec(rest) ?? PLAIN.exec(rest))?.[0].length ?? 1;
}

function readSpecial(rest: string, before: string, depth: number, unclosed: Unclosed): Found | null {
  const escape = ESCAPE.exec(rest);
  if (escape) return { node: { type: "text", text: escape[1] ?? "" }, length: 2 };
  const lineBreak = BREAK.exec(rest);
  if (lineBreak) return { node: { type: "break" }, length: lineBreak[0].length };
  const citation = CITATION.exec(rest);
  if (citation) return { node: { type: "citation", number: Number(citation[1]) }, length: citation[0].length };
  if (depth >= DEEPEST) return null;
  return readLink(rest, before, depth) ?? readEmphasis(rest, before, depth, unclosed);
}

function readLink(rest: string, before: string, depth: number): Found | null {
  const link = LINK.exec(rest);
  if (link) {
    const address = safeAddress(unescaped(link[2] ?? link[3] ?? ""));
    const children = readInline(link[1] ?? "", depth + 1);
    // A link to anywhere else stays as it is written, so that nobody mistakes it for one that works.
    return address ? { node: { type: "link", address, children }, length: link[0].length } : null;
  }
  const bracketed = BRACKETED_ADDRESS.exec(rest);
  const bare = bracketed || /\w/.test(before) ? null : BARE_ADDRESS.exec(rest);
  const words = bracketed?.[1] ?? bare?.[0] ?? null;
  const address = safeAddress(words);
  if (!words || !address) return null;
  const length = (bracketed ?? bare)?.[0].length ?? 0;
  return { node: { type: "link", address, children: [{ type: "text", text: words }] }, length };
}

function readEmphasis(rest: string, before: string, depth: number, unclosed: Unclosed): Found | null {
  const run = /^(?:\*+|_+)/.exec(rest)?.[0] ?? "";
  const mark = run[0];
  if (!mark || /^\s|^$/.test(rest.slice(run.length))) return null;
  if (mark === "_" && /[\p{L}\p{N}]/u.test(before)) return null;
  // Of "***both***" the outer pair is read as strong, and the inner one in the next round.
  for (const width of run.length < 3 ? [run.length] : [2, 1]) {
    if (unclosed.has(mark + width)) continue;
    const end = closingMark(rest, mark, width);
    if (end < 0) {
      unclosed.add(mark + width);
      continue;
    }
    const children = readInline(rest.slice(width, end), depth + 1);
    return { node: { type: width === 2 ? "strong" : "em", children }, length: end + width };
  }
  return null;
}

/** Returns where emphasis of a width ends, or -1; marks that are escaped or follow white space end none. */
function closingMark(rest: string, mark: string, width: number): number {
  for (let at = width; at < rest.length; at += 1) {
    if (rest[at] === "\\") {
      at += 1;
      continue;
    }
    if (rest[at] !== mark) continue;
    const length = runLength(rest, at, mark);
    const isAfterText = !/\s/.test(rest[at - 1] ?? " ") && at > width;
    const isAtWordEnd = mark === "*" || !/[\p{L}\p{N}]/u.test(rest[at + length] ?? " ");
    // "*a **b***" closes the inner pair first: the last marks of a longer run belong to the outer one.
    if (isAfterText && isAtWordEnd && (length === width || length === 3)) return at + length - width;
    at += length - 1;
  }
  return -1;
}

function runLength(text: string, start: number, mark: string): number {
  let end = start;
  while (text[end] === mark) end += 1;
  return end - start;
}

function unescaped(text: string): string {
  return text.replace(/\\([!-/:-@[-`{-~])/g, "$1");
}
