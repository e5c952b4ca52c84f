/** What the page knows, as the sandbox told it. Views listen; only events and answers change it. */

const TYPING_MS = 10_000;
const THREADS = new Set([10, 11, 12]);
const THREAD_STARTER = 21; // the message that a thread was started from, which is not counted in it

/** Order of two ids, which are numbers too long for a Number. */
export function byId(one, other) {
  return one.id.length - other.id.length || (one.id < other.id ? -1 : Number(one.id > other.id));
}

export const isThread = (channel) => THREADS.has(channel?.type);

/** The sign that a channel is known by. */
export function signOf(channel) {
  if (channel.type === 1) return "letter";
  return isThread(channel) ? "branch" : "hash";
}

/**
 * Fires "state" (servers, channels, people), "messages" {channel}, "typing" {channel}, "bot",
 * "commands", "modal" {modal} and "unread".
 */
export class Store extends EventTarget {
  constructor() {
    super();
    this.reset();
  }

  reset() {
    Object.assign(this, {
      me: null,
      people: [],
      guilds: [],
      dms: [],
      bot: null,
      online: false,
      invitation: null,
      limits: {},
      channels: new Map(),
      guildOf: new Map(),
      users: new Map(),
      messages: new Map(),
      typing: new Map(),
      unread: new Map(),
      notes: new Map(),
      interactions: this.interactions ?? new Map(),
    });
  }

  tell(type, detail = {}) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  /** Take the whole state as `member` sees it; what was known of another member is dropped. */
  load(state) {
    if (this.me?.id !== state.me.id) this.reset();
    const { me, people, guilds, dms, bot, online, invitation, limits } = state;
    Object.assign(this, { me, people, guilds, dms, bot, online, invitation, limits });
    this.channels.clear();
    for (const guild of guilds)
      for (const channel of [...guild.channels, ...guild.threads]) this.#addChannel(channel, guild);
    for (const channel of dms) this.#addChannel(channel, null);
    for (const user of [me, ...people, bot])
      if (user) this.users.set(user.id, { user, nick: null });
    this.tell("state");
    this.tell("bot");
  }

  #addChannel(channel, guild) {
    this.channels.set(channel.id, channel);
    if (guild) this.guildOf.set(channel.id, guild);
  }

  guild(channelId) {
    return this.guildOf.get(channelId) ?? null;
  }

  threadsOf(channelId) {
    return [...this.channels.values()]
      .filter((channel) => isThread(channel) && channel.parent_id === channelId)
      .toSorted(byId);
  }

  /** The member of a channel's server with this id, as {user, nick, roles}, or null. */
  member(userId, channelId) {
    const members = this.guild(channelId)?.members ?? [];
    return members.find((member) => member.user.id === userId) ?? this.users.get(userId) ?? null;
  }

  /** Take the messages of a channel: `messages` oldest first; `complete` where there is nothing before them. */
  loadMessages(channelId, messages, { complete, before = false }) {
    const known = before ? this.messages.get(channelId).list : [];
    this.messages.set(channelId, { list: [...messages, ...known], complete });
    this.unread.delete(channelId);
    this.tell("messages", { channel: channelId, loaded: true });
    this.tell("unread");
  }

  list(channelId) {
    return this.messages.get(channelId)?.list ?? [];
  }

  read(channelId) {
    if (this.unread.delete(channelId)) this.tell("unread");
  }

  /** A line under a message, or under the last one, that only this page shows. */
  note(channelId, messageId, text) {
    this.notes.set(messageId, text);
    this.tell("messages", { channel: channelId });
  }

  apply({ t, d }) {
    EVENTS[t]?.(this, d);
  }

  put(message) {
    const known = this.messages.get(message.channel_id);
    const people = [message.author, ...(message.mentions ?? [])];
    for (const user of people)
      if (!this.users.has(user.id)) this.users.set(user.id, { user, nick: null });
    if (!known) return;
    const index = known.list.findIndex(({ id }) => id === message.id);
    if (index >= 0) known.list[index] = message;
    else known.list = [...known.list, message].toSorted(byId);
    this.tell("messages", { channel: message.channel_id, added: index < 0 ? message : null });
  }

  /** Note that so many messages have come to a thread: the channel that it is of shows their number. */
  count(threadId, more) {
    const thread = this.channels.get(threadId);
    if (!isThread(thread)) return;
    const count = Math.max(0, (thread.message_count ?? 0) + more);
    this.channels.set(threadId, { ...thread, message_count: count });
    this.tell("messages", { channel: thread.parent_id });
  }

  remove({ id, channel_id: channelId }) {
    this.count(channelId, -1);
    const known = this.messages.get(channelId);
    if (!known) return;
    known.list = known.list.filter((message) => message.id !== id);
    this.tell("messages", { channel: channelId });
  }

  stopTyping(channelId, userId) {
    if (this.typing.get(channelId)?.delete(userId)) this.tell("typing", { channel: channelId });
  }

  /** Wait for what becomes of an interaction: true once the bot took it, false where it stayed silent. */
  interaction(nonce) {
    return new Promise((resolve) => {
      this.interactions.set(nonce, resolve);
    });
  }

  settle({ nonce }, taken) {
    this.interactions.get(nonce)?.(taken);
    this.interactions.delete(nonce);
  }
}

function created(store, message) {
  store.stopTyping(message.channel_id, message.author.id);
  store.put(message);
  if (message.type !== THREAD_STARTER) store.count(message.channel_id, 1);
  if (message.author.id === store.me.id) return;
  const seen = store.unread.get(message.channel_id) ?? { count: 0, mentions: 0 };
  const mentioned = (message.mentions ?? []).some((user) => user.id === store.me.id);
  store.unread.set(message.channel_id, {
    count: seen.count + 1,
    mentions: seen.mentions + Number(mentioned || !message.guild_id),
  });
  store.tell("unread", { message });
}

function typingStarted(store, { channel_id: channelId, user_id: userId }) {
  if (userId === store.me.id) return;
  const people = store.typing.get(channelId) ?? new Map();
  clearTimeout(people.get(userId));
  people.set(
    userId,
    setTimeout(() => store.stopTyping(channelId, userId), TYPING_MS),
  );
  store.typing.set(channelId, people);
  store.tell("typing", { channel: channelId });
}

function reaction(change) {
  return (store, { channel_id: channelId, message_id: messageId, user_id: userId, emoji }) => {
    const message = store.list(channelId).find(({ id }) => id === messageId);
    if (!message) return;
    const reactions = structuredClone(message.reactions ?? []);
    let entry = reactions.find((one) => one.emoji.name === emoji.name);
    if (!entry) reactions.push((entry = { emoji, count: 0, me: false }));
    entry.count += change;
    if (userId === store.me.id) entry.me = change > 0;
    store.put({ ...message, reactions: reactions.filter((one) => one.count > 0) });
  };
}

function threadChanged(store, thread) {
  const guild = store.guild(thread.parent_id);
  const known = store.channels.get(thread.id);
  const merged = {
    permissions: store.channels.get(thread.parent_id)?.permissions,
    ...known,
    ...thread,
  };
  store.channels.set(thread.id, merged);
  if (guild) store.guildOf.set(thread.id, guild);
  store.tell("state");
  store.tell("messages", { channel: thread.parent_id });
}

const EVENTS = {
  MESSAGE_CREATE: created,
  MESSAGE_UPDATE: (store, message) => {
    if (store.list(message.channel_id).some(({ id }) => id === message.id)) store.put(message);
  },
  MESSAGE_DELETE: (store, message) => store.remove(message),
  MESSAGE_REACTION_ADD: reaction(1),
  MESSAGE_REACTION_REMOVE: reaction(-1),
  TYPING_START: typingStarted,
  CHANNEL_CREATE: (store, channel) => {
    if (!store.dms.some(({ id }) => id === channel.id)) store.dms = [...store.dms, channel];
    store.channels.set(channel.id, channel);
    store.tell("state");
  },
  THREAD_CREATE: threadChanged,
  THREAD_UPDATE: threadChanged,
  THREAD_DELETE: (store, { id }) => {
    store.channels.delete(id);
    store.tell("state");
  },
  INTERACTION_SUCCESS: (store, frame) => store.settle(frame, true),
  INTERACTION_FAILURE: (store, frame) => store.settle(frame, false),
  MODAL_OPEN: (store, modal) => store.tell("modal", { modal }),
  COMMANDS_UPDATE: (store) => store.tell("commands"),
  BOT_STATUS: (store, { online }) => {
    store.online = online;
    store.tell("bot");
  },
};
