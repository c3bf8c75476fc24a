/** The widget of RareGuide as a module. */

export interface Options {
  /** Address of the RareGuide server, such as "https://chat.example.org". */
  readonly server: string;
  /** What the button and the panel are called. */
  readonly title?: string;
  /** The first words; a blank line begins a paragraph. */
  readonly greeting?: string;
  readonly position?: "left" | "right";
  /** Language of the buttons and labels: English or Spanish; else that of the page. */
  readonly lang?: string;
  /** Else that of the page. */
  readonly dir?: "ltr" | "rtl";
  /** "auto" follows the visitor's system. */
  readonly theme?: "auto" | "light" | "dark";
  /** Where the conversation is kept: with the tab (default), on the device, or not at all past the page. */
  readonly storage?: "session" | "local" | "none";
  /** "on" shows buttons for speaking and listening where the browser has them. */
  readonly speech?: "on";
  /** Slug of the condition that the page is about, such as "marfan-syndrome". */
  readonly condition?: string;
  /** Address of a picture for the head of the panel. */
  readonly logo?: string;
}

/** What happens in the widget. None carries what was said. */
export interface Events {
  readonly open: Record<string, never>;
  readonly close: Record<string, never>;
  readonly ask: Record<string, never>;
  /** `kind` as in the turn contract; `condition` is a slug. */
  readonly turn: { readonly kind: string; readonly condition: string | null };
}

/** Puts the widget on the page; returns what takes it away again. */
export function mount(options: Options): () => void;
export function open(): void;
export function close(): void;
/** Opens the panel and asks, as if the visitor had typed it. */
export function ask(question: string): void;
/** Calls a listener whenever something happens; returns what takes it off again. */
export function on<Name extends keyof Events>(name: Name, listener: (detail: Events[Name]) => void): () => void;
export const version: string;

declare global {
  interface Window {
    /** There once the script of the widget has run. */
    RareGuide?: {
      readonly version: string;
      open(): void;
      close(): void;
      ask(question: string): void;
      on: typeof on;
      mount: typeof mount;
    };
  }
}
