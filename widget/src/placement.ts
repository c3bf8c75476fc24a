/** Where the panel stands: beside the page on a large screen, over the whole of a small one. */

import type { ViewHost } from "./view-context";

/** Also a large screen that is enlarged four times; `styles/panel.ts` has the same condition. */
const FILLS_SCREEN = "(max-width: 30em), (max-height: 26em)";
/** Between a question and the upper edge of the messages. */
const GAP_PX = 12;

export class Placement {
  readonly #host: ViewHost;
  readonly #screen = matchMedia(FILLS_SCREEN);

  constructor(host: ViewHost) {
    this.#host = host;
  }

  get fillsScreen(): boolean {
    return this.#screen.matches;
  }

  connect(): void {
    this.#screen.addEventListener("change", this.#fitScreen);
  }

  disconnect(): void {
    this.#screen.removeEventListener("change", this.#fitScreen);
  }

  /** Brings the dialog into the state that is asked for. */
  show(isOpen: boolean): void {
    const dialog = this.#dialog;
    if (!dialog || dialog.open === isOpen) return;
    if (!isOpen) dialog.close();
    else if (this.fillsScreen) dialog.showModal();
    // Unlike `show()`, the attribute leaves the focus where it is: after a reload that is the page.
    else dialog.setAttribute("open", "");
  }

  /** Moves the focus to the text box; on a touch screen to the messages, which the keyboard would cover. */
  focusQuestion(): void {
    const isTouch = matchMedia("(pointer: coarse)").matches;
    this.#host.find(isTouch ? ".log" : "#question")?.focus({ preventScroll: true });
  }

  /** Shows the end, or the newest question at the top, so that a long answer is read from its beginning. */
  scrollTo(goal: "question" | "end"): void {
    const log = this.#host.find(".log");
    const question = [...(log?.querySelectorAll<HTMLElement>(".visitor") ?? [])].at(-1);
    log?.scrollTo({ top: goal === "end" ? log.scrollHeight : (question?.offsetTop ?? 0) - GAP_PX });
  }

  get #dialog(): HTMLDialogElement | null {
    return this.#host.find<HTMLDialogElement>("dialog");
  }

  readonly #fitScreen = (): void => {
    const dialog = this.#dialog;
    if (!dialog?.open) return;
    const focused = this.#host.find(":focus");
    dialog.close();
    this.show(true);
    focused?.focus();
  };
}
