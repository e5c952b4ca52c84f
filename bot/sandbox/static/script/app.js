/** The page as a whole: where the member is, and everything they do, sent to the sandbox. */

import { upload } from "./connection.js";
import { Conversation } from "./conversation.js";
import { openForm } from "./dialog.js";
import { element, iconButton } from "./dom.js";
import { closeMenu } from "./menu.js";
import { Members } from "./members.js";
import { displayName, Scene } from "./scene.js";
import { Sidebar } from "./sidebar.js";
import { isThread } from "./store.js";

const TYPING_EVERY_MS = 8_000;
const NEVER_ACKNOWLEDGED_MS = 6_000; // the sandbox says so after 3 s; this only keeps a lost event from waiting for ever
const REMEMBERED = "sandbox-place";

export class App {
  constructor(store, connection) {
    Object.assign(this, { store, connection, guild: null, lastChannel: new Map(), commandCache: new Map(), lastTyping: 0 });
    this.controls = {
      sidebar: iconButton("menu", "Servers and channels", { class: "only-narrow", "aria-expanded": "false", "aria-controls": "sidebar" }),
      members: iconButton("people", "Members", { "aria-expanded": "false", "aria-controls": "members" }),
    };
    this.place = new Conversation(this, { label: "Channel", headControls: { before: this.controls.sidebar, after: this.controls.members } });
    const close = iconButton("close", "Close the thread", { on: { click: () => this.closeThread() } });
    this.thread = new Conversation(this, { label: "Thread", headControls: { before: null, after: close } });
    this.thread.node.classList.add("thread");
    this.thread.node.hidden = true;
    this.sidebar = new Sidebar(this);
    this.membership = new Members(this);
    this.status = element("div", { class: "visually-hidden", role: "status" });
    this.toasts = element("div", { class: "toasts", role: "alert" });
    this.#listen();
  }

  #listen() {
    const { connection, store } = this;
    connection.addEventListener("open", () => this.#greet());
    connection.addEventListener("event", ({ detail }) => detail.as === store.me?.id && store.apply(detail));
    store.addEventListener("commands", () => this.commandCache.clear());
    store.addEventListener("modal", ({ detail }) => this.#openModal(detail.modal));
    store.addEventListener("state", () => this.#checkPlace());
    addEventListener("focus", () => this.place.markRead());
  }

  // --- who and where -------------------------------------------------------------------------

  /** After each connection: say who looks on, take the state, and read the open channels again. */
  async #greet() {
    const remembered = this.store.me ? { person: this.store.me.id } : recall();
    await this.#load(remembered.person);
    if (this.place.channelId) {
      await Promise.all([this.place.reload(), this.thread.reload()]);
    } else {
      const channel = this.store.channels.has(remembered.channel) ? remembered.channel : this.#firstChannel();
      if (channel) await this.openChannel(channel);
    }
  }

  async #load(person) {
    const state = await this.attempt("hello", { person });
    if (!state) return;
    this.commandCache.clear();
    this.store.load(state);
  }

  /** Go on as another member; where they may not see the open channel, at their first one. */
  async become(person) {
    closeMenu();
    this.closeThread();
    await this.#load(person);
    const channel = this.store.channels.has(this.place.channelId) ? this.place.channelId : this.#firstChannel();
    this.place.channelId = null;
    if (channel) await this.openChannel(channel, { focus: false });
    this.announce(`You are now ${displayName(this.store.me)}`);
  }

  #firstChannel() {
    const guild = this.guild && this.store.guilds.some(({ id }) => id === this.guild.id) ? this.guild : this.store.guilds[0];
    return guild?.channels.find(({ type }) => type === 0)?.id ?? this.store.dms[0]?.id ?? null;
  }

  /** A channel that is gone, or may not be seen any more, does not stay open. */
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
    this.lastChannel.set(this.guild?.id ?? "home", channelId);
    if (this.thread.channelId && this.store.channels.get(this.thread.channelId)?.parent_id !== channelId) this.closeThread();
    remember({ person: this.store.me.id, channel: channelId });
    this.onNavigate?.();
    const opened = this.place.open(channelId);
    this.sidebar.show();
    this.membership.show();
    document.title = `${this.place.name} · Sandbox`;
    await opened;
    // On a phone the focus would bring up the keyboard over what one came to read.
    if (focus && matchMedia("(pointer: fine)").matches) this.place.composer.focus();
  }

  async openGuild(guildId) {
    const guild = this.store.guilds.find(({ id }) => id === guildId);
    const channel = this.lastChannel.get(guildId) ?? guild?.channels.find(({ type }) => type === 0)?.id;
    if (channel) await this.openChannel(channel);
  }

  async openHome() {
    const channel = this.lastChannel.get("home") ?? this.store.dms[0]?.id;
    if (channel) await this.openChannel(channel);
    else await this.openDirect();
  }

  async openDirect() {
    const channel = await this.attempt("dm");
    if (!channel) return;
    this.store.apply({ t: "CHANNEL_CREATE", d: channel });
    await this.openChannel(channel.id);
  }

  async openThread(threadId) {
    const thread = this.store.channels.get(threadId);
    if (!thread) return;
    if (this.place.channelId !== thread.parent_id) await this.openChannel(thread.parent_id, { focus: false });
    this.thread.node.hidden = false;
    document.body.classList.add("with-thread");
    this.onNavigate?.();
    await this.thread.open(threadId);
    this.sidebar.show();
    this.thread.composer.focus();
  }

  closeThread() {
    if (this.thread.node.hidden) return;
    const inside = this.thread.node.contains(document.activeElement);
    this.thread.node.hidden = true;
    this.thread.channelId = null;
    document.body.classList.remove("with-thread");
    this.sidebar.show();
    if (inside) this.place.composer.focus();
  }

  // --- deeds ---------------------------------------------------------------------------------

  request(op, fields) {
    return this.connection.request(op, fields);
  }

  /** A request whose refusal is shown; resolves to the answer (true where it is empty), or null. */
  async attempt(op, fields) {
    try {
      return (await this.request(op, fields)) ?? true;
    } catch (error) {
      this.alert(error.message);
      return null;
    }
  }

  async send(channel, { files, ...message }) {
    const ids = files.length > 0 ? await upload(files) : [];
    return this.request("send", { channel, ...message, files: ids });
  }

  /** Something the bot has to answer; resolves to null, or to {message, silent} where it went wrong. */
  async interact(op, fields) {
    const nonce = crypto.randomUUID();
    const taken = this.store.interaction(nonce);
    const never = new Promise((resolve) => setTimeout(() => resolve(false), NEVER_ACKNOWLEDGED_MS));
    try {
      await this.request(op, { ...fields, nonce });
    } catch (error) {
      this.store.settle({ nonce }, false);
      return { message: error.message, silent: false };
    }
    const answered = await Promise.race([taken, never]);
    return answered ? null : { message: "The application did not respond", silent: true };
  }

  /** Use a slash command; the box is freed as soon as the sandbox took it. */
  async slash(channel, name, options) {
    const values = { ...options };
    try {
      for (const [option, value] of Object.entries(values)) {
        if (value instanceof File) values[option] = { upload: (await upload([value]))[0] };
      }
    } catch (error) {
      return error.message;
    }
    const fault = this.interact("slash", { channel, name, options: values });
    const early = await Promise.race([fault, new Promise((resolve) => setTimeout(() => resolve(undefined), 150))]);
    if (early?.message && !early.silent) return early.message;
    fault.then((late) => late && this.alert(`/${name}: ${late.message}`));
    return null;
  }

  async complete(channel, fields) {
    try {
      return await this.request("autocomplete", { channel, ...fields });
    } catch {
      return null;
    }
  }

  /** The commands the member may use in a channel; asked for once until the bot changes them. */
  commands(channel) {
    if (!this.commandCache.has(channel)) {
      const asked = this.request("commands", { channel }).catch(() => {
        this.commandCache.delete(channel);
        return [];
      });
      this.commandCache.set(channel, asked);
    }
    return this.commandCache.get(channel);
  }

  async useCommand(channelId, path) {
    const place = this.thread.channelId === channelId ? this.thread : this.place;
    if (!(await place.composer.startCommand(path))) this.alert(`/${path} cannot be used here.`);
  }

  typing(channel) {
    if (Date.now() - this.lastTyping < TYPING_EVERY_MS || !this.connection.connected) return;
    this.lastTyping = Date.now();
    this.request("type", { channel }).catch(() => {});
  }

  #openModal(modal) {
    const place = this.thread.channelId === modal.channel_id ? this.thread : this.place;
    const entities = (kind, channelTypes) => this.entities(place.channelId, kind, channelTypes).map(({ name, value }) => ({ label: name, value: String(value) }));
    openForm(modal, {
      scene: new Scene(this, place.channelId),
      act: { entities },
      submit: async (values) => {
        const fault = await this.interact("submit", { modal: modal.id, values });
        return fault ? (fault.silent ? "Something went wrong. Try again." : fault.message) : null;
      },
      dismiss: () => this.request("dismiss_modal", { modal: modal.id }).catch(() => {}),
    });
  }

  // --- names ---------------------------------------------------------------------------------

  /** The members of a channel's server, or the two of a direct conversation, as {user, nick}. */
  members(channelId) {
    const guild = this.store.guild(channelId);
    if (guild) return guild.members;
    const channel = this.store.channels.get(channelId);
    return [this.store.me, ...(channel?.recipients ?? [])].map((user) => ({ user, nick: null, roles: [] }));
  }

  roles(channelId) {
    const guild = this.store.guild(channelId);
    return (guild?.roles ?? []).filter(({ id }) => id !== guild.id);
  }

  /** Every name that can be written in a channel, with the mention that is sent for it. */
  names(channelId) {
    const members = this.members(channelId).flatMap((member) => {
      const names = new Set([displayName(member), member.user.username]);
      return [...names].map((name) => ({ written: `@${name}`, sent: `<@${member.user.id}>` }));
    });
    const roles = this.roles(channelId).map(({ id, name }) => ({ written: `@${name}`, sent: `<@&${id}>` }));
    const guild = this.store.guild(channelId);
    const channels = [...this.store.channels.values()].filter((one) => guild && one.name && this.store.guild(one.id) === guild);
    return [...members, ...roles, ...channels.map(({ id, name }) => ({ written: `#${name}`, sent: `<#${id}>` }))];
  }

  /** What an option or menu for members, roles or channels may name: [{name, value: id}]. */
  entities(channelId, kind, channelTypes = []) {
    const guild = this.store.guild(channelId);
    const members = () => this.members(channelId).map((member) => ({ name: displayName(member), value: member.user.id }));
    const roles = () => this.roles(channelId).map(({ id, name }) => ({ name, value: id }));
    const channels = () => (guild?.channels ?? []).filter((one) => channelTypes.length === 0 || channelTypes.includes(one.type)).map(({ id, name }) => ({ name, value: id }));
    return SOURCES[kind]({ members, roles, channels });
  }

  // --- words to the member -------------------------------------------------------------------

  /** Say something to screen readers; `show` puts it on the screen as well. */
  announce(text, { show = false } = {}) {
    if (show) this.#toast(text, "");
    this.status.textContent = "";
    requestAnimationFrame(() => (this.status.textContent = text));
  }

  alert(text) {
    this.#toast(text, "problem");
  }

  #toast(text, kind) {
    const toast = element("div", { class: `toast ${kind}`.trim() }, element("span", {}, text), iconButton("close", "Dismiss", { on: { click: () => toast.remove() } }));
    this.toasts.append(toast);
    setTimeout(() => toast.remove(), kind ? 12_000 : 3_000);
  }
}

const all = (...lists) => lists.flat();

/** By kind: menus and options of commands number them differently. */
const SOURCES = {
  member: ({ members }) => members(),
  role: ({ roles }) => roles(),
  mentionable: ({ members, roles }) => all(members(), roles()),
  channel: ({ channels }) => channels(),
};

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
