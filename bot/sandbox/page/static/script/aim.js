/** What the message being written is for: by itself, in reply to another, or in place of one's own. */

import { element, icon, iconButton } from "./dom.js";
import { say, sayNodes } from "./words.js";

export class Aim {
  /** `nameOf(user)` names an author; `onCancel` is called by the bar's own button. */
  constructor({ nameOf, onCancel, onChange }) {
    Object.assign(this, { nameOf, onCancel, onChange });
    this.node = element("div", { class: "composer-above" });
    this.clear();
  }

  get free() {
    return this.replied === null && this.edited === null;
  }

  clear() {
    this.#set(null, null);
  }

  reply(message, ping = true) {
    this.ping = ping;
    this.#set(message, null);
  }

  edit(message) {
    this.#set(null, message);
  }

  #set(replied, edited) {
    this.replied = replied;
    this.edited = edited;
    this.#show();
  }

  #show() {
    const cancel = iconButton("close", say("Cancel"), { on: { click: () => this.onCancel() } });
    if (this.replied)
      this.node.replaceChildren(icon("reply"), this.#replyLine(), this.#pingSwitch(), cancel);
    else if (this.edited)
      this.node.replaceChildren(
        icon("edit"),
        element("span", {}, say("Editing your message")),
        cancel,
      );
    else this.node.replaceChildren();
  }

  #replyLine() {
    const name = element("b", {}, element("bdi", {}, this.nameOf(this.replied.author)));
    return element("span", {}, ...sayNodes(say("Replying to {name}"), { name }));
  }

  #pingSwitch() {
    const toggle = () => {
      this.ping = !this.ping;
      this.#show();
      this.onChange();
    };
    return element(
      "button",
      {
        type: "button",
        class: "text-button",
        "aria-pressed": String(this.ping),
        "aria-label": say("Mention the author"),
        on: { click: toggle },
      },
      this.ping ? say("@ on") : say("@ off"),
    );
  }
}
