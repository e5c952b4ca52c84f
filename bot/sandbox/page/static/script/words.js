/** What the page says, in the language of who looks at it. The English stands where it is said. */

import { direction, language, words } from "./catalogue.js";

const KINDS = new Intl.PluralRules(language);
const NUMBERS = new Intl.NumberFormat(language);

/** A sentence; `values` stand for the names in braces. */
export function say(english, values = {}) {
  return filled(words[english] ?? english, values);
}

/** A sentence about `count` of something: `one` of one, `many` of any other number in English. */
export function sayCount(one, many, count, values = {}) {
  const kind = KINDS.select(count);
  const forms = words[one] ?? { one, other: many };
  return filled(forms[kind] ?? forms.other, { count: NUMBERS.format(count), ...values });
}

/** A sentence with nodes in the place of the names in braces, as text and nodes in their order. */
export function sayNodes(sentence, nodes) {
  return sentence.split(/\{(\w+)\}/).map((part, place) => (place % 2 ? nodes[part] : part));
}

/** Where words run from right to left, what is put between them keeps a direction of its own. */
function filled(sentence, values) {
  const [opens, closes] = direction === "rtl" ? ["\u2068", "\u2069"] : ["", ""];
  return sentence.replaceAll(/\{(\w+)\}/g, (whole, name) =>
    name in values ? `${opens}${values[name]}${closes}` : whole,
  );
}
