/** As much of Vue as the example needs, so that it can be checked without Vue being installed. */
export function onUnmounted(done: () => void): void;
export function watchEffect(effect: () => void): () => void;
