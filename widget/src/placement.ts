/** Where the panel stands: beside the page on a large screen, over the whole of a small one. */

import type { ViewHost } from "./view-context";

/** Also a large screen that is enlarged four times; `styles/panel.ts` has the same condition. */
const FILLS_SCREEN = "(max-width: 30em), (max-height: 26em)";
/** As at 400 % zoom, where chips scroll with the messages; `styles/panel.ts` has the same condition. */
const IS_LOW = "(max-height: 26em)";
/** How near the end counts as being there. */
const AT_END_PX = 40;
/** Between a question and the upper edge of the messages. */
const GAP_PX = 12;

export type ScrollGoal = "question" | "form" | "end";

export class Placement {
  readonly #host: ViewHost;
  readonly #screen = matchMedia(FILLS_SCREEN);
  readonly #low = matchMedia(IS_LOW);

  constructor(host: ViewHost) {
    this.#host = host;
  }

  get fillsScreen(): boolean {
    return this.#screen.matches;
  }

  get isLow(): boolean {
    return this.#low.matches;
  }

  /** Tells whether the end of the messages is in sight. */
  get isAtEnd(): boolean {
    const log = this.#host.find(".log");
    return !log || log.scrollHeight - log.scrollTop - log.clientHeight < AT_END_PX;
  }

  connect(): void {
    this.#screen.addEventListener("change", this.#fitScreen);
    this.#low.addEventListener("change", this.#lowChanged);
  }

  disconnect(): void {
    this.#screen.removeEventListener("change", this.#fitScreen);
    this.#low.removeEventListener("change", this.#lowChanged);
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

  /** Moves the focus to where is typed; on a touch screen to the messages, which the keyboard would cover. */
  focusQuestion(box = "#question"): void {
    const isTouch = matchMedia("(pointer: coarse)").matches;
    this.#host.find(isTouch ? ".log" : box)?.focus({ preventScroll: true });
  }

  /** Shows the end, or the newest question or the form at the top, so that what is long is read from its beginning. */
  scrollTo(goal: ScrollGoal): void {
    const log = this.#host.find(".log");
    const begins = [...(log?.querySelectorAll<HTMLElement>(goal === "form" ? ".request" : ".visitor") ?? [])].at(-1);
    // Where there is room for one of them, the answer is shown and not the question.
    const shown = (this.isLow && goal === "question" ? begins?.parentElement?.nextElementSibling?.querySelector<HTMLElement>(".turn") : null) ?? begins;
    log?.scrollTo({ top: goal === "end" ? log.scrollHeight : (shown?.offsetTop ?? 0) - GAP_PX });
  }

  readonly #lowChanged = (): void => this.#host.requestUpdate();

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
