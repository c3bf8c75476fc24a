/** Bundles the examples for applications into pages that a test opens: node build_examples.mjs <folder of the widget>. */
import { createRequire } from "node:module";
import { join } from "node:path";

const [widget] = process.argv.slice(2);
const { build } = createRequire(join(widget, "package.json"))("esbuild");
const ENTRIES = {
  react: `
    import { createElement, useState } from "react";
    import { createRoot } from "react-dom/client";
    import { RareGuideWidget } from "./react";
    function App() {
      const [condition, go] = useState(undefined);
      window.go = go;
      return createElement(RareGuideWidget, { server: location.origin, condition });
    }
    createRoot(document.getElementById("app")).render(createElement(App));`,
  vue: `
    import { createApp, h, ref } from "vue";
    import { useRareGuide } from "./vue";
    const condition = ref(undefined);
    window.go = (slug) => (condition.value = slug);
    const setup = () => (useRareGuide(location.origin, () => condition.value), () => h("p"));
    createApp({ setup }).mount("#app");`,
};
for (const [name, contents] of Object.entries(ENTRIES)) {
  await build({
    absWorkingDir: widget,
    stdin: { contents, resolveDir: join(widget, "examples") },
    alias: { "rareguide-widget": join(widget, "module.mjs"), vue: "@vue/runtime-dom" },
    define: { "process.env.NODE_ENV": '"production"' },
    bundle: true,
    minify: true,
    jsx: "automatic",
    outfile: join(widget, "examples", `${name}.built.js`),
    logLevel: "warning",
  });
}
