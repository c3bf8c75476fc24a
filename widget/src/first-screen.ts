/** What a visitor sees before anything has been said: what this is, a search, and questions to begin with. */

import { html, type TemplateResult } from "lit/html.js";

import type { ConditionSearch } from "./condition-search";
import { personIcon } from "./icons";
import { plainText } from "./markdown";
import type { Option } from "./turn";
import type { ViewContext } from "./view-context";
import type { Welcome } from "./welcome";

export function firstScreen(
  greeting: string,
  welcome: Welcome | null,
  search: ConditionSearch,
  context: ViewContext,
  choose: (option: Option) => void,
): TemplateResult {
  const { texts } = context;
  const starter = (option: Option): TemplateResult =>
    html`<li><button class="starter" @click=${() => choose(option)}>${option.title}</button></li>`;
  return html`
    <section class="first" aria-label=${texts.firstScreen}>
      <div class="greeting">${plainText(greeting)}</div>
      ${search.view(context)}
      ${welcome?.starters.length
        ? html`<ul class="starters" aria-label=${texts.suggestions}>${welcome.starters.map(starter)}</ul>`
        : null}
      ${welcome?.people ? html`<p class="people">${personIcon}<span>${welcome.people}</span></p>` : null}
    </section>
  `;
}
