/** As much of React as the example needs, so that it can be checked without React's types being installed. */
export function useEffect(effect: () => void | (() => void), dependencies?: readonly unknown[]): void;
export function useRef<Value>(first: Value): { current: Value };
