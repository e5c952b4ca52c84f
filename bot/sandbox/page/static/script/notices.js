/** Short words to the member: said to screen readers, or shown for a while. */

import { element, iconButton } from "./dom.js";
import { say } from "./words.js";

const NOTICE_MS = 3_000;
const PROBLEM_MS = 12_000;

export class Notices {
  constructor() {
    this.status = element("div", { class: "visually-hidden", role: "status" });
    this.toasts = element("div", { class: "toasts", role: "alert" });
  }

  /** Say something to screen readers; `show` puts it on the screen as well. */
  announce(text, { show = false } = {}) {
    if (show) this.#toast(text, "toast", NOTICE_MS);
    this.status.textContent = "";
    // Emptied first: the same words said again are a change, too.
    requestAnimationFrame(() => (this.status.textContent = text));
  }

  /** Show what went wrong. */
  alert(text) {
    this.#toast(text, "toast problem", PROBLEM_MS);
  }

  #toast(text, className, forMs) {
    const dismiss = iconButton("close", say("Dismiss"), { on: { click: () => toast.remove() } });
    const toast = element("div", { class: className }, element("span", {}, text), dismiss);
    this.toasts.append(toast);
    setTimeout(() => toast.remove(), forMs);
  }
}
