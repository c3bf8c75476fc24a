/** The widget in a Vue application: `useRareGuide(server, () => route.params.condition)` in the root component. */

import { mount } from "rareguide-widget";
import { onUnmounted, watchEffect } from "vue";

export function useRareGuide(server: string, condition: () => string | undefined): void {
  let takeAway = (): void => undefined;
  // Mounting again tells the widget of another page; panel, conversation and half-typed text stay.
  watchEffect(() => {
    const slug = condition();
    takeAway = mount({ server, ...(slug ? { condition: slug } : {}) });
  });
  onUnmounted(() => takeAway());
}
