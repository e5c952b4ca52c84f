/**
 * A select menu: a button that opens a list. One choice takes effect at once; where several may be
 * chosen, they do when the list closes. The focus stays on the button; arrows move through the list.
 */

import { element, freshId, icon } from "./dom.js";

/**
 * options: [{label, value, description?, emoji?, default?}]; least and most: how many may be chosen;
 * `tied`: further attributes of the button, by which a form has it.
 * `onChoose(values)` is called once for each new choice. Returns {node, values()}.
 */
export class Picker {
  constructor({
    label,
    placeholder,
    options,
    least = 1,
    most = 1,
    disabled = false,
    customId = null,
    tied = {},
    onChoose,
  }) {
    Object.assign(this, { options, least, most, onChoose, placeholder });
    this.chosen = new Set(options.filter((option) => option.default).map((option) => option.value));
    this.active = 0;
    this.listId = freshId("list");
    this.caption = element("span", { class: "picker-caption" });
    this.button = element(
      "button",
      {
        type: "button",
        class: "picker",
        role: "combobox",
        "aria-haspopup": "listbox",
        "aria-expanded": "false",
        "aria-controls": this.listId,
        "aria-label": label || placeholder,
        disabled,
        "data-custom-id": customId,
        ...tied,
        on: {
          click: () => this.toggle(),
          keydown: (event) => this.keydown(event),
          blur: () => this.close(),
        },
      },
      this.caption,
      icon("chevron"),
    );
    this.list = element("ul", {
      id: this.listId,
      class: "picker-list",
      role: "listbox",
      hidden: true,
      "aria-label": label || placeholder,
    });
    if (most > 1) this.list.setAttribute("aria-multiselectable", "true");
    this.node = element("div", { class: "picker-frame" }, this.button, this.list);
    this.showCaption();
  }

  values() {
    return this.options.map((option) => option.value).filter((value) => this.chosen.has(value));
  }

  get open() {
    return !this.list.hidden;
  }

  showCaption() {
    const labels = this.options
      .filter((option) => this.chosen.has(option.value))
      .map((option) => option.label);
    this.caption.textContent = labels.length > 0 ? labels.join(", ") : this.placeholder;
    this.caption.classList.toggle("empty", labels.length === 0);
  }

  toggle() {
    if (this.open) this.close();
    else this.show();
  }

  show() {
    this.before = JSON.stringify(this.values());
    this.list.replaceChildren(...this.options.map((option, index) => this.row(option, index)));
    this.list.hidden = false;
    this.#place();
    this.button.setAttribute("aria-expanded", "true");
    this.move(
      Math.max(
        0,
        this.options.findIndex((option) => this.chosen.has(option.value)),
      ),
    );
  }

  /** Above the button where there is no room below it and more above. */
  #place() {
    this.list.classList.remove("above");
    const frame = (this.node.closest(".log, dialog") ?? document.body).getBoundingClientRect();
    const button = this.button.getBoundingClientRect();
    const below = frame.bottom - button.bottom;
    this.list.classList.toggle(
      "above",
      below < this.list.offsetHeight && button.top - frame.top > below,
    );
  }

  close({ cancel = false } = {}) {
    if (!this.open) return;
    this.list.hidden = true;
    this.button.setAttribute("aria-expanded", "false");
    this.button.removeAttribute("aria-activedescendant");
    if (cancel || this.chosen.size < this.least) this.chosen = new Set(JSON.parse(this.before));
    this.showCaption();
    if (JSON.stringify(this.values()) !== this.before) this.onChoose?.(this.values());
  }

  row(option, index) {
    return element(
      "li",
      {
        id: `${this.listId}-${index}`,
        role: "option",
        class: "picker-option",
        "aria-selected": String(this.chosen.has(option.value)),
        // A press must not take the focus from the button, or the list would close before the click.
        on: {
          mousedown: (event) => event.preventDefault(),
          click: () => this.choose(index),
          mousemove: () => this.move(index),
        },
      },
      option.emoji ? element("span", { class: "emoji" }, option.emoji) : null,
      element(
        "span",
        { class: "picker-text" },
        element("span", { class: "picker-label" }, option.label),
        option.description
          ? element("span", { class: "picker-description" }, option.description)
          : null,
      ),
    );
  }

  move(index) {
    const rows = this.list.children;
    if (rows.length === 0) return;
    rows[this.active]?.classList.remove("active");
    this.active = (index + rows.length) % rows.length;
    rows[this.active].classList.add("active");
    rows[this.active].scrollIntoView({ block: "nearest" });
    this.button.setAttribute("aria-activedescendant", rows[this.active].id);
  }

  choose(index) {
    const { value } = this.options[index];
    if (this.most === 1) {
      const emptied = this.least === 0 && this.chosen.has(value);
      this.chosen = new Set(emptied ? [] : [value]);
      this.close();
      return;
    }
    if (this.chosen.has(value)) this.chosen.delete(value);
    else if (this.chosen.size < this.most) this.chosen.add(value);
    this.list.children[index].setAttribute("aria-selected", String(this.chosen.has(value)));
    this.showCaption();
  }

  keydown(event) {
    const moves = {
      ArrowDown: this.active + 1,
      ArrowUp: this.active - 1,
      Home: 0,
      End: this.options.length - 1,
    };
    if (!this.open) {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") this.show();
      else return;
    } else if (event.key in moves) this.move(moves[event.key]);
    else if (event.key === "Enter" || event.key === " ") this.choose(this.active);
    else if (event.key === "Escape") this.close({ cancel: true });
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
