/**
 * The looks. Everything is set on the host anew and as important, as else the page's own rules for all elements
 * would win; sizes are in em of the visitor's own text size, as the page may have changed what a rem is.
 */

import { controls, forcedColours, tools } from "./controls";
import { first } from "./first";
import { basics, colours, host } from "./frame";
import { messages } from "./messages";
import { launcher, menu, panel, small } from "./panel";
import { finePrint, sections } from "./sections";

export const styles = [
  host,
  colours,
  basics,
  launcher,
  panel,
  menu,
  first,
  messages,
  sections,
  finePrint,
  controls,
  tools,
  small,
  forcedColours,
];
