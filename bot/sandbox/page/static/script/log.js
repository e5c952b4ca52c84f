/** The messages of one channel: drawn once, then kept in step; arrows walk through them. */

import { sameDay, styled } from "./clock.js";
import { element } from "./dom.js";
import { FLAGS, TYPES, messageNode } from "./message.js";
import { say } from "./words.js";

const GROUP_WITHIN_MS = 7 * 60_000;
const HUSH_MS = 500;
const NEAR_THE_END_PX = 80;
const ABOVE_A_REPLY_PX = 8;

export class MessageLog {
  /** `deeds(message)` gives what can be done with a message; `onEarlier` asks for older ones. */
  constructor({ deeds, onEarlier, onRead }) {
    this.deeds = deeds;
    this.onRead = onRead;
    this.drawn = new Map();
    this.intro = element("div", { class: "intro" });
    this.earlier = element(
      "button",
      { type: "button", class: "text-button earlier", hidden: true, on: { click: onEarlier } },
      say("Load earlier messages"),
    );
    this.messages = element("div", { class: "messages" });
    this.node = element(
      "div",
      {
        class: "log",
        role: "log",
        "aria-live": "polite",
        "aria-relevant": "additions",
        tabindex: 0,
        on: { keydown: (event) => this.keydown(event), scroll: () => this.scrolled() },
      },
      element("div", { class: "log-filler" }),
      this.intro,
      this.earlier,
      this.messages,
    );
    this.jump = element(
      "button",
      { type: "button", class: "jump", hidden: true, on: { click: () => this.follow() } },
      say("New messages below"),
    );
    this.atEnd = true;
    // The newest that came and was not read on from: a high one is shown from its beginning.
    this.newest = null;
    this.placed = 0;
    this.expected = false; // whether something was asked for that is followed from wherever one is
    this.resized = new ResizeObserver(() => this.atEnd && this.follow());
    this.resized.observe(this.messages);
    this.resized.observe(this.node);
  }

  /** Begin anew for another channel. */
  reset(scene, label) {
    this.scene = scene;
    this.drawn.clear();
    this.messages.replaceChildren();
    this.node.setAttribute("aria-label", label);
    this.newest = null;
    this.expected = false;
    this.atEnd = true;
    this.jump.hidden = true;
  }

  /** Show `list`; nodes of messages that did not change stay as they are, with their focus and scroll. */
  show(list, { complete, notes, quiet = false }) {
    this.earlier.hidden = complete;
    this.intro.hidden = !complete;
    if (quiet) this.#hush();
    const anchor = quiet && !this.atEnd ? this.node.scrollHeight - this.node.scrollTop : null;
    this.#reconcile(list.flatMap((message, index) => this.#parts(message, list[index - 1], notes)));
    this.#roving();
    if (anchor !== null) this.node.scrollTop = this.node.scrollHeight - anchor;
    else if (this.atEnd) this.follow();
  }

  /** A channel that is opened is not read out from its first message on; what comes then is. */
  #hush() {
    this.node.setAttribute("aria-live", "off");
    clearTimeout(this.hushed);
    this.hushed = setTimeout(() => this.node.setAttribute("aria-live", "polite"), HUSH_MS);
  }

  #parts(message, previous, notes) {
    const date = new Date(message.timestamp);
    const newDay = !previous || !sameDay(date, new Date(previous.timestamp));
    const grouped = !newDay && follows(message, previous);
    const note = notes.get(message.id) ?? null;
    const stamp = JSON.stringify([message, grouped, note]);
    const day = newDay
      ? [{ key: `day ${date.toDateString()}`, stamp: "", build: () => dayLine(date) }]
      : [];
    const build = () =>
      messageNode(message, { scene: this.scene, grouped, note, deeds: this.deeds(message) });
    return [...day, { key: message.id, stamp, build }];
  }

  #reconcile(parts) {
    const wanted = new Set(parts.map(({ key }) => key));
    for (const [key, { node }] of this.drawn) {
      if (wanted.has(key)) continue;
      node.remove();
      this.drawn.delete(key);
    }
    let before = null;
    for (const { key, stamp, build } of parts) {
      const known = this.drawn.get(key);
      const node = known?.stamp === stamp ? known.node : build();
      if (known && known.node !== node) known.node.replaceWith(node);
      const place = before ? before.nextSibling : this.messages.firstChild;
      if (place !== node) this.messages.insertBefore(node, place);
      this.drawn.set(key, { node, stamp });
      before = node;
    }
  }

  /** Run `draw`; what has the focus in the log keeps it, or hands it to what took its place. */
  keepFocus(draw) {
    const focus = this.#focus();
    draw();
    if (focus && !hasFocus(focus.active)) this.#restore(focus);
  }

  #focus() {
    const active = document.activeElement;
    if (!this.node.contains(active)) return null;
    const message = active.closest("[data-id]");
    return {
      id: message?.dataset.id ?? null,
      control: active.dataset.customId ?? null,
      own: active === message,
      active,
    };
  }

  /** The focus goes to the same control of the same message, or to the message, or to the log. */
  #restore(focus) {
    const node = this.drawn.get(focus.id)?.node;
    if (!node) {
      this.node.focus();
      return;
    }
    const controls = [...node.querySelectorAll("[data-custom-id]:not(:disabled)")];
    const same = controls.find((control) => control.dataset.customId === focus.control);
    (focus.own ? node : (same ?? node)).focus({ preventScroll: true });
  }

  #articles() {
    return [...this.messages.querySelectorAll("article")];
  }

  #roving() {
    const articles = this.#articles();
    const current =
      articles.find((node) => node.contains(document.activeElement)) ?? articles.at(-1);
    for (const node of articles) node.tabIndex = node === current ? 0 : -1;
  }

  keydown(event) {
    const articles = this.#articles();
    const at = articles.indexOf(event.target);
    if (at < 0 && event.target !== this.node) return;
    const targets = {
      ArrowUp: at < 0 ? articles.length - 1 : at - 1,
      ArrowDown: at + 1,
      Home: 0,
      End: articles.length - 1,
    };
    const next = articles[targets[event.key]];
    if (!next || at === articles.indexOf(next)) return;
    event.preventDefault();
    next.focus();
    this.#roving();
    next.scrollIntoView({ block: "nearest" });
  }

  scrolled() {
    this.#look();
    const readOn = Math.abs(this.node.scrollTop - this.placed) > 1;
    if (readOn) this.expected = false;
    if (readOn && (this.atEnd || this.jump.hidden)) this.newest = null;
    if (this.atEnd) {
      this.jump.hidden = true;
      this.onRead();
    }
  }

  #look() {
    this.atEnd =
      this.node.scrollHeight - this.node.scrollTop - this.node.clientHeight < NEAR_THE_END_PX;
  }

  /** Something new came: follow it, or offer to. */
  added({ id }, own) {
    if (own) this.toEnd();
    else if (this.atEnd || this.expected) this.#followFrom(id);
    else {
      if (this.jump.hidden) this.newest = id; // the first of those below
      this.jump.hidden = false;
    }
  }

  #followFrom(id) {
    this.newest = id;
    this.expected = false;
    this.follow();
  }

  toEnd() {
    this.newest = null;
    this.expected = false;
    this.follow();
  }

  /** Scroll to the end, or as far as the beginning of the newest stays in view: Discord does not. */
  follow() {
    const reply = this.drawn.get(this.newest)?.node;
    const end = this.node.scrollHeight - this.node.clientHeight;
    this.node.scrollTop = reply ? Math.min(end, this.#topOf(reply)) : end;
    this.placed = this.node.scrollTop;
    this.jump.hidden = true;
    this.#look();
  }

  /** How far one has to scroll for a message to begin at the top. */
  #topOf(message) {
    const { top } = message.getBoundingClientRect();
    const above = top - this.node.getBoundingClientRect().top;
    return this.node.scrollTop + above - ABOVE_A_REPLY_PX;
  }

  /** Bring a message into view and give it the focus; false where it is not loaded. */
  focusMessage(id) {
    const node = this.drawn.get(id)?.node;
    if (!node) return false;
    this.atEnd = false;
    node.scrollIntoView({ block: "center" });
    node.focus();
    this.#roving();
    node.classList.remove("flash");
    void node.offsetWidth; // restarts the animation
    node.classList.add("flash");
    return true;
  }
}

/** Whether `node` still has the focus where it can be seen: what is hidden loses it at the next frame. */
function hasFocus(node) {
  return node === document.activeElement && node.checkVisibility();
}

function follows(message, previous) {
  const near = new Date(message.timestamp) - new Date(previous.timestamp) < GROUP_WITHIN_MS;
  const same =
    message.author.id === previous.author.id &&
    (message.flags & FLAGS.ephemeral) === (previous.flags & FLAGS.ephemeral);
  const plain =
    message.type === 0 &&
    !message.interaction_metadata &&
    ![TYPES.threadCreated, TYPES.threadStarter].includes(previous.type);
  return near && same && plain;
}

function dayLine(date) {
  return element(
    "div",
    { class: "day-line", role: "separator", "aria-label": styled(date, "D") },
    element("span", {}, styled(date, "D")),
  );
}
