/** What a member can do with one message. */

import { confirm, ask } from "./dialog.js";
import { FLAGS, messageText, preview } from "./message.js";
import { openMenu } from "./menu.js";
import { beginning, localised } from "./wording.js";
import { say } from "./words.js";

const SIGNS = [
  ["👍", say("Thumbs up")],
  ["👎", say("Thumbs down")],
  ["❤️", say("Heart")],
  ["👀", say("Eyes")],
];
const MESSAGE_MENU = 3;
const THREAD_NAME_LIMIT = 100;
const OFFERED_NAME_LENGTH = 60;

export class MessageDeeds {
  constructor(place, message) {
    Object.assign(this, { place, app: place.app, message });
    this.act = {
      press: (customId, control) => this.#interact("press", { custom_id: customId }, control),
      choose: (customId, values, control) =>
        this.#interact("choose", { custom_id: customId, values }, control),
      entities: (kind, types) => this.app.pickable(place.channelId, kind, types),
    };
  }

  get #target() {
    return { channel: this.place.channelId, message: this.message.id };
  }

  get canSend() {
    return this.place.may.send;
  }

  get #own() {
    return this.message.author.id === this.app.store.me.id;
  }

  jump = (id) => this.place.jump(id);
  dismiss = () => this.app.requests.attempt("delete", this.#target);
  openThread = (id) => this.app.navigation.openThread(id);
  reply = () => this.place.composer.reply(this.message);

  /** Tell the bot; the control shows that it waits, and a note under the message what went wrong. */
  async #interact(op, fields, control) {
    const { store } = this.app;
    if (control.getAttribute("aria-busy") === "true") return;
    store.note(this.place.channelId, this.message.id, null);
    control.setAttribute("aria-busy", "true");
    this.place.log.expected = true;
    const fault = await this.app.requests.interact(op, { ...this.#target, ...fields });
    control.removeAttribute("aria-busy");
    if (fault)
      store.note(
        this.place.channelId,
        this.message.id,
        fault.silent ? say("This interaction failed") : fault.message,
      );
  }

  react = (emoji, mine) =>
    this.app.requests.attempt(mine ? "unreact" : "react", { ...this.#target, emoji: emoji.name });

  /** Open the message's menu at `anchor`, a point or a control. */
  menu = async ({ anchor, back = anchor }) => {
    const commands = (await this.app.requests.commands(this.place.channelId)).filter(
      ({ type }) => type === MESSAGE_MENU,
    );
    openMenu({
      label: say("Message menu"),
      at: anchor,
      back: back instanceof Element ? back : null,
      groups: [this.#signs(), this.#basics(), this.#apps(commands), this.#removal()],
    });
  };

  get #lasting() {
    return !(this.message.flags & FLAGS.ephemeral);
  }

  #signs() {
    const mine = new Set(
      (this.message.reactions ?? []).filter((one) => one.me).map((one) => one.emoji.name),
    );
    const entries = SIGNS.map(([sign, name]) => ({
      label: sign,
      name: say("React: {name}", { name }),
      run: () => this.react({ name: sign }, mine.has(sign)),
    }));
    return { signs: true, entries: this.#lasting && this.place.may.react ? entries : [] };
  }

  #basics() {
    const entries = [];
    if (this.#lasting && this.canSend)
      entries.push({ label: say("Reply"), icon: "reply", run: this.reply });
    if (this.#own)
      entries.push({
        label: say("Edit message"),
        icon: "edit",
        run: () => this.place.composer.edit(this.message),
      });
    if (this.#lasting && this.place.may.thread) entries.push(this.#threadEntry());
    entries.push({ label: say("Copy text"), icon: "copy", run: () => this.#copy() });
    return { entries };
  }

  #threadEntry() {
    const { thread } = this.message;
    if (thread)
      return { label: say("Open thread"), icon: "branch", run: () => this.openThread(thread.id) };
    return { label: say("Create thread"), icon: "branch", run: () => this.#createThread() };
  }

  async #createThread() {
    const suggestion = beginning(preview(this.message, this.place.scene), OFFERED_NAME_LENGTH);
    const name = await ask({
      title: say("Create a thread"),
      label: say("Name of the thread"),
      value: suggestion,
      limit: THREAD_NAME_LIMIT,
      action: say("Create"),
    });
    const thread = name && (await this.app.requests.attempt("thread", { ...this.#target, name }));
    if (!thread) return;
    this.app.store.apply({ t: "THREAD_CREATE", d: thread }); // the event itself may come after the answer
    await this.app.navigation.openThread(thread.id);
  }

  #apps(commands) {
    const entries = this.#lasting
      ? commands.map((command) => ({
          label: localised(command, "name"),
          icon: "bot",
          run: () => this.#useMenu(command.name),
        }))
      : [];
    return { label: say("Apps"), entries };
  }

  async #useMenu(name) {
    this.place.log.expected = true;
    const fault = await this.app.requests.interact("menu", {
      channel: this.place.channelId,
      name,
      target: this.message.id,
    });
    if (fault)
      this.app.notices.alert(fault.silent ? say("The application did not respond") : fault.message);
  }

  #removal() {
    if (!this.#lasting)
      return { entries: [{ label: say("Dismiss message"), icon: "close", run: this.dismiss }] };
    return {
      entries:
        this.#own || this.place.may.manage
          ? [
              {
                label: say("Delete message"),
                icon: "trash",
                danger: true,
                run: this.remove,
              },
            ]
          : [],
    };
  }

  /** Delete the message, once that is confirmed; resolves to whether it was deleted. */
  remove = async () => {
    const sure = await confirm({
      title: say("Delete this message?"),
      text: say("It is removed for everyone."),
      action: say("Delete"),
    });
    return sure && (await this.app.requests.attempt("delete", this.#target)) !== null;
  };

  async #copy() {
    try {
      await navigator.clipboard.writeText(messageText(this.message));
      this.app.notices.announce(say("Copied"), { show: true });
    } catch {
      this.app.notices.alert(say("The browser did not allow copying."));
    }
  }
}
