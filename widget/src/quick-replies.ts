/** Shows what can be answered with one press. */

import { html, type TemplateResult } from "lit";

import type { Option } from "./turn";
import type { ViewContext } from "./view-context";

export function quickReplies(
  options: readonly Option[],
  { texts }: ViewContext,
  choose: (option: Option) => void,
): TemplateResult | null {
  if (!options.length) return null;
  return html`
    <ul class="quick-replies" aria-label=${texts.suggestions}>
      ${options.map(
        (option) => html`
          <li><button class="chip" type="button" @click=${() => choose(option)}>${option.title}</button></li>
        `,
      )}
    </ul>
  `;
}
