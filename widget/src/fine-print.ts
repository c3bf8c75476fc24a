/** Shows what stands under every turn: the disclaimer, and whom to ask. */

import { html, type TemplateResult } from "lit";

import { safeAddress, telephoneAddress } from "./addresses";
import { foldIcon, mailIcon, pageIcon, phoneIcon } from "./icons";
import { link } from "./markdown";
import type { Contact, Turn } from "./turn";
import type { ViewContext } from "./view-context";

export function finePrint({ disclaimer, contact }: Turn, context: ViewContext): TemplateResult {
  return html`
    <footer class="fine-print">
      ${disclaimerView(disclaimer.text, safeAddress(disclaimer.url), context)} ${contactView(contact, context)}
    </footer>
  `;
}

/** Shows the disclaimer on one line that unfolds; its words are all in the page, so they are read out in full. */
function disclaimerView(text: string, address: string | null, { texts }: ViewContext): TemplateResult {
  return html`
    <details class="disclaimer">
      <summary><span class="words">${text}</span>${foldIcon}</summary>
      ${address ? html`<p>${link(address, texts.disclaimerPage)}</p>` : null}
    </details>
  `;
}

function contactView(contact: Contact, { texts }: ViewContext): TemplateResult {
  const { name, phone, email, url, hours } = contact;
  const phoneAddress = phone ? telephoneAddress(phone) : null;
  const page = safeAddress(url);
  // An e-mail address may hold characters that mean something else in an address of a link.
  const mail = email ? safeAddress(`mailto:${encodeURIComponent(email).replace("%40", "@")}`) : null;
  return html`
    <div class="contact">
      <p>${texts.contact}: <strong>${name}</strong>${hours ? ` · ${hours}` : null}</p>
      <ul>
        ${phone ? html`<li>${phoneAddress ? link(phoneAddress, [phoneIcon, phone]) : phone}</li>` : null}
        ${email ? html`<li>${mail ? link(mail, [mailIcon, email]) : email}</li>` : null}
        ${page ? html`<li>${link(page, [pageIcon, texts.website])}</li>` : null}
      </ul>
    </div>
  `;
}
