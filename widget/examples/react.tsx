/** The widget in a React application: put `<RareGuideWidget />` once beside the routes. */

import { useEffect } from "react";
import { mount, type Options } from "rareguide-widget";

export function RareGuideWidget({ server, condition }: Pick<Options, "server" | "condition">): null {
  // Mounted again when another page, and so perhaps another condition, is shown; the conversation goes on.
  useEffect(() => mount({ server, ...(condition ? { condition } : {}) }), [server, condition]);
  return null;
}
