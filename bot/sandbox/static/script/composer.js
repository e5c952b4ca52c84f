/** The message box: text with completion, files, replies, edits, and the way into slash commands. */

import { fileSize } from "./attachments.js";
import { plainName } from "./address.js";
import { CommandBar } from "./command.js";
import { Completion } from "./completion.js";
import { element, icon, iconButton } from "./dom.js";
import { suggestions } from "./suggestions.js";
import { slashCommands, withMentions, withNames } from "./wording.js";

const MOST_FILES = 10;

export class Composer {
  /** `place`: the conversation it writes to; see conversation.js. */
  constructor(app, place) {
    Object.assign(this, { app, place, files: [], replyTo: null, editing: null, bar: null, drafts: new Map() });
    this.text = element("textarea", { rows: 1, class: "composer-text", spellcheck: "true", on: { keydown: (event) => this.keydown(event), input: () => this.changed(), paste: (event) => this.pasted(event) } });
    this.picker = element("input", { type: "file", multiple: true, hidden: true, on: { change: () => this.addFiles(this.takePicked()) } });
    this.attach = iconButton("attach", "Attach files", { on: { click: () => this.picker.click() } });
    this.send = iconButton("send", "Send", { class: "send", on: { click: () => (this.bar ? this.bar.submit() : this.submit()) } });
    this.above = element("div", { class: "composer-above" });
    this.attached = element("ul", { class: "composer-files", hidden: true, "aria-label": "Files to send" });
    this.problem = element("p", { class: "problem", role: "alert" });
    this.writing = element("div", { class: "composer-row" }, this.attach, this.text, this.send);
    this.suggesting = element("div", { class: "completion-host" });
    this.box = element("div", { class: "composer-box" }, this.attached, this.writing);
    this.refusal = element("p", { class: "composer-refusal", hidden: true });
    this.node = element("form", { class: "composer", "aria-label": "Write a message", on: { submit: (event) => event.preventDefault() } }, this.suggesting, this.above, this.box, this.refusal, this.problem, this.picker);
    this.completion = new Completion(this.text, { find: () => suggestions(this), host: this.suggesting, announce: (text) => app.announce(text) });
  }

  /** Turn to another channel; what was being written in the last one is kept. */
  open(channelId, { name, refusal }) {
    if (this.channelId && this.channelId !== channelId) this.drafts.set(this.channelId, this.text.value);
    if (this.channelId !== channelId) {
      this.channelId = channelId;
      this.reset();
      this.text.value = this.drafts.get(channelId) ?? "";
    }
    const label = `Message ${name}`;
    this.text.setAttribute("aria-label", label);
    this.text.placeholder = label;
    this.box.hidden = Boolean(refusal);
    this.refusal.hidden = !refusal;
    this.refusal.textContent = refusal ?? "";
    this.fitHeight();
  }

  reset() {
    this.leaveCommand();
    this.files = [];
    this.replyTo = null;
    this.editing = null;
    this.text.value = "";
    this.problem.textContent = "";
    this.showFiles();
    this.showAbove();
    this.completion.close();
    this.fitHeight();
  }

  focus() {
    if (this.bar) this.bar.focus();
    else if (!this.box.hidden) this.text.focus();
  }

  fitHeight() {
    this.text.style.setProperty("height", "auto");
    this.text.style.setProperty("height", `${Math.min(this.text.scrollHeight, innerHeight / 3)}px`);
    this.send.disabled = this.text.value.trim() === "" && this.files.length === 0;
    const left = (this.app.store.limits.content ?? 2000) - [...this.text.value].length;
    this.node.classList.toggle("too-long", left < 0);
    const tooLong = `Too long by ${-left}. Shorten it, or send it in parts.`;
    if (left < 0) this.problem.textContent = tooLong;
    else if (this.problem.textContent.startsWith("Too long by")) this.problem.textContent = "";
  }

  changed() {
    this.fitHeight();
    this.app.typing(this.channelId);
    const typed = this.text.value.match(/^\/(.+) $/);
    if (typed) this.startCommand(typed[1]);
  }

  keydown(event) {
    if (event.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.submit();
    } else if (event.key === "Escape" && (this.replyTo || this.editing)) {
      event.stopPropagation();
      this.cancel();
    } else if (event.key === "ArrowUp" && this.text.value === "" && !this.editing) {
      const own = this.place.lastOwn();
      if (own) this.edit(own);
    }
  }

  insert(start, text) {
    this.text.setRangeText(text, start, this.text.selectionStart, "end");
    this.changed();
    this.text.focus();
  }

  async submit() {
    const command = this.editing ? null : this.text.value.match(/^\/(\S[^\n]*)$/);
    if (command && (await this.startCommand(command[1]))) return;
    const text = withMentions(this.text.value.trim(), this.app.names(this.channelId));
    if (text === "" && this.files.length === 0) return;
    if (this.editing ? await this.saveEdit(text) : await this.sendMessage(text)) this.drafts.delete(this.channelId);
  }

  async sendMessage(content) {
    const { files, replyTo } = this;
    const written = this.text.value;
    this.text.value = "";
    this.fitHeight();
    const sent = await this.try(() => this.app.send(this.channelId, { content, files, reply_to: replyTo?.message.id, ping: replyTo?.ping }));
    if (sent) {
      this.reset();
      this.place.sent();
    } else {
      this.text.value = written + this.text.value;
      this.fitHeight();
    }
    return sent;
  }

  async saveEdit(content) {
    const { id } = this.editing;
    const saved = await this.try(() => this.app.request("edit", { channel: this.channelId, message: id, content }));
    if (saved) this.cancel();
    return saved;
  }

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
    this.replyTo = { message, ping: true };
    this.showAbove();
    this.focus();
  }

  /** Take up one's own `message` again. */
  edit(message) {
    this.cancel();
    this.editing = message;
    this.text.value = withNames(message.content, this.app.names(this.channelId));
    this.showAbove();
    this.fitHeight();
    this.text.focus();
  }

  cancel() {
    if (this.editing) this.text.value = "";
    this.replyTo = null;
    this.editing = null;
    this.showAbove();
    this.fitHeight();
  }

  showAbove() {
    const parts = [];
    if (this.replyTo) {
      const ping = element("button", { type: "button", class: "text-button", "aria-pressed": String(this.replyTo.ping), on: { click: () => {
        this.replyTo.ping = !this.replyTo.ping;
        this.showAbove();
        this.text.focus();
      } } }, this.replyTo.ping ? "@ on" : "@ off");
      parts.push(icon("reply"), element("span", {}, "Replying to ", element("b", {}, element("bdi", {}, this.place.scene.name(this.replyTo.message.author)))), ping);
    }
    if (this.editing) parts.push(icon("edit"), element("span", {}, "Editing your message"));
    if (parts.length > 0) parts.push(iconButton("close", "Cancel", { on: { click: () => this.cancel() } }));
    this.above.replaceChildren(...parts);
  }

  takePicked() {
    const files = [...this.picker.files];
    this.picker.value = "";
    return files;
  }

  pasted(event) {
    if (event.clipboardData.files.length === 0) return;
    event.preventDefault();
    this.addFiles([...event.clipboardData.files]);
  }

  addFiles(files) {
    const limit = this.app.store.limits.file ?? Infinity;
    const tooLarge = files.filter((file) => file.size > limit);
    this.problem.textContent = tooLarge.length > 0 ? `Too large: a file may have ${fileSize(limit)} at most.` : "";
    this.files = [...this.files, ...files.filter((file) => file.size <= limit)].slice(0, MOST_FILES);
    this.showFiles();
    this.fitHeight();
    this.text.focus();
  }

  showFiles() {
    this.attached.hidden = this.files.length === 0;
    this.attached.replaceChildren(...this.files.map((file) => {
      const name = plainName(file.name);
      const remove = () => {
        this.files = this.files.filter((one) => one !== file);
        this.showFiles();
        this.fitHeight();
        this.text.focus();
      };
      return element("li", { class: "file" }, icon("file"), element("span", { class: "file-name" }, element("bdi", {}, name)), element("span", { class: "file-size" }, fileSize(file.size)), iconButton("close", `Remove ${name}`, { on: { click: remove } }));
    }));
  }

  /** Begin the slash command `path`, where there is one of this name; `given` fills options. */
  async startCommand(path, given = {}) {
    const commands = await this.app.commands(this.channelId);
    const leaf = slashCommands(commands).find((one) => one.path === path.trim());
    if (!leaf || this.bar) return false;
    this.completion.close();
    this.cancel();
    this.text.value = "";
    this.bar = new CommandBar(leaf, this.services(leaf), given);
    this.box.replaceChildren(this.bar.node, this.send);
    this.box.classList.add("with-command");
    this.send.disabled = false;
    if (leaf.options.length > 0) this.bar.focus();
    if (!this.bar.row.childElementCount) this.send.focus();
    return true;
  }

  services(leaf) {
    const channel = this.channelId;
    return {
      host: this.suggesting,
      announce: (text) => this.app.announce(text),
      complete: (name, options, focused) => this.app.complete(channel, { name, options, focused }),
      entities: (kind, channelTypes) => this.app.entities(channel, kind, channelTypes),
      leave: () => {
        this.leaveCommand();
        this.text.focus();
      },
      send: async (options) => {
        const fault = await this.app.slash(channel, leaf.path, options);
        if (fault === null) {
          this.leaveCommand();
          this.place.sent();
          this.text.focus();
        }
        return fault;
      },
    };
  }

  leaveCommand() {
    if (!this.bar) return;
    this.bar = null;
    this.suggesting.replaceChildren(this.completion.node);
    this.writing.append(this.send);
    this.box.replaceChildren(this.attached, this.writing);
    this.box.classList.remove("with-command");
    this.fitHeight();
  }
}
