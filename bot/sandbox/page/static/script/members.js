/** Who is here, and whether the bot is. */

import { avatar } from "./avatar.js";
import { element } from "./dom.js";
import { onMenuRequest, openMenu } from "./menu.js";
import { displayName } from "./scene.js";
import { localised } from "./wording.js";
import { say } from "./words.js";

const USER_MENU = 2;

export class Members {
  constructor(app) {
    this.app = app;
    this.list = element("div", { class: "member-groups" });
    this.node = element(
      "aside",
      { class: "members", "aria-label": say("Members"), id: "members" },
      element("h2", {}, say("Members")),
      this.list,
    );
    for (const event of ["state", "bot"]) app.store.addEventListener(event, () => this.show());
    app.navigation.addEventListener("place", () => this.show());
    onMenuRequest(this.list, ({ target, point }) => {
      const button = target.closest("[data-user]");
      if (button) this.menu(button, point);
      return Boolean(button);
    });
  }

  show() {
    const { store } = this.app;
    if (!store.me) return;
    const members = this.app.directory.members(this.app.place.channelId);
    const bots = members.filter(({ user }) => user.bot);
    const people = members.filter(({ user }) => !user.bot);
    this.list.replaceChildren(this.#group(say("Bots"), bots), this.#group(say("People"), people));
  }

  #group(name, members) {
    return element(
      "section",
      {},
      element("h3", { class: "group-name" }, `${name} · ${members.length}`),
      element(
        "ul",
        { "aria-label": name },
        members.map((member) => element("li", {}, this.#member(member))),
      ),
    );
  }

  #member(member) {
    const { store } = this.app;
    const name = displayName(member);
    const isBot = member.user.id === store.bot?.id;
    const status = statusOf(member, store);
    return element(
      "button",
      {
        type: "button",
        class: `member${isBot && !store.online ? " away" : ""}`,
        "data-user": member.user.id,
        "aria-haspopup": "menu",
        on: { click: (event) => this.menu(event.currentTarget) },
      },
      avatar(member.user, name, "small"),
      element("span", { class: "member-name" }, element("bdi", {}, name)),
      status
        ? element("span", { class: isBot && store.online ? "status online" : "status" }, status)
        : null,
    );
  }

  async menu(button, point = null) {
    const { app } = this;
    const id = button.dataset.user;
    const channel = app.place.channelId;
    const member = app.store.member(id, channel);
    const commands = (await app.requests.commands(channel)).filter(
      ({ type }) => type === USER_MENU,
    );
    const basics = [
      {
        label: say("Mention"),
        icon: "people",
        run: () =>
          app.place.composer.insert(
            app.place.composer.text.selectionStart,
            `@${displayName(member)} `,
          ),
      },
    ];
    if (member.user.id === app.store.bot?.id)
      basics.push({
        label: say("Message"),
        icon: "letter",
        run: () => app.navigation.openDirect(),
      });
    if (app.store.people.some((one) => one.id === id) && id !== app.store.me.id)
      basics.push({
        label: say("Continue as {name}", { name: displayName(member) }),
        icon: "eye",
        run: () => app.navigation.become(id),
      });
    const apps = commands.map((command) => ({
      label: localised(command, "name"),
      icon: "bot",
      run: async () => {
        const fault = await app.requests.interact("menu", {
          channel,
          name: command.name,
          target: id,
        });
        if (fault)
          app.notices.alert(fault.silent ? say("The application did not respond") : fault.message);
      },
    }));
    openMenu({
      label: displayName(member),
      at: point ?? button,
      back: button,
      groups: [{ entries: basics }, { label: say("Apps"), entries: apps }],
    });
  }
}

function statusOf({ user }, store) {
  if (user.id === store.bot?.id) return store.online ? say("Online") : say("Offline");
  return user.id === store.me.id ? say("You") : "";
}
