/** Where a text stands: it gives ids their names, as the member who looks on may know them. */

import { say } from "./words.js";

/** The name a member goes by here. */
export function displayName(member) {
  const user = member?.user ?? member;
  return member?.nick || user?.global_name || user?.username || say("Unknown");
}

export class Scene {
  constructor(app, channelId) {
    this.app = app;
    this.channelId = channelId;
  }

  get guild() {
    return this.app.store.guild(this.channelId);
  }

  /** {name, self} of a person, or null where nobody here has this id. */
  user(id) {
    const member = this.app.store.member(id, this.channelId);
    return member && { name: displayName(member), self: id === this.app.store.me.id };
  }

  role(id) {
    const role = this.guild?.roles.find((one) => one.id === id);
    return role ? { name: role.name, self: this.guild.me.roles.includes(id) } : null;
  }

  channel(id) {
    return this.app.store.channels.get(id) ?? null;
  }

  openChannel(id) {
    this.app.navigation.openChannel(id);
  }

  useCommand(name) {
    this.app.useCommand(this.channelId, name);
  }

  name(user) {
    return displayName(this.app.store.member(user.id, this.channelId) ?? user);
  }
}
