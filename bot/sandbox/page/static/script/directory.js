/** Who and what has a name in a channel. */

import { displayName } from "./scene.js";
import { say } from "./words.js";

/** By kind of menu or option; the services number them differently. */
const KINDS = {
  member: ({ members }) => members(),
  role: ({ roles }) => roles(),
  mentionable: ({ members, roles }) => [...members(), ...roles()],
  channel: ({ channels }) => channels(),
};

export class Directory {
  constructor(store) {
    this.store = store;
  }

  /** The members of a channel's server, or the two of a direct conversation, as {user, nick}. */
  members(channelId) {
    const guild = this.store.guild(channelId);
    if (guild) return guild.members;
    const channel = this.store.channels.get(channelId);
    const pair = [this.store.me, ...(channel?.recipients ?? [])];
    return pair.map((user) => ({ user, nick: null, roles: [] }));
  }

  /** The roles of a channel's server, without the one that everybody has. */
  roles(channelId) {
    const guild = this.store.guild(channelId);
    return (guild?.roles ?? []).filter(({ id }) => id !== guild.id);
  }

  /** Channels and threads of the same server. */
  channels(channelId) {
    const guild = this.store.guild(channelId);
    const all = [...this.store.channels.values()];
    return all.filter((one) => guild && one.name && this.store.guild(one.id) === guild);
  }

  /** Every name that can be written in a channel, with the mention that is sent for it. */
  names(channelId) {
    const members = this.members(channelId).flatMap((member) => {
      const names = new Set([displayName(member), member.user.username]);
      return [...names].map((name) => ({ written: `@${name}`, sent: `<@${member.user.id}>` }));
    });
    const roles = this.roles(channelId).map(({ id, name }) => ({
      written: `@${name}`,
      sent: `<@&${id}>`,
    }));
    const channels = this.channels(channelId).map(({ id, name }) => ({
      written: `#${name}`,
      sent: `<#${id}>`,
    }));
    return [...members, ...roles, ...channels, ...this.#botNames(channelId)];
  }

  /** Who writes "@bot" means the only one there is, whatever it is called. */
  #botNames(channelId) {
    const bots = this.members(channelId).filter(({ user }) => user.bot);
    if (bots.length !== 1) return [];
    const names = new Set(["bot", say("Bot").toLowerCase()]);
    return [...names].map((name) => ({ written: `@${name}`, sent: `<@${bots[0].user.id}>` }));
  }

  /**
   * What a menu or option for members, roles or channels may name: [{name, value: id}]. `everyone`:
   * whether the role that everybody has is among them.
   */
  entities(channelId, kind, { channelTypes = [], everyone = false } = {}) {
    const guild = this.store.guild(channelId);
    const fitting = (one) => channelTypes.length === 0 || channelTypes.includes(one.type);
    return KINDS[kind]({
      members: () =>
        named(this.members(channelId).map((one) => ({ id: one.user.id, name: displayName(one) }))),
      roles: () => named(everyone ? (guild?.roles ?? []) : this.roles(channelId)),
      channels: () => named((guild?.channels ?? []).filter(fitting)),
    });
  }
}

function named(list) {
  return list.map(({ id, name }) => ({ name, value: id }));
}
