/** The message box: text with completion, and the way into slash commands. */

import { Aim } from "./aim.js";
import { CommandBar } from "./command.js";
import { Completion } from "./completion.js";
import { element, iconButton } from "./dom.js";
import { suggestions } from "./suggestions.js";
import { Tray } from "./tray.js";
import { addressed, slashCommands, withMentions, withNames } from "./wording.js";
import { say, sayCount } from "./words.js";

const NOTHING = { written: "", replied: null, edited: null, files: [], bar: null };

/** A draft before another of the same channel, which was begun later. */
const joined = (first, later = NOTHING) => ({
  ...first,
  written: first.written + later.written,
  files: [...first.files, ...later.files],
  bar: later.bar,
});

export class Composer {
  #drafts = new Map();
  #draftKey = null;
  #isTooLong = false;
  #underway = new Set();

  /** `place`: the conversation it writes to; see conversation.js. */
  constructor(app, place) {
    Object.assign(this, { app, place, bar: null });
    this.#makeParts();
    this.box = element("div", { class: "composer-box" }, this.tray.list, this.writing);
    this.node = element(
      "form",
      {
        class: "composer",
        "aria-label": say("Write a message"),
        on: { submit: (event) => event.preventDefault() },
      },
      this.suggesting,
      this.aim.node,
      this.box,
      this.refusal,
      this.problem,
      this.tray.picker,
    );
    this.completion = new Completion(this.text, {
      find: () => suggestions(this),
      host: this.suggesting,
      announce: (text) => app.notices.announce(text),
    });
  }

  #makeParts() {
    this.text = element("textarea", {
      rows: 1,
      class: "composer-text",
      spellcheck: "true",
      on: {
        keydown: (event) => this.keydown(event),
        input: () => this.changed(),
        paste: (event) => this.pasted(event),
      },
    });
    this.problem = element("p", { class: "problem", role: "alert" });
    this.suggesting = element("div", { class: "completion-host" });
    this.refusal = element("p", { class: "composer-refusal", hidden: true });
    this.send = iconButton("send", say("Send"), {
      class: "send",
      on: {
        click: () => (this.bar ? this.bar.submit() : this.submit()),
        // It stands beside a command's fields, and where there are none it has the focus.
        keydown: (event) => event.key === "Escape" && this.bar?.keydown(event),
      },
    });
    this.tray = new Tray({
      limit: () => this.app.store.limits.file ?? Infinity,
      onChange: (problem) => this.filesChanged(problem),
    });
    this.aim = new Aim({
      nameOf: (user) => this.place.scene.name(user),
      onCancel: () => this.cancel(),
      onChange: () => this.text.focus(),
    });
    this.writing = element(
      "div",
      { class: "composer-row" },
      this.tray.button,
      this.text,
      this.send,
    );
  }

  /** Turn to another channel, or another member; what was being written is kept for its own. */
  open(channelId, { name, refusal }) {
    const key = `${this.app.store.me.id} ${channelId}`;
    if (this.#draftKey !== key) {
      this.#drafts.set(this.#draftKey, this.#draft);
      this.#draftKey = key;
      this.channelId = channelId;
      this.reset();
      this.#takeUp(this.#drafts.get(key) ?? NOTHING);
    }
    const label = say("Message {name}", { name });
    this.text.setAttribute("aria-label", label);
    this.text.placeholder = label;
    this.box.hidden = Boolean(refusal);
    this.refusal.hidden = !refusal;
    this.refusal.textContent = refusal ?? "";
    this.fitHeight();
  }

  /** What is being written here, with all that goes with it. */
  get #draft() {
    const { replied, edited, ping } = this.aim;
    return {
      written: this.text.value,
      replied,
      edited,
      ping,
      files: this.tray.files,
      bar: this.bar,
    };
  }

  /** Go on with a draft; what was begun meanwhile stays what it is. */
  #takeUp({ written, replied, edited, ping, files, bar }) {
    this.text.value = written + this.text.value;
    if (this.aim.free && replied) this.aim.reply(replied, ping);
    if (this.aim.free && edited) this.aim.edit(edited);
    if (files.length > 0) this.tray.add(files);
    if (bar) this.#openCommand(bar);
    this.fitHeight();
  }

  reset() {
    this.leaveCommand();
    this.aim.clear();
    this.tray.clear();
    this.text.value = "";
    this.problem.textContent = "";
    this.completion.close();
    this.fitHeight();
  }

  focus() {
    if (this.bar) this.bar.focus();
    else if (!this.box.hidden) this.text.focus();
  }

  fitHeight() {
    const { style } = this.text;
    style.setProperty("height", "auto");
    style.setProperty("height", `${Math.min(this.text.scrollHeight, innerHeight / 3)}px`);
    this.send.disabled = !this.bar && this.text.value.trim() === "" && this.tray.empty;
    this.#measure();
  }

  /** What is sent for what is written. */
  get #content() {
    const names = this.app.directory.names(this.channelId);
    return addressed(withMentions(this.text.value.trim(), names), names);
  }

  #measure() {
    const left = (this.app.store.limits.content ?? 2000) - [...this.#content].length;
    this.node.classList.toggle("too-long", left < 0);
    if (left < 0) {
      this.problem.textContent = sayCount(
        "Too long by {count}. Shorten it, or send it in parts.",
        "Too long by {count}. Shorten it, or send it in parts.",
        -left,
      );
    } else if (this.#isTooLong) {
      this.problem.textContent = "";
    }
    this.#isTooLong = left < 0;
  }

  changed() {
    this.fitHeight();
    this.app.requests.typing(this.channelId);
    const typed = this.text.value.match(/^\/(.+) $/);
    if (typed) this.startCommand(typed[1]);
  }

  filesChanged(problem) {
    this.problem.textContent = problem;
    this.fitHeight();
  }

  keydown(event) {
    if (event.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.submit();
    } else if (event.key === "Escape" && !this.aim.free) {
      event.stopPropagation();
      this.cancel();
    } else if (event.key === "ArrowUp" && this.text.value === "" && this.aim.free) {
      this.editNewest();
    }
  }

  /** Take up one's newest message again: that is the one just sent, though it be on its way. */
  async editNewest() {
    const { channelId } = this;
    await Promise.all(this.#underway);
    if (this.channelId !== channelId || this.text.value !== "" || !this.aim.free) return;
    const own = this.place.lastOwn();
    if (own) this.edit(own);
  }

  pasted(event) {
    if (event.clipboardData.files.length === 0) return;
    event.preventDefault();
    this.addFiles([...event.clipboardData.files]);
  }

  addFiles(files) {
    this.tray.add(files);
    this.text.focus();
  }

  /** Put `text` in place of what stands between `start` and the caret. */
  insert(start, text) {
    this.text.setRangeText(text, start, this.text.selectionStart, "end");
    this.changed();
    this.text.focus();
  }

  async submit() {
    const command = this.aim.edited ? null : this.text.value.match(/^\/(\S[^\n]*)$/);
    if (command && (await this.startCommand(command[1]))) return;
    // The space before this press began the command while it was on its way: the press is for it.
    if (command && this.bar) return this.bar.submit();
    return this.#submitText(this.#content);
  }

  async #submitText(text) {
    const { edited } = this.aim;
    if (text === "" && edited && !edited.attachments?.length) return this.#removeEdited(edited);
    if (text === "" && !edited && this.tray.empty) return;
    const sent = edited ? this.saveEdit(text) : this.sendMessage(text);
    this.#underway.add(sent);
    await sent.finally(() => this.#underway.delete(sent));
  }

  /** A message of one's own from which all was taken: what is meant is perhaps to delete it. */
  async #removeEdited(message) {
    if ((await this.place.remove(message)) && this.aim.edited === message) this.cancel();
  }

  async sendMessage(content) {
    const taken = this.#take();
    const { replied, ping, files } = taken;
    const message = { content, files, reply_to: replied?.id, ping };
    if (await this.try(() => this.app.requests.send(this.channelId, message)))
      this.place.sent(message);
    else this.#putBack(taken);
  }

  async saveEdit(content) {
    const taken = this.#take();
    const target = { channel: this.channelId, message: taken.edited.id };
    if (!(await this.try(() => this.app.requests.ask("edit", { ...target, content }))))
      this.#putBack(taken);
  }

  /**
   * Empty the box at the press, before anything is answered: a second press has nothing to send
   * again, and what is written meanwhile is a message of its own.
   */
  #take() {
    const taken = { ...this.#draft, key: this.#draftKey };
    this.text.value = "";
    this.aim.clear();
    this.tray.clear();
    this.fitHeight();
    return taken;
  }

  /** Give back what was refused, where it was written. */
  #putBack({ key, ...taken }) {
    const refusal = this.problem.textContent;
    if (key === this.#draftKey) this.#takeUp(taken);
    else this.#drafts.set(key, joined(taken, this.#drafts.get(key)));
    this.problem.textContent = refusal;
  }

  /** Do something that may be refused; the refusal is shown under the box. */
  async try(deed) {
    this.problem.textContent = "";
    try {
      await deed();
      return true;
    } catch (error) {
      this.problem.textContent = error.message;
      return false;
    }
  }

  /** Answer `message` with the next one sent. */
  reply(message) {
    this.cancel();
    this.aim.reply(message);
    this.focus();
  }

  /** Take up one's own `message` again. */
  edit(message) {
    this.cancel();
    this.aim.edit(message);
    this.text.value = withNames(message.content, this.app.directory.names(this.channelId));
    this.fitHeight();
    this.text.focus();
  }

  cancel() {
    if (this.aim.edited) this.text.value = "";
    this.aim.clear();
    this.fitHeight();
  }

  /** Begin the slash command `path`, where there is one of this name; `given` fills options. */
  async startCommand(path, given = {}) {
    const commands = await this.app.requests.commands(this.channelId);
    const leaf = slashCommands(commands).find((one) => one.path === path.trim());
    if (!leaf || this.bar) return false;
    this.completion.close();
    this.cancel();
    this.text.value = "";
    this.#openCommand(new CommandBar(leaf, this.services(leaf), given));
    if (leaf.options.length > 0) this.bar.focus();
    else this.send.focus();
    return true;
  }

  #openCommand(bar) {
    this.bar = bar;
    this.suggesting.append(...bar.suggesting);
    this.box.replaceChildren(bar.node, this.send);
    this.box.classList.add("with-command");
    this.send.disabled = false;
  }

  services(leaf) {
    const channel = this.channelId;
    const { directory, notices, requests } = this.app;
    return {
      host: this.suggesting,
      announce: (text) => notices.announce(text),
      complete: (name, options, focused) => requests.complete(channel, { name, options, focused }),
      entities: (kind, channelTypes) =>
        directory.entities(channel, kind, { channelTypes, everyone: true }),
      leave: () => this.returnToText(),
      send: async (options, bar) => {
        this.place.sending();
        const fault = await requests.slash(channel, leaf.path, options);
        if (fault === null) this.#commandSent(bar);
        return fault;
      },
    };
  }

  /** A command that was sent is over, wherever one has gone meanwhile. */
  #commandSent(bar) {
    for (const [key, draft] of this.#drafts)
      if (draft.bar === bar) this.#drafts.set(key, { ...draft, bar: null });
    if (this.bar !== bar) return;
    this.returnToText();
    this.place.sent();
  }

  returnToText() {
    this.leaveCommand();
    this.text.focus();
  }

  leaveCommand() {
    if (!this.bar) return;
    this.bar = null;
    this.suggesting.replaceChildren(this.completion.node);
    this.writing.append(this.send);
    this.box.replaceChildren(this.tray.list, this.writing);
    this.box.classList.remove("with-command");
    this.fitHeight();
  }
}
