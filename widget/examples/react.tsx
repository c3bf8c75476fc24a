/** The widget in a React application: put `<RareGuideWidget />` once beside the routes. */

import { useEffect, useRef } from "react";
import { mount, type Options } from "rareguide-widget";

export function RareGuideWidget({ server, condition }: Pick<Options, "server" | "condition">): null {
  // Mounting again tells the widget of another page; panel, conversation and half-typed text stay.
  const takeAway = useRef<() => void>(() => undefined);
  useEffect(() => {
    takeAway.current = mount({ server, ...(condition ? { condition } : {}) });
  }, [server, condition]);
  useEffect(() => () => takeAway.current(), []);
  return null;
}
