/** Holds which condition is talked of, and shows it: a page of another condition asks before it changes that. */

import { html, type TemplateResult } from "lit/html.js";

import { closeIcon, iconButton } from "./icons";
import type { TranscriptStore } from "./transcript";
import type { Condition, Turn } from "./turn";
import type { ViewContext } from "./view-context";

export class Topic {
  readonly #store: TranscriptStore;
  readonly #pageCondition: () => Condition | null;

  /** @param pageCondition gives the condition that the page is about, if it is about one. */
  constructor(store: TranscriptStore, pageCondition: () => Condition | null) {
    this.#store = store;
    this.#pageCondition = pageCondition;
  }

  get current(): Condition | null {
    return this.#store.current.topic;
  }

  /** The page's condition, where another one is talked of and the visitor has not said which is meant. */
  get question(): Condition | null {
    const page = this.#pageCondition();
    const { topic, settledPage } = this.#store.current;
    return page && topic && page.slug !== topic.slug && page.slug !== settledPage ? page : null;
  }

  choose(topic: Condition | null): void {
    this.#store.update({ topic, settledPage: this.#pageCondition()?.slug ?? null });
  }

  /** Takes the page's condition where nothing else is talked of, and tells whether it did; else `question` asks. */
  followPage(): boolean {
    const page = this.#pageCondition();
    const { topic, settledPage, entries } = this.#store.current;
    if (!page || page.slug === settledPage) return false;
    if (topic && topic.slug !== page.slug && entries.length) return false;
    this.#store.update({ topic: page, settledPage: page.slug });
    return true;
  }

  /** Follows the assistant where it speaks of another condition. */
  followTurns(turns: readonly Turn[]): void {
    const topic = turns.filter(({ author }) => author === "bot").at(-1)?.condition;
    if (topic) this.#store.update({ topic: { slug: topic.slug, name: topic.name }, toldTopic: topic.slug });
  }

  /** Returns what the next message tells the server, where that takes another condition for the topic. */
  forNextMessage(): { condition?: string } {
    const slug = this.current?.slug ?? null;
    if (slug === this.#store.current.toldTopic) return {};
    this.#store.update({ toldTopic: slug });
    return { condition: slug ?? "" };
  }

  reset(): void {
    this.#store.update({ topic: null, toldTopic: null, settledPage: null });
    this.followPage();
  }
}

/** Shows the topic with a button that ends it. */
export function topicChip(
  topic: Condition | null,
  { texts }: ViewContext,
  choose: (topic: Condition | null) => void,
): TemplateResult | null {
  if (!topic) return null;
  return html`
    <p class="topic">
      <span class="topic-name">${texts.topic} <b>${topic.name}</b></span>
      ${iconButton("drop", texts.dropTopic(topic.name), closeIcon, () => choose(null))}
    </p>
  `;
}

/** Asks which condition is meant on a page of another one than is talked of. */
export function topicQuestion(
  page: Condition | null,
  current: Condition | null,
  { texts }: ViewContext,
  choose: (topic: Condition) => void,
): TemplateResult | null {
  if (!page || !current) return null;
  return html`
    <div class="bar topic-question" role="group" aria-label=${texts.pageTopic(page.name)}>
      <p>${texts.pageTopic(page.name)}</p>
      <button class="chip" @click=${() => choose(page)}>${texts.pageTopicYes}</button>
      <button class="chip quiet" @click=${() => choose(current)}>${texts.pageTopicNo(current.name)}</button>
    </div>
  `;
}
