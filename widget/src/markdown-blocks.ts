/** Reads the blocks of a Markdown text: headings, lists, paragraphs. All else is a paragraph of text. */

export type Block =
  | { readonly type: "paragraph"; readonly source: string }
  | { readonly type: "heading"; readonly level: number; readonly source: string }
  | {
      readonly type: "list";
      readonly isOrdered: boolean;
      readonly start: number;
      readonly items: readonly (readonly Block[])[];
    };

const HEADING = /^ {0,3}(#{1,6})(?: +(.*))?$/;
const HEADING_END = /(?:^| )#+ *$/;
const ITEM = /^( {0,3})([-*+]|\d{1,9}[.)])( +|$)(.*)$/;
/** Deeper nesting than any text has; beyond it, list marks are shown as they are written. */
const DEEPEST = 6;

interface Item {
  readonly mark: string;
  readonly start: number;
  readonly lines: string[];
}

/** Returns the blocks of a text, in order. */
export function readBlocks(source: string): Block[] {
  return blocksOf(source.replace(/\r\n?/g, "\n").replace(/\t/g, "    ").split("\n"), 0);
}

function blocksOf(lines: readonly string[], depth: number): Block[] {
  const blocks: Block[] = [];
  let paragraph: string[] = [];
  const endParagraph = (): void => {
    const text = paragraph.join("\n").trim();
    if (text) blocks.push({ type: "paragraph", source: text });
    paragraph = [];
  };
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? "";
    const heading = HEADING.exec(line);
    if (heading) {
      endParagraph();
      blocks.push({ type: "heading", level: heading[1]?.length ?? 1, source: (heading[2] ?? "").replace(HEADING_END, "").trim() });
      at += 1;
    } else if (depth < DEEPEST && beginsList(line, paragraph.length > 0)) {
      endParagraph();
      const { block, next } = listAt(lines, at, depth);
      blocks.push(block);
      at = next;
    } else {
      if (line.trim()) paragraph.push(line.trimStart());
      else endParagraph();
      at += 1;
    }
  }
  endParagraph();
  return blocks;
}

/**
 * Tells whether a list begins at a line. Inside a paragraph only an item with words begins one, and of numbered
 * items only a first: a year at the start of a line ("in\n1986. Later") does not.
 */
function beginsList(line: string, isInParagraph: boolean): boolean {
  const item = ITEM.exec(line);
  if (!item) return false;
  return !isInParagraph || (item[4] !== "" && !/^(?!1[.)])\d/.test(item[2] ?? ""));
}

function listAt(lines: readonly string[], first: number, depth: number): { block: Block; next: number } {
  const items: Item[] = [];
  let at = first;
  while (at < lines.length) {
    const read = itemAt(lines, at);
    if (!read || (items[0] && items[0].mark !== read.item.mark)) break;
    items.push(read.item);
    at = read.next;
  }
  const { mark = "-", start = 1 } = items[0] ?? {};
  const contents = items.map((item) => blocksOf(item.lines, depth + 1));
  return { block: { type: "list", isOrdered: /[.)]/.test(mark), start, items: contents }, next: at };
}

function itemAt(lines: readonly string[], first: number): { item: Item; next: number } | null {
  const found = ITEM.exec(lines[first] ?? "");
  if (!found) return null;
  const [, margin = "", bullet = "", gap = "", words = ""] = found;
  const indent = margin.length + bullet.length + Math.min(Math.max(gap.length, 1), 4);
  const content = [words];
  let at = first + 1;
  let isAfterBlank = false;
  for (; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    const isInside = line.length - line.trimStart().length >= indent;
    // A line that is not indented goes on with the item's paragraph, unless it begins something of its own.
    const isLazy = !isAfterBlank && !ITEM.test(line) && !HEADING.test(line);
    if (line.trim() && !isInside && !isLazy) break;
    isAfterBlank = !line.trim();
    content.push(isInside ? line.slice(indent) : line);
  }
  const start = Number.parseInt(bullet, 10);
  return { item: { mark: bullet.slice(-1), start: Number.isNaN(start) ? 1 : start, lines: content }, next: at };
}
