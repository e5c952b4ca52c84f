/** Suggestions under what is being written: a list that the arrows move through while the focus stays in the text. */

import { element, freshId } from "./dom.js";
import { say, sayCount } from "./words.js";

/**
 * Tied to one text field. `find()` returns, or resolves to, {title, options: [{label, detail?, hint?, take}],
 * empty?} or null; `take()` puts the suggestion in place. The list is shown in `host`. `isDone(option)`: whether
 * Enter, where the list has not been moved through, is meant for more than the suggestion.
 */
export class Completion {
  #asked = 0;
  #said = "";
  #moved = false;
  #behind = false; // whether the list is that of other words than now stand there

  constructor(input, { find, host, announce, waitMs = 0, isDone = () => false }) {
    Object.assign(this, { input, find, announce, waitMs, isDone, options: [], active: 0 });
    this.id = freshId("suggestions");
    this.list = element("ul", { id: this.id, role: "listbox", "aria-label": say("Suggestions") });
    this.heading = element("div", { class: "completion-title", "aria-hidden": "true" });
    this.node = element("div", { class: "completion", hidden: true }, this.heading, this.list);
    host.append(this.node);
    for (const [name, value] of [
      ["aria-autocomplete", "list"],
      ["aria-controls", this.id],
    ])
      input.setAttribute(name, value);
    input.addEventListener("input", () => this.refresh());
    input.addEventListener("blur", () => this.close());
    // Capturing: the list comes before whatever the field itself does with Enter and Escape.
    input.addEventListener("keydown", (event) => this.keydown(event), { capture: true });
  }

  get open() {
    return !this.node.hidden;
  }

  /** Look anew; an answer that comes after a later question is dropped. */
  async refresh() {
    this.#asked += 1;
    const asked = this.#asked;
    this.#behind = true;
    this.#moved = false;
    if (this.waitMs > 0) await this.#pause();
    if (asked !== this.#asked) return;
    const found = await this.find();
    if (asked === this.#asked) this.#show(found);
  }

  #pause() {
    return new Promise((resolve) => {
      setTimeout(resolve, this.waitMs);
    });
  }

  close() {
    this.#asked += 1;
    this.#show(null);
  }

  #show(found) {
    const options = found?.options ?? [];
    const shown = options.length > 0 || Boolean(found?.empty);
    this.options = options;
    this.#behind = false;
    this.#moved = false;
    this.node.hidden = !shown;
    this.heading.textContent = heading(found);
    this.list.replaceChildren(...options.map((option, index) => this.#row(option, index)));
    // A text box of several lines is no combobox and may not be said to be expanded; the announcement tells.
    if (this.input.role === "combobox")
      this.input.setAttribute("aria-expanded", String(options.length > 0));
    this.#tell(options.length > 0 ? counted(options.length) : this.heading.textContent);
    if (options.length === 0) this.input.removeAttribute("aria-activedescendant");
    else this.#move(0);
  }

  /** Say once what the list has come to; it is not said again at each key that leaves it so. */
  #tell(words) {
    if (words !== "" && words !== this.#said) this.announce(words);
    this.#said = words;
  }

  #row(option, index) {
    return element(
      "li",
      {
        id: `${this.id}-${index}`,
        role: "option",
        "aria-selected": "false",
        on: {
          mousedown: (event) => event.preventDefault(),
          click: () => this.#take(index),
          mousemove: () => this.#move(index),
        },
      },
      option.sign ?? null,
      element("span", { class: "completion-label" }, element("bdi", {}, option.label)),
      option.detail ? element("span", { class: "completion-detail" }, option.detail) : null,
      option.hint ? element("span", { class: "completion-hint" }, option.hint) : null,
    );
  }

  #move(index) {
    const rows = this.list.children;
    if (rows.length === 0) return;
    rows[this.active]?.setAttribute("aria-selected", "false");
    this.active = (index + rows.length) % rows.length;
    rows[this.active].setAttribute("aria-selected", "true");
    rows[this.active].scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", rows[this.active].id);
  }

  #take(index) {
    const option = this.options[index];
    this.close();
    option.take();
  }

  keydown(event) {
    if (!this.open || event.isComposing) return;
    const done = event.key === "Enter" && !this.#moved && this.#isDone();
    if (done) this.close();
    if (done || !this.#used(event)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  /** Whether Enter is meant for the field: also where a list that is waited for is not yet that of its words. */
  #isDone() {
    return (this.waitMs > 0 && this.#behind) || this.isDone(this.options[this.active]);
  }

  /** Do what a key is for in the list; whether it is for anything there. */
  #used({ key, shiftKey }) {
    if (key === "Escape") {
      this.close();
      return true;
    }
    const deeds = {
      ArrowDown: () => this.#step(1),
      ArrowUp: () => this.#step(-1),
      ...(shiftKey
        ? {}
        : { Enter: () => this.#take(this.active), Tab: () => this.#take(this.active) }),
    };
    if (this.options.length === 0 || !(key in deeds)) return false;
    deeds[key]();
    return true;
  }

  #step(by) {
    this.#move(this.active + by);
    this.#moved = true;
  }
}

const counted = (count) =>
  sayCount("{count} suggestion. Use the arrows.", "{count} suggestions. Use the arrows.", count);

/** What stands over the suggestions, or in their place where there are none. */
function heading(found) {
  return found?.options?.length > 0 ? found.title : (found?.empty ?? "");
}
