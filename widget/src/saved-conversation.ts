/**
 * Makes a clean page of the conversation, to be printed or kept as a file. It is built of nodes, so that what anybody
 * wrote stays text, and it needs no script.
 */

import { html, render, type TemplateResult } from "lit/html.js";

import { warningAndWords } from "./emergency-text";
import { finePrint } from "./foot";
import { plainText } from "./markdown";
import { sectionsView } from "./section-view";
import { savedLooks } from "./styles/saved";
import type { Entry, TurnEntry } from "./transcript";
import type { ViewContext } from "./view-context";

/** A file that is opened elsewhere is held to this, whatever it came from. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'";
const REVOKE_MS = 60_000;

/** Opens the page in a window of its own and prints it; tells whether the browser let it. */
export function printConversation(entries: readonly Entry[], context: ViewContext): boolean {
  const page = window.open("", "_blank") as (Window & typeof globalThis) | null;
  if (!page) return false;
  page.document.title = context.texts.savedTitle;
  page.document.documentElement.lang = context.language;
  const sheet = new page.CSSStyleSheet();
  sheet.replaceSync(savedLooks);
  page.document.adoptedStyleSheets = [sheet];
  page.document.body.append(savedBody(entries, context));
  page.focus();
  page.print();
  return true;
}

/** Hands the page to the browser as a file to keep. */
export function saveConversation(entries: readonly Entry[], context: ViewContext): void {
  const { texts, language } = context;
  // Reading the markup of nodes escapes every text in them.
  const head = [
    `<meta charset="utf-8"><meta name="viewport" content="width=device-width">`,
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
    `<title>${texts.savedTitle}</title><style>${savedLooks}</style>`,
  ].join("");
  const body = savedBody(entries, context).outerHTML;
  const file = `<!doctype html><html lang="${language}"><head>${head}</head><body>${body}</body></html>`;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([file], { type: "text/html;charset=utf-8" }));
  const name = texts.savedTitle.toLowerCase().replace(/[^\p{L}]+/gu, "-");
  link.download = `${name}-${new Date().toISOString().slice(0, 10)}.html`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), REVOKE_MS);
}

function savedBody(entries: readonly Entry[], context: ViewContext): HTMLElement {
  const main = document.createElement("main");
  render(savedView(entries, context), main);
  for (const control of main.querySelectorAll("button, svg")) control.remove();
  for (const fold of main.querySelectorAll("details")) fold.open = true;
  // Lit marks its places with comments, which a page without a script does not need.
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_COMMENT);
  const comments: Comment[] = [];
  while (walker.nextNode()) comments.push(walker.currentNode as Comment);
  for (const comment of comments) comment.remove();
  return main;
}

function savedView(entries: readonly Entry[], context: ViewContext): TemplateResult {
  const { texts, language } = context;
  const now = new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short" }).format(new Date());
  const turns = entries.filter((entry): entry is TurnEntry => entry.from === "assistant").map(({ turn }) => turn);
  const finePrints = new Set(turns.map(({ disclaimer, contact }) => JSON.stringify([disclaimer, contact])));
  // The same small print under every turn is said once, at the end.
  const [only] = finePrints.size === 1 ? turns : [];
  return html`
    <h1>${texts.savedTitle}</h1>
    <p>${texts.savedOn} ${now} · ${document.title} · ${location.origin + location.pathname}</p>
    ${entries.map((entry) => savedEntry(entry, !only, context))} ${only ? finePrint(only, context) : null}
  `;
}

function savedEntry(entry: Entry, hasFinePrint: boolean, context: ViewContext): TemplateResult {
  const { texts } = context;
  if (entry.from === "visitor") return html`<article><h2>${texts.you}</h2><p class="said">${entry.shown}</p></article>`;
  const { turn } = entry;
  const { warning, words } = warningAndWords(turn);
  const bot = warning === null ? texts.assistant : texts.emergency;
  return html`
    <article>
      <h2>${turn.author === "operator" ? (turn.author_name ?? texts.person) : bot}</h2>
      ${warning === null ? null : plainText(warning)} ${words ? plainText(words) : null}
      ${sectionsView(turn.sections, { place: `saved-${turn.turn_id}`, isUnreviewed: false, isWhole: true }, context)}
      ${hasFinePrint ? finePrint(turn, context) : null}
    </article>
  `;
}
