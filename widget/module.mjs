/** The widget as a module, for sites that are built: `import { mount } from "rareguide-widget"`. */

import "./dist/widget.js";

export const { mount, open, close, ask, on, version } = window.RareGuide;
