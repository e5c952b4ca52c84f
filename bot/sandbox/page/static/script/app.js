/** The page as a whole: its parts, made and tied together. */

import { Conversation } from "./conversation.js";
import { openForm } from "./dialog.js";
import { Directory } from "./directory.js";
import { iconButton } from "./dom.js";
import { Members } from "./members.js";
import { Navigation } from "./navigation.js";
import { Notices } from "./notices.js";
import { Requests } from "./requests.js";
import { Scene } from "./scene.js";
import { Sidebar } from "./sidebar.js";
import { say } from "./words.js";

export class App {
  constructor(store, connection) {
    this.store = store;
    this.connection = connection;
    this.notices = new Notices();
    this.requests = new Requests(this);
    this.directory = new Directory(store);
    this.controls = drawerControls();
    this.place = new Conversation(this, {
      label: say("Channel"),
      headControls: { before: this.controls.sidebar, after: this.controls.members },
    });
    this.thread = this.#threadConversation();
    this.navigation = new Navigation(this);
    this.sidebar = new Sidebar(this);
    this.members = new Members(this);
    this.#listen();
  }

  #threadConversation() {
    const close = iconButton("close", say("Close the thread"), {
      on: { click: () => this.navigation.closeThread() },
    });
    const headControls = { before: null, after: close };
    const thread = new Conversation(this, { label: say("Thread"), headControls });
    thread.node.classList.add("thread");
    thread.node.hidden = true;
    return thread;
  }

  #listen() {
    const { connection, store } = this;
    connection.addEventListener("open", () => this.navigation.greet());
    connection.addEventListener("event", ({ detail }) => {
      // What was under way for the member before a switch is not for this one.
      if (detail.as === store.me?.id) store.apply(detail);
    });
    store.addEventListener("modal", ({ detail }) => this.#openModal(detail.modal));
    addEventListener("focus", () => this.place.markRead());
  }

  /** The conversation that shows a channel. */
  conversation(channelId) {
    return this.thread.channelId === channelId ? this.thread : this.place;
  }

  /** Open a command, as a mention of it asks. */
  async useCommand(channelId, path) {
    const started = await this.conversation(channelId).composer.startCommand(path);
    if (!started)
      this.notices.alert(say("{command} cannot be used here.", { command: `/${path}` }));
  }

  #openModal(modal) {
    const { channelId } = this.conversation(modal.channel_id);
    openForm(modal, {
      scene: new Scene(this, channelId),
      act: { entities: (kind, types) => this.pickable(channelId, kind, types) },
      submit: async (values) => {
        const fault = await this.requests.interact("submit", { modal: modal.id, values });
        if (!fault) return null;
        return fault.silent ? say("Something went wrong. Try again.") : fault.message;
      },
      dismiss: () => this.requests.ask("dismiss_modal", { modal: modal.id }).catch(() => {}),
    });
  }

  /** Members, roles or channels as the options of a menu. */
  pickable(channelId, kind, channelTypes) {
    const found = this.directory.entities(channelId, kind, { channelTypes });
    return found.map(({ name, value }) => ({ label: name, value }));
  }
}

function drawerControls() {
  return {
    sidebar: drawerControl("menu", say("Servers and channels"), "sidebar", "only-narrow"),
    members: drawerControl("people", say("Members"), "members", ""),
  };
}

function drawerControl(sign, label, drawer, className) {
  return iconButton(sign, label, {
    class: className,
    "aria-expanded": "false",
    "aria-controls": drawer,
  });
}
