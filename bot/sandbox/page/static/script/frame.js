/** The page's outline: the bar at the top, drawers on narrow screens, and the way around by keyboard. */

import { startedAnew } from "./connection.js";
import { element, icon, iconButton } from "./dom.js";
import { closeMenu } from "./menu.js";
import { displayName } from "./scene.js";
import { currentTheme, setTheme } from "./theme.js";
import { say } from "./words.js";

const NARROW = matchMedia("(max-width: 760px)");
const MIDDLE = matchMedia("(max-width: 1100px)");

/** Where the focus lands in a part, best first. */
const ENTRANCES = [
  "[aria-current=page]",
  "article[tabindex='0']",
  ".command-bar input",
  "textarea",
  "button:not(.earlier)",
];

export class Frame {
  constructor(app) {
    this.app = app;
    this.person = element("select", {
      id: "person",
      on: { change: () => app.navigation.become(this.person.value) },
    });
    this.theme = iconButton("moon", say("Dark colours"), {
      on: { click: () => this.switchTheme() },
    });
    this.banner = element("div", { class: "banner", role: "alert", hidden: true });
    this.main = element("main", { id: "main" }, app.place.node, app.thread.node);
    this.shade = element("div", {
      class: "shade",
      hidden: true,
      on: { click: () => this.closeDrawers({ refocus: true }) },
    });
    this.membersShown = !MIDDLE.matches;
    app.navigation.addEventListener("place", () => this.closeDrawers());
    this.#listen();
  }

  mount(root) {
    const { app } = this;
    root.replaceChildren(
      this.#skip(),
      this.#top(),
      this.banner,
      element(
        "div",
        { class: "columns" },
        app.sidebar.node,
        this.main,
        app.members.node,
        this.shade,
      ),
      app.notices.toasts,
      app.notices.status,
    );
    this.showTheme();
    this.layout();
  }

  #skip() {
    return element(
      "div",
      { class: "skip" },
      skipLink(say("Skip to the message box"), () => this.#conversation.composer.focus()),
      skipLink(say("Skip to the messages"), () => this.#conversation.log.node.focus()),
    );
  }

  /** The channel, or the thread where that has taken its place. */
  get #conversation() {
    const { place, thread } = this.app;
    return place.node.checkVisibility() ? place : thread;
  }

  #top() {
    return element(
      "header",
      { class: "top" },
      element(
        "span",
        { class: "brand", "data-short": say("local") },
        element("span", { class: "brand-sign", "aria-hidden": "true" }),
        element("strong", {}, say("Sandbox")),
      ),
      element(
        "span",
        { class: "notice-line" },
        say("A local stand-in to try the bot in. Nothing leaves this computer."),
      ),
      element(
        "label",
        { class: "person", for: "person" },
        element("span", {}, say("You are")),
        this.person,
      ),
      this.theme,
    );
  }

  #listen() {
    const { app } = this;
    app.store.addEventListener("state", () => this.showPeople());
    app.store.addEventListener("bot", () => this.showBanner());
    app.connection.addEventListener("open", () => this.showBanner());
    app.connection.addEventListener("lost", () => this.showBanner());
    app.controls.sidebar.addEventListener("click", () => this.toggleSidebar());
    app.controls.members.addEventListener("click", () => this.toggleMembers());
    for (const query of [NARROW, MIDDLE]) query.addEventListener("change", () => this.resized());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.showTheme());
    document.addEventListener("keydown", (event) => this.keydown(event));
  }

  showPeople() {
    const { me, people } = this.app.store;
    this.person.replaceChildren(
      ...people.map((user) =>
        element("option", { value: user.id, selected: user.id === me.id }, displayName(user)),
      ),
    );
    this.person.value = me.id;
  }

  showBanner() {
    const { app } = this;
    const lost = !app.connection.connected;
    const away = !lost && app.store.me && !app.store.online;
    this.banner.hidden = !lost && !away;
    this.banner.classList.toggle("lost", lost);
    if (app.connection.isOver) this.banner.replaceChildren(icon("warning"), startedAnew());
    else if (lost && !app.store.me) this.banner.replaceChildren(say("Connecting to the sandbox…"));
    else if (lost)
      this.banner.replaceChildren(
        icon("warning"),
        say("The connection to the sandbox is lost. Trying again… "),
        element(
          "button",
          { type: "button", class: "text-button", on: { click: () => app.connection.retry() } },
          say("Try now"),
        ),
      );
    else if (away)
      this.banner.replaceChildren(say("The bot is not online yet. It answers as soon as it is."));
  }

  // --- colours -------------------------------------------------------------------------------

  switchTheme() {
    setTheme(currentTheme() === "dark" ? "light" : "dark");
    this.showTheme();
  }

  showTheme() {
    const dark = currentTheme() === "dark";
    const label = dark ? say("Use light colours") : say("Use dark colours");
    this.theme.replaceChildren(icon(dark ? "sun" : "moon"));
    this.theme.setAttribute("aria-label", label);
    this.theme.title = label;
  }

  // --- drawers -------------------------------------------------------------------------------

  resized() {
    this.membersShown = !MIDDLE.matches;
    this.sidebarShown = false;
    this.layout();
  }

  toggleSidebar() {
    this.sidebarShown = !this.sidebarShown;
    this.layout();
    // A drawer that is still on its way is not to be scrolled to.
    if (this.sidebarShown)
      this.app.sidebar.node.querySelector("[aria-current=page]")?.focus({ preventScroll: true });
  }

  toggleMembers() {
    this.membersShown = !this.membersShown;
    this.layout();
    if (this.membersShown && NARROW.matches)
      this.app.members.node.querySelector("button")?.focus({ preventScroll: true });
  }

  closeDrawers({ refocus = false } = {}) {
    if (!NARROW.matches) return;
    const opener = this.sidebarShown ? this.app.controls.sidebar : this.app.controls.members;
    const open = this.sidebarShown || this.membersShown;
    this.sidebarShown = false;
    this.membersShown = false;
    this.layout();
    if (open && refocus) opener.focus();
  }

  /** Draw which side parts are open; a drawer over the page keeps the focus to itself. */
  layout() {
    const narrow = NARROW.matches;
    const { sidebar, members, controls } = this.app;
    const drawer = narrow && (this.sidebarShown || this.membersShown);
    sidebar.node.classList.toggle("open", Boolean(narrow && this.sidebarShown));
    sidebar.node.inert = narrow && !this.sidebarShown;
    members.node.classList.toggle("open", this.membersShown);
    members.node.inert = !this.membersShown;
    this.shade.hidden = !drawer;
    this.main.inert = drawer;
    controls.sidebar.setAttribute("aria-expanded", String(Boolean(this.sidebarShown)));
    controls.members.setAttribute("aria-expanded", String(this.membersShown));
  }

  // --- keyboard ------------------------------------------------------------------------------

  keydown(event) {
    if (event.key === "F6") {
      event.preventDefault();
      this.#nextPart(event.shiftKey ? -1 : 1);
    } else if (event.key === "Escape" && !event.defaultPrevented) this.#escape();
    else if (this.#isForBox(event)) this.#conversation.composer.focus();
  }

  #escape() {
    const { app } = this;
    const drawer = NARROW.matches && (this.sidebarShown || this.membersShown);
    if (drawer) this.closeDrawers({ refocus: true });
    else if (app.thread.node.contains(document.activeElement)) app.navigation.closeThread();
    else closeMenu({ refocus: true });
  }

  /** A letter typed anywhere outside of a field is meant for the message box; of a button, too. */
  #isForBox(event) {
    const at = document.activeElement;
    const pressed = event.key === " " || at.closest("dialog, [role=menu], [role=listbox]");
    const free = at === document.body || (at.tagName === "BUTTON" && !pressed);
    return free && event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
  }

  #nextPart(step) {
    const { app } = this;
    const parts = [
      app.sidebar.node,
      app.place.log.node,
      app.place.composer.node,
      app.thread.log.node,
      app.thread.composer.node,
      app.members.node,
    ].filter((node) => !node.closest("[inert]") && entranceOf(node));
    const at = parts.findIndex((node) => node.contains(document.activeElement));
    const from = at < 0 && step < 0 ? 0 : at; // from outside of all parts: to the first, or the last
    entranceOf(parts[(from + step + parts.length) % parts.length]).focus();
  }
}

/** What takes the focus in a part of the page: null where nothing in it can be seen that does. */
function entranceOf(part) {
  for (const entrance of ENTRANCES) {
    const node = [...part.querySelectorAll(entrance)].find((one) => one.checkVisibility());
    if (node) return node;
  }
  return part.tabIndex === 0 && part.checkVisibility() ? part : null;
}

function skipLink(text, go) {
  return element("button", { type: "button", on: { click: go } }, text);
}
