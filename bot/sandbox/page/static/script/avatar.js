/** A person's sign: their initials on one of a few quiet colours; bots carry a drawn one. */

import { element, icon } from "./dom.js";

const COLOURS = 6;

/** `size` is "small", "medium" or "large". Hidden from screen readers: the name stands beside it. */
export function avatar(user, name, size = "medium") {
  const colour = Number(BigInt(user.id) % BigInt(COLOURS));
  const sign = user.bot ? icon("bot") : initials(name);
  return element(
    "span",
    { class: `avatar ${size} ${user.bot ? "bot" : `tone-${colour}`}`, "aria-hidden": "true" },
    sign,
  );
}

export function initials(name) {
  const words = name.split(/\s+/).filter(Boolean);
  return words
    .slice(0, 2)
    .map((word) => [...word][0].toUpperCase())
    .join("");
}
