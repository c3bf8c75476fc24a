/** Decides which addresses may become links. */

const ALLOWED = /^(?:https?:\/\/[^\s/]|mailto:[^\s]|tel:[+\d])/i;

/**
 * Returns an address that may be a link (http, https, mailto, tel), or null. Browsers drop control characters and
 * white space from addresses, so one that holds any is refused rather than read differently from how they would.
 */
export function safeAddress(address: string | null | undefined): string | null {
  const trimmed = address?.trim() ?? "";
  return ALLOWED.test(trimmed) && !/[\u0000-\u0020\u007f]/.test(trimmed) ? trimmed : null;
}

/** Returns the `tel:` address of a telephone number as people write it, or null when it has no digits. */
export function telephoneAddress(number: string): string | null {
  // Of "555-0100 ext. 2" only what stands before the words can be dialled without knowing the exchange.
  const digits = /[+\d][\d\s().\-/]*/.exec(number)?.[0].replace(/[^+\d]/g, "");
  return digits ? `tel:${digits}` : null;
}
