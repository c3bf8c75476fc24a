/** Makes ids of messages. */

/** Returns 128 random bits; not by `crypto.randomUUID`, which plain-http sites do not have. */
export function newMessageId(): string {
  const parts = crypto.getRandomValues(new Uint32Array(4));
  return Array.from(parts, (part) => part.toString(16).padStart(8, "0")).join("");
}
