/** One channel on the screen: its head, its messages, who is typing, and the message box. */

import { Composer } from "./composer.js";
import { element, icon } from "./dom.js";
import { invitation } from "./invitation.js";
import { MessageLog } from "./log.js";
import { onMenuRequest } from "./menu.js";
import { MessageDeeds } from "./deeds.js";
import { may } from "./permissions.js";
import { Scene } from "./scene.js";
import { isThread, signOf } from "./store.js";
import { language } from "./catalogue.js";
import { say, sayCount } from "./words.js";

const PAGE = 50;

export class Conversation {
  /** `headControls`: {before, after}, buttons at either end of the head. */
  constructor(app, { label, headControls }) {
    this.app = app;
    this.channelId = null;
    this.title = element("h1", { class: "place-title", tabindex: -1 });
    this.topic = element("span", { class: "topic" });
    this.log = new MessageLog({
      deeds: (message) => new MessageDeeds(this, message),
      onEarlier: () => this.loadEarlier(),
      onRead: () => this.markRead(),
    });
    this.typing = element("p", { class: "typing", "aria-live": "off" });
    this.hearing = element("p", { class: "hearing", role: "status" });
    this.composer = new Composer(app, this);
    this.drop = element(
      "div",
      { class: "drop", hidden: true },
      element("span", {}, icon("attach"), say("Drop to attach")),
    );
    const head = element(
      "header",
      { class: "place-head" },
      headControls.before,
      this.title,
      this.topic,
      headControls.after,
    );
    this.node = element(
      "section",
      { class: "place", "aria-label": label },
      head,
      element("div", { class: "log-frame" }, this.log.node, this.log.jump),
      this.composer.node,
      this.hearing,
      this.typing,
      this.drop,
    );
    this.#listen();
  }

  #listen() {
    const { store } = this.app;
    store.addEventListener(
      "messages",
      ({ detail }) => detail.channel === this.channelId && this.show(detail),
    );
    store.addEventListener(
      "typing",
      ({ detail }) => detail.channel === this.channelId && this.showTyping(),
    );
    store.addEventListener("state", () => this.channelId && this.showHead());
    onMenuRequest(this.log.node, ({ target, point }) => this.requestMenu(target, point));
    this.#acceptDrops();
  }

  #acceptDrops() {
    let depth = 0;
    const files = (event) =>
      event.dataTransfer?.types.includes("Files") && !this.composer.box.hidden;
    const show = (shown) => (this.drop.hidden = !shown);
    this.node.addEventListener("dragenter", (event) => files(event) && show((depth += 1) > 0));
    this.node.addEventListener("dragleave", (event) => files(event) && show((depth -= 1) > 0));
    this.node.addEventListener("dragover", (event) => files(event) && event.preventDefault());
    this.node.addEventListener("drop", (event) => {
      if (!files(event)) return;
      event.preventDefault();
      depth = 0;
      show(false);
      this.composer.addFiles([...event.dataTransfer.files]);
    });
  }

  get channel() {
    return this.app.store.channels.get(this.channelId) ?? null;
  }

  /** Show a channel; its messages are asked for anew. */
  async open(channelId) {
    this.channelId = channelId;
    this.scene = new Scene(this.app, channelId);
    this.log.keepFocus(() => {
      this.log.reset(this.scene, say("Messages in {name}", { name: this.name }));
      this.log.intro.replaceChildren();
    });
    this.showHead();
    this.showTyping();
    this.hearing.textContent = "";
    if (this.app.store.messages.has(channelId)) this.show({ loaded: true });
    await this.reload();
  }

  /** Ask for the newest messages again, as after a lost connection. */
  async reload() {
    const { channelId } = this;
    if (!channelId) return;
    const messages = await this.app.requests.attempt("messages", {
      channel: channelId,
      limit: PAGE,
    });
    if (messages)
      this.app.store.loadMessages(channelId, messages, { complete: messages.length < PAGE });
  }

  async loadEarlier() {
    const { channelId } = this;
    const first = this.app.store.list(channelId)[0];
    const messages =
      first &&
      (await this.app.requests.attempt("messages", {
        channel: channelId,
        limit: PAGE,
        before: first.id,
      }));
    if (messages)
      this.app.store.loadMessages(channelId, messages, {
        complete: messages.length < PAGE,
        before: true,
      });
  }

  get name() {
    const { channel } = this;
    if (!channel) return "";
    return channel.type === 1
      ? this.scene.name(channel.recipients[0])
      : `${isThread(channel) ? "" : "#"}${channel.name}`;
  }

  get may() {
    const { channel } = this;
    const permissions = channel?.permissions;
    const inServer = Boolean(channel?.guild_id);
    const inThread = isThread(channel);
    return {
      send: may(permissions, inThread ? "SEND_MESSAGES_IN_THREADS" : "SEND_MESSAGES"),
      manage: inServer && may(permissions, "MANAGE_MESSAGES"),
      react: may(permissions, "ADD_REACTIONS"),
      thread: inServer && !inThread && may(permissions, "CREATE_PUBLIC_THREADS"),
    };
  }

  showHead() {
    const { channel } = this;
    if (!channel) return;
    this.title.replaceChildren(
      icon(signOf(channel)),
      element("bdi", {}, this.name.replace(/^#/, "")),
    );
    this.topic.textContent = channel.topic ?? "";
    const refusal = this.may.send
      ? null
      : say("You do not have permission to send messages in this channel.");
    this.composer.open(this.channelId, { name: this.name, refusal });
  }

  show({ loaded = false, added = null } = {}) {
    const { store } = this.app;
    const known = store.messages.get(this.channelId);
    if (!known) return;
    this.log.keepFocus(() => {
      if (loaded) this.log.intro.replaceChildren(invitation(this));
      this.node.classList.toggle("is-empty", known.list.length === 0);
      this.log.show(
        known.list.map((message) => this.#current(message)),
        { complete: known.complete, notes: store.notes, quiet: loaded },
      );
    });
    const followed = this.log.atEnd;
    if (added) this.#follow(added);
    if (followed || this.log.atEnd) this.markRead();
  }

  #follow(added) {
    const { bot, me } = this.app.store;
    if (added.author.id === bot?.id) this.hearing.textContent = "";
    this.log.added(added, added.author.id === me.id);
  }

  /** A message with its thread as that is by now. */
  #current(message) {
    const thread = message.thread && this.app.store.channels.get(message.thread.id);
    return thread ? { ...message, thread } : message;
  }

  markRead() {
    if (document.hasFocus() || this.log.node.contains(document.activeElement))
      this.app.store.read(this.channelId);
  }

  showTyping() {
    const ids = [...(this.app.store.typing.get(this.channelId)?.keys() ?? [])];
    const names = ids.map((id) => this.scene.user(id)?.name ?? say("Someone"));
    this.typing.textContent =
      names.length === 0
        ? ""
        : sayCount("{names} is typing…", "{names} are typing…", names.length, {
            names: new Intl.ListFormat(language).format(names),
          });
  }

  requestMenu(target, point) {
    const node = target.closest("article[data-id]");
    const message =
      node && this.app.store.list(this.channelId).find(({ id }) => id === node.dataset.id);
    if (!message) return false;
    new MessageDeeds(this, message).menu({ anchor: point ?? node, back: node });
    return true;
  }

  /** The member's own newest message that can be edited, or null. */
  lastOwn() {
    const { store } = this.app;
    return (
      store
        .list(this.channelId)
        .findLast(
          (message) => message.author.id === store.me.id && [0, 19].includes(message.type),
        ) ?? null
    );
  }

  /** Delete a message, once that is confirmed; resolves to whether it was deleted. */
  remove(message) {
    return new MessageDeeds(this, message).remove();
  }

  /** Something is being sent from here: what was there before is read. */
  sending() {
    this.log.toEnd();
  }

  /** Something was sent from here: follow it. Of a message that the bot cannot hear, that is said. */
  sent(message = null) {
    this.log.follow();
    this.hearing.textContent =
      message && !this.#isHeard(message)
        ? say("The bot hears mentions, replies to it and slash commands.")
        : "";
  }

  /** Whether Discord tells the bot what a message says; in threads the bot says itself what it can read. */
  #isHeard({ content, reply_to: replied, ping }) {
    const { channel } = this;
    const { bot } = this.app.store;
    if (!bot || !channel.guild_id || isThread(channel)) return true;
    const toBot = ({ id, author }) => id === replied && author.id === bot.id;
    return (
      content.includes(`<@${bot.id}>`) ||
      (ping && this.app.store.list(this.channelId).some((one) => toBot(one)))
    );
  }

  async jump(messageId) {
    while (!this.log.focusMessage(messageId)) {
      const known = this.app.store.messages.get(this.channelId);
      const first = known?.list[0];
      if (!first || known.complete) return;
      await this.loadEarlier();
      if (this.app.store.list(this.channelId)[0]?.id === first.id) return;
    }
  }
}
