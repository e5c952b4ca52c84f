/** Servers at the far left, and beside them the channels and threads of the one that is open. */

import { avatar, initials } from "./avatar.js";
import { element, icon } from "./dom.js";
import { displayName } from "./scene.js";
import { say, sayCount } from "./words.js";

const CATEGORY = 4;

export class Sidebar {
  constructor(app) {
    this.app = app;
    this.servers = element("ul", { class: "servers", "aria-label": say("Servers") });
    this.heading = element("h2", { class: "server-name" });
    this.list = element("div", { class: "channels" });
    this.you = element("div", { class: "you" });
    this.node = element(
      "nav",
      { class: "sidebar", "aria-label": say("Servers and channels"), id: "sidebar" },
      this.servers,
      element("div", { class: "channel-side" }, this.heading, this.list, this.you),
    );
    for (const event of ["state", "unread"]) app.store.addEventListener(event, () => this.show());
    app.navigation.addEventListener("place", () => this.show());
    this.node.addEventListener("keydown", (event) => this.keydown(event));
  }

  show() {
    const { store } = this.app;
    if (!store.me) return;
    const focused = this.node.contains(document.activeElement)
      ? document.activeElement.dataset.key
      : null;
    const { guild } = this.app.navigation;
    this.servers.replaceChildren(this.#home(), ...store.guilds.map((one) => this.#server(one)));
    this.heading.replaceChildren(element("bdi", {}, guild ? guild.name : say("Direct messages")));
    this.list.replaceChildren(...(guild ? this.#channels(guild) : this.#directs()));
    this.you.replaceChildren(
      avatar(store.me, displayName(store.me), "small"),
      element(
        "span",
        {},
        element("bdi", {}, displayName(store.me)),
        element("span", { class: "quiet" }, guild ? roleLine(guild) : ""),
      ),
    );
    if (focused) this.node.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  }

  #home() {
    const unread = this.app.store.dms.reduce(
      (sum, { id }) => sum + (this.app.store.unread.get(id)?.count ?? 0),
      0,
    );
    return this.#serverButton({
      key: "home",
      label: say("Direct messages"),
      sign: icon("letter"),
      current: !this.app.navigation.guild,
      unread,
      open: () => this.app.navigation.openHome(),
    });
  }

  #server(guild) {
    const unread = guild.channels.reduce(
      (sum, { id }) => sum + (this.app.store.unread.get(id)?.count ?? 0),
      0,
    );
    return this.#serverButton({
      key: guild.id,
      label: guild.name,
      sign: initials(guild.name),
      current: this.app.navigation.guild?.id === guild.id,
      unread,
      open: () => this.app.navigation.openGuild(guild.id),
    });
  }

  #serverButton({ key, label, sign, current, unread, open }) {
    return element(
      "li",
      {},
      element(
        "button",
        {
          type: "button",
          class: "server",
          title: label,
          "aria-label": unread ? say("{name}, unread messages", { name: label }) : label,
          "aria-current": current ? "true" : null,
          "data-key": `server-${key}`,
          on: { click: open },
        },
        element("span", { "aria-hidden": "true" }, sign),
        unread ? element("span", { class: "dot" }) : null,
      ),
    );
  }

  #channels(guild) {
    const categories = new Map(
      guild.channels.filter(({ type }) => type === CATEGORY).map((one) => [one.id, one]),
    );
    const groups = new Map([[null, []], ...[...categories.keys()].map((id) => [id, []])]);
    for (const channel of guild.channels)
      if (channel.type !== CATEGORY)
        groups.get(categories.has(channel.parent_id) ? channel.parent_id : null).push(channel);
    return [...groups]
      .filter(([, channels]) => channels.length > 0)
      .map(([id, channels]) => {
        const name = id ? categories.get(id).name : say("Channels");
        return element(
          "section",
          {},
          element("h3", { class: "group-name" }, element("bdi", {}, name)),
          element(
            "ul",
            { "aria-label": name },
            channels.map((channel) => this.#channel(channel, guild)),
          ),
        );
      });
  }

  #channel(channel, guild) {
    const threads = this.app.store
      .threadsOf(channel.id)
      .filter((thread) => !thread.thread_metadata?.archived);
    const sign = isHidden(channel, guild) ? "lock" : "hash";
    return element(
      "li",
      {},
      this.#place(channel.id, sign, channel.name, () =>
        this.app.navigation.openChannel(channel.id),
      ),
      threads.length > 0
        ? element(
            "ul",
            { class: "threads", "aria-label": say("Threads in {name}", { name: channel.name }) },
            threads.map((thread) =>
              element(
                "li",
                {},
                this.#place(thread.id, "branch", thread.name, () =>
                  this.app.navigation.openThread(thread.id),
                ),
              ),
            ),
          )
        : null,
    );
  }

  #place(id, sign, name, open) {
    const unread = this.app.store.unread.get(id);
    const current = this.app.navigation.isOpen(id);
    return element(
      "button",
      {
        type: "button",
        class: `channel${unread ? " unread" : ""}`,
        "aria-current": current ? "page" : null,
        "aria-label": unread
          ? sayCount("{name}, {count} unread", "{name}, {count} unread", unread.count, { name })
          : null,
        "data-key": id,
        on: { click: open },
      },
      icon(sign),
      element("bdi", { class: "channel-name" }, name),
      unread?.mentions ? element("span", { class: "badge" }, unread.mentions) : null,
    );
  }

  #directs() {
    const { store } = this.app;
    const known = store.dms.map((channel) =>
      this.#place(channel.id, "letter", displayName(channel.recipients[0]), () =>
        this.app.navigation.openChannel(channel.id),
      ),
    );
    const fresh =
      store.dms.length === 0 && store.bot
        ? [
            element(
              "button",
              {
                type: "button",
                class: "channel",
                "data-key": "new-dm",
                on: { click: () => this.app.navigation.openDirect() },
              },
              icon("letter"),
              element("span", {}, say("Message {name}", { name: displayName(store.bot) })),
            ),
          ]
        : [];
    return [
      element(
        "ul",
        { "aria-label": say("Direct messages") },
        [...known, ...fresh].map((button) => element("li", {}, button)),
      ),
    ];
  }

  /** Up and down step through the buttons, besides Tab. */
  keydown(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const buttons = [
      ...(event.target.closest("ul.servers, .channels")?.querySelectorAll("button") ?? []),
    ];
    const next = buttons[buttons.indexOf(event.target) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }
}

function roleLine(guild) {
  const names = guild.roles
    .filter((role) => guild.me.roles.includes(role.id) && role.id !== guild.id)
    .map(({ name }) => name);
  return names.join(", ");
}

/** Whether not everyone on the server sees the channel. */
function isHidden(channel, guild) {
  const everyone = (channel.permission_overwrites ?? []).find(({ id }) => id === guild.id);
  return everyone ? ((BigInt(everyone.deny) >> 10n) & 1n) === 1n : false;
}
