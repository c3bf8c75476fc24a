/** Speaking and listening, where the site wants it and the browser can. Neither is ever needed. */

import type { TemplateResult } from "lit/html.js";

import { iconButton, microphoneIcon, speakerIcon } from "./icons";
import type { Texts } from "./texts";
import type { ViewContext, ViewHost } from "./view-context";

interface Recognition extends EventTarget {
  lang: string;
  interimResults: boolean;
  start(): void;
  stop(): void;
}

interface Heard extends Event {
  readonly results: ArrayLike<ArrayLike<{ readonly transcript: string }>>;
}

type Recognisers = Partial<Record<"SpeechRecognition" | "webkitSpeechRecognition", new () => Recognition>>;

export class Speech {
  readonly #host: ViewHost;
  readonly #Recognition = (window as Recognisers).SpeechRecognition ?? (window as Recognisers).webkitSpeechRecognition;
  #listening: Recognition | null = null;
  /** The turn that is being read aloud. */
  #read: string | null = null;

  constructor(host: ViewHost) {
    this.#host = host;
  }

  /** Shows the button that fills the text box with what is said; it never sends. */
  microphone({ texts, language }: ViewContext): TemplateResult | null {
    if (!this.#Recognition) return null;
    const label = this.#listening ? texts.stopListening : texts.speak;
    return iconButton("send speak", label, microphoneIcon, () => this.#listen(language), this.#listening !== null);
  }

  /** Shows the button that reads a card as it stands, without the small print. */
  readAloud(turnId: string, texts: Texts): TemplateResult | null {
    if (!("speechSynthesis" in window)) return null;
    const isRead = this.#read === turnId;
    const label = isRead ? texts.stopReading : texts.readAloud;
    const press = ({ currentTarget }: Event): void => this.#toggle(turnId, currentTarget as HTMLElement);
    return iconButton("tool read", label, speakerIcon, press, isRead);
  }

  stop(): void {
    this.#listening?.stop();
    if (this.#read !== null) speechSynthesis.cancel();
    this.#read = null;
  }

  #listen(language: string): void {
    if (this.#listening || !this.#Recognition) return this.#listening?.stop();
    const recognition = new this.#Recognition();
    recognition.lang = language;
    recognition.addEventListener("result", (event) => {
      const words = Array.from((event as Heard).results, (said) => said[0]?.transcript ?? "").join(" ");
      const box = this.#host.find<HTMLTextAreaElement>("#question");
      if (box) box.value = `${box.value} ${words}`.trim();
      box?.focus();
    });
    recognition.addEventListener("end", () => {
      this.#listening = null;
      this.#host.requestUpdate();
    });
    this.#listening = recognition;
    recognition.start();
    this.#host.requestUpdate();
  }

  #toggle(turnId: string, button: HTMLElement): void {
    const isRead = this.#read === turnId;
    this.stop();
    if (!isRead) this.#speak(turnId, button.closest<HTMLElement>(".turn"));
    this.#host.requestUpdate();
  }

  #speak(turnId: string, card: HTMLElement | null): void {
    const parts = card?.querySelectorAll<HTMLElement>(".words:not(.fine-print .words), h3, .body, .date, .old") ?? [];
    const spoken = new SpeechSynthesisUtterance(Array.from(parts, (part) => part.innerText).join("\n"));
    spoken.lang = card?.closest<HTMLElement>("[lang]")?.lang ?? "";
    spoken.addEventListener("end", () => {
      if (this.#read !== turnId) return;
      this.#read = null;
      this.#host.requestUpdate();
    });
    this.#read = turnId;
    speechSynthesis.speak(spoken);
  }
}
