/** Tells scripts of the site what happens in the widget. */

/**
 * What happens. None carries what was said: scripts of a site often report to others, and a question about one's
 * health is nobody else's.
 */
export interface Events {
  readonly open: Record<string, never>;
  readonly close: Record<string, never>;
  readonly ask: Record<string, never>;
  /** `condition` is a slug. */
  readonly turn: { readonly kind: string; readonly condition: string | null };
}

export type Listener<Name extends keyof Events> = (detail: Events[Name]) => void;

const listeners = new Map<keyof Events, Set<Listener<never>>>();

/** Calls a listener whenever something happens; returns what takes it off again. */
export function on<Name extends keyof Events>(name: Name, listener: Listener<Name>): () => void {
  const known = listeners.get(name) ?? new Set();
  listeners.set(name, known.add(listener as Listener<never>));
  return () => known.delete(listener as Listener<never>);
}

/** Calls the listeners; one that fails must not take the conversation with it. */
export function emit<Name extends keyof Events>(name: Name, detail: Events[Name]): void {
  for (const listener of listeners.get(name) ?? []) {
    try {
      (listener as Listener<Name>)(detail);
    } catch (problem) {
      reportError(problem);
    }
  }
}
