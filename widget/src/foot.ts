/** Shows the disclaimer and whom to ask: once, below everything and always in sight, for every turn. */

import { html, nothing, type TemplateResult } from "lit/html.js";

import { safeAddress, telephoneAddress } from "./addresses";
import { foldIcon, mailIcon, pageIcon, phoneIcon } from "./icons";
import { link } from "./markdown";
import type { Contact, Disclaimer } from "./turn";
import type { ViewContext } from "./view-context";

/** Id of the footer. */
export const FOOT = "small-print";

export interface FinePrint {
  readonly disclaimer: Disclaimer;
  readonly contact: Contact;
}

/** Tells whether two turns have the same small print, so that one footer serves both. */
export function isSameFinePrint(one: FinePrint, other: FinePrint): boolean {
  return JSON.stringify([one.disclaimer, one.contact]) === JSON.stringify([other.disclaimer, other.contact]);
}

/** Returns the turns whose small print is read out: the first, and each that has another than the one before it. */
export function turnsWithNewPrint<Print extends FinePrint>(turns: readonly Print[]): ReadonlySet<Print> {
  return new Set(turns.filter((turn, index) => !index || !isSameFinePrint(turn, turns[index - 1] ?? turn)));
}

/** Shows the small print on its own; all its words are in the page, also where they do not fit on their lines. */
export function finePrint({ disclaimer, contact }: FinePrint, context: ViewContext, id = ""): TemplateResult {
  const { texts } = context;
  const address = safeAddress(disclaimer.url);
  return html`
    <footer class="fine-print" id=${id || nothing}>
      <details class="disclaimer">
        <summary><span class="words">${disclaimer.text}</span>${foldIcon}</summary>
        ${address ? html`<p>${link(address, texts.disclaimerPage)}</p>` : null}
      </details>
      ${contactView(contact, context)}
    </footer>
  `;
}

/** Says the small print at the end of a turn, to screen readers alone. */
export function finePrintToRead({ disclaimer, contact }: FinePrint, { texts }: ViewContext): TemplateResult {
  const { name, phone, email, hours } = contact;
  const parts = [name, phone, email, hours].filter(Boolean).join(", ");
  return html`<p class="only-read">${disclaimer.text} ${texts.contact}: ${parts}</p>`;
}

/** Shows a link as a picture, which says what it is where the pointer rests on it. */
const pictured = (address: string, icon: TemplateResult, title: string): TemplateResult =>
  link(address, [icon, html`<span class="only-read">${title}</span>`], title);

function contactView(contact: Contact, { texts }: ViewContext): TemplateResult {
  const { name, phone, email, url, hours } = contact;
  const phoneAddress = phone ? telephoneAddress(phone) : null;
  // Digits alone would stand in the order of a page from right to left.
  const number = html`<span dir="ltr">${phone}</span>`;
  const page = safeAddress(url);
  // An e-mail address may hold characters that mean something else in an address of a link.
  const mail = email ? safeAddress(`mailto:${encodeURIComponent(email).replace("%40", "@")}`) : null;
  return html`
    <div class="contact">
      <p><span class="only-read">${texts.contact}: </span><strong>${name}</strong>${hours ? html` <span>${hours}</span>` : null}</p>
      <ul>
        ${phone ? html`<li>${phoneAddress ? link(phoneAddress, [phoneIcon, number]) : number}</li>` : null}
        ${email ? html`<li>${mail ? pictured(mail, mailIcon, email) : email}</li>` : null}
        ${page ? html`<li>${pictured(page, pageIcon, texts.website)}</li>` : null}
      </ul>
    </div>
  `;
}
