/** Who looks on, and where they are: member, server, channel, thread. */

import { locale } from "./catalogue.js";
import { closeMenu } from "./menu.js";
import { displayName } from "./scene.js";
import { isThread } from "./store.js";
import { say } from "./words.js";

const REMEMBERED = "sandbox-place";
const TEXT_CHANNEL = 0;

/** Fires "place" whenever the open server, channel or thread changes. */
export class Navigation extends EventTarget {
  #lastChannel = new Map();
  #opened = null;

  /** `place` and `thread` are the two conversations on the screen. */
  constructor({ store, requests, notices, place, thread }) {
    super();
    Object.assign(this, { store, requests, notices, place, thread, guild: null });
    store.addEventListener("state", () => this.#checkPlace());
  }

  /** After each connection: say who looks on, take the state, and read the open channels again. */
  async greet() {
    const remembered = this.store.me ? { person: this.store.me.id } : recall();
    await this.#load(remembered.person);
    if (this.place.channelId) {
      await Promise.all([this.place.reload(), this.thread.reload()]);
    } else {
      const known = this.store.channels.has(remembered.channel);
      await this.openChannel(known ? remembered.channel : this.#firstChannel());
    }
  }

  async #load(person) {
    // The first answer says when this page was opened. A page that is loaded again has no such
    // moment yet, and what only its member could see is gone, as in a client that is started anew.
    const state = await this.requests.attempt("hello", {
      person,
      opened: this.#opened,
      locale,
    });
    if (!state) return;
    this.#opened = state.opened;
    this.requests.forgetCommands();
    this.store.load(state);
  }

  /** Go on as another member; where they may not see the open channel, at their first one. */
  async become(person) {
    closeMenu();
    this.closeThread();
    await this.#load(person);
    const { channelId } = this.place;
    this.place.channelId = null;
    const known = this.store.channels.has(channelId);
    await this.openChannel(known ? channelId : this.#firstChannel(), { focus: false });
    this.notices.announce(say("You are now {name}", { name: displayName(this.store.me) }));
  }

  #firstChannel() {
    const guild = this.guild ?? this.store.guilds[0];
    return textChannel(guild) ?? this.store.dms[0]?.id ?? null;
  }

  /** A server or thread that is gone, or may not be seen any more, does not stay open. */
  #checkPlace() {
    if (this.guild) this.guild = this.store.guilds.find(({ id }) => id === this.guild.id) ?? null;
    const { channelId } = this.thread;
    if (channelId && !this.store.channels.has(channelId)) this.closeThread();
  }

  isOpen(channelId) {
    return channelId === this.place.channelId || channelId === this.thread.channelId;
  }

  async openChannel(channelId, { focus = true } = {}) {
    const channel = this.store.channels.get(channelId);
    if (!channel) return;
    if (isThread(channel)) {
      await this.openThread(channelId);
      return;
    }
    this.guild = this.store.guild(channelId);
    this.#lastChannel.set(this.guild?.id ?? null, channelId);
    this.#closeThreadOfAnother(channelId);
    remember({ person: this.store.me.id, channel: channelId });
    const opened = this.place.open(channelId);
    document.title = [this.place.name, say("Sandbox")].join(" · ");
    this.#tell();
    await opened;
    // On a phone the focus would bring up the keyboard over what one came to read.
    if (focus && matchMedia("(pointer: fine)").matches) this.place.composer.focus();
  }

  #closeThreadOfAnother(channelId) {
    const parent = this.store.channels.get(this.thread.channelId)?.parent_id;
    if (parent !== channelId) this.closeThread();
  }

  /** A server's channel that was open last, or its first. */
  async openGuild(guildId) {
    const guild = this.store.guilds.find(({ id }) => id === guildId);
    await this.openChannel(this.#lastChannel.get(guildId) ?? textChannel(guild));
  }

  /** The direct messages; a conversation with the bot is begun where there is none. */
  async openHome() {
    const channel = this.#lastChannel.get(null) ?? this.store.dms[0]?.id;
    if (channel) await this.openChannel(channel);
    else await this.openDirect();
  }

  async openDirect() {
    const channel = await this.requests.attempt("dm");
    if (!channel) return;
    this.store.apply({ t: "CHANNEL_CREATE", d: channel });
    await this.openChannel(channel.id);
  }

  async openThread(threadId) {
    const thread = this.store.channels.get(threadId);
    if (!thread) return;
    if (this.place.channelId !== thread.parent_id) {
      await this.openChannel(thread.parent_id, { focus: false });
    }
    this.thread.node.hidden = false;
    document.body.classList.add("with-thread");
    const opened = this.thread.open(threadId);
    this.#tell();
    await opened;
    this.thread.composer.focus();
  }

  closeThread() {
    if (this.thread.node.hidden) return;
    const inside = this.thread.node.contains(document.activeElement);
    this.thread.node.hidden = true;
    this.thread.channelId = null;
    document.body.classList.remove("with-thread");
    this.#tell();
    if (inside) this.place.composer.focus();
  }

  #tell() {
    this.dispatchEvent(new Event("place"));
  }
}

const textChannel = (guild) => guild?.channels.find(({ type }) => type === TEXT_CHANNEL)?.id;

function remember(place) {
  try {
    sessionStorage.setItem(REMEMBERED, JSON.stringify(place));
  } catch {
    // Private windows may refuse; the page then only forgets where one was.
  }
}

function recall() {
  try {
    return JSON.parse(sessionStorage.getItem(REMEMBERED)) ?? {};
  } catch {
    return {};
  }
}
