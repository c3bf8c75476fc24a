/** Shows above the messages who is there: nobody for want of a connection, or a person, or that one is awaited. */

import { html, type TemplateResult } from "lit/html.js";

import { personIcon, warningIcon } from "./icons";
import type { Texts } from "./texts";
import type { Handoff } from "./turn";

/**
 * @param person the name of the person who writes, or empty where it is not known.
 * @param isAllowed whether the server takes questions from this site.
 */
export function statusLine(
  handoff: Handoff | null,
  person: string,
  isConnected: boolean,
  isAllowed: boolean,
  texts: Texts,
): TemplateResult | null {
  if (!isAllowed) return html`<p class="status offline" role="alert">${warningIcon}<span>${texts.notSetUp}</span></p>`;
  if (!isConnected) return html`<p class="status offline">${warningIcon}<span>${texts.offline}</span></p>`;
  if (handoff?.status === "with_operator") {
    return html`<p class="status person">${personIcon}<span>${texts.withPerson(person)}</span></p>`;
  }
  if (handoff?.status !== "requested" && handoff?.status !== "queued") return null;
  const ticket = handoff.ticket ? ` (${handoff.ticket})` : "";
  return html`<p class="status person">${personIcon}<span>${texts.waitingForPerson}${ticket}</span></p>`;
}
