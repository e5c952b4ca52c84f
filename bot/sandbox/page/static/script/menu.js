/** The one menu that may be open: at a point or beside a control, moved through with the arrows. */

import { element, icon } from "./dom.js";

const MARGIN_PX = 8;
let current = null;

/**
 * Open a menu. groups: [{label?, entries: [{label, icon?, danger?, run}]}]; a group with `signs` shows
 * its entries as a row of signs. `at`: {x, y} or an element. The focus returns to `back` when it closes.
 */
export function openMenu({ label, groups, at, back }) {
  closeMenu();
  const node = element(
    "div",
    {
      class: "menu",
      role: "menu",
      "aria-label": label,
      tabindex: -1,
      on: { keydown, contextmenu: (event) => event.preventDefault() },
    },
    groups.filter((group) => group.entries.length > 0).map(groupNode),
  );
  // In the landmark it belongs to, so that a screen reader's user knows where they are.
  const landmark = back?.closest("main, aside") ?? document.getElementById("main");
  landmark.append(node);
  current = { node, back };
  place(node, at);
  node.querySelector("[role=menuitem]").focus({ preventScroll: true });
  document.addEventListener("pointerdown", outside, true);
  window.addEventListener("resize", dismiss);
}

/** Close the menu, if one is open, and give the focus back. */
export function closeMenu({ refocus = false } = {}) {
  if (!current) return;
  const { node, back } = current;
  current = null;
  node.remove();
  document.removeEventListener("pointerdown", outside, true);
  window.removeEventListener("resize", dismiss);
  if (refocus && back?.isConnected) back.focus({ preventScroll: true });
}

const dismiss = () => closeMenu();

function outside(event) {
  if (!current.node.contains(event.target)) closeMenu();
}

function groupNode(group) {
  const title = group.label
    ? element("div", { class: "menu-title", "aria-hidden": "true" }, group.label)
    : null;
  return element(
    "div",
    {
      class: group.signs ? "menu-group signs" : "menu-group",
      role: "group",
      "aria-label": group.label ?? null,
    },
    title,
    group.entries.map(entryNode),
  );
}

function entryNode(entry) {
  const run = () => {
    closeMenu({ refocus: true });
    entry.run();
  };
  return element(
    "button",
    {
      type: "button",
      role: "menuitem",
      tabindex: -1,
      class: entry.danger ? "menu-entry danger" : "menu-entry",
      "aria-label": entry.name ?? null,
      on: { click: run },
    },
    element("span", { class: "menu-label" }, entry.label),
    entry.icon ? icon(entry.icon) : null,
  );
}

function keydown(event) {
  const items = [...current.node.querySelectorAll("[role=menuitem]")];
  const at = items.indexOf(document.activeElement);
  const targets = {
    ArrowDown: at + 1,
    ArrowRight: at + 1,
    ArrowUp: at - 1,
    ArrowLeft: at - 1,
    Home: 0,
    End: items.length - 1,
  };
  if (event.key in targets) items.at(targets[event.key] % items.length).focus();
  else if (event.key === "Escape" || event.key === "Tab") closeMenu({ refocus: true });
  else if (!jumpTo(items, at, event.key)) return;
  event.preventDefault();
  event.stopPropagation();
}

/** A letter moves on to the next entry that begins with it. */
function jumpTo(items, at, key) {
  if (key.length !== 1 || !/\p{L}/u.test(key)) return false;
  const order = [...items.slice(at + 1), ...items.slice(0, at + 1)];
  order.find((item) => item.textContent.toLowerCase().startsWith(key.toLowerCase()))?.focus();
  return true;
}

function place(node, at) {
  const box =
    at instanceof Element
      ? at.getBoundingClientRect()
      : { left: at.x, right: at.x, top: at.y, bottom: at.y };
  const { offsetWidth: width, offsetHeight: height } = node;
  const below = box.bottom + height + MARGIN_PX <= innerHeight;
  const x = at instanceof Element ? box.right - width : box.left;
  const left = Math.max(MARGIN_PX, Math.min(x, innerWidth - width - MARGIN_PX));
  const top = below ? box.bottom + 2 : Math.max(MARGIN_PX, box.top - height - 2);
  node.style.setProperty("left", `${left}px`);
  node.style.setProperty(
    "top",
    `${Math.min(top, Math.max(MARGIN_PX, innerHeight - height - MARGIN_PX))}px`,
  );
}

const LONG_PRESS_MS = 500;
const STILL_PX = 10;

/** Call `open({x, y})` for a right-click, the menu key, or a long press on `node`. */
export function onMenuRequest(node, open) {
  let timer = null;
  let from = null;
  let openedByPress = false;
  const stop = () => clearTimeout(timer);
  node.addEventListener("contextmenu", (event) => {
    stop();
    const native = event.shiftKey && event.button === 2; // Shift shows the browser's own menu, as elsewhere
    if (native || event.target.closest("a, input, textarea") || openedByPress) {
      if (openedByPress) event.preventDefault();
      return;
    }
    const byKey = event.clientX === 0 && event.clientY === 0;
    const handled = open({
      target: event.target,
      point: byKey ? null : { x: event.clientX, y: event.clientY },
    });
    if (handled) event.preventDefault();
  });
  node.addEventListener("pointerdown", (event) => {
    openedByPress = false;
    if (event.pointerType !== "touch") return;
    from = { x: event.clientX, y: event.clientY };
    timer = setTimeout(
      () => (openedByPress = Boolean(open({ target: event.target, point: from }))),
      LONG_PRESS_MS,
    );
  });
  node.addEventListener("pointermove", (event) => {
    if (from && Math.hypot(event.clientX - from.x, event.clientY - from.y) > STILL_PX) stop();
  });
  for (const name of ["pointerup", "pointercancel"]) node.addEventListener(name, stop);
  node.addEventListener(
    "click",
    (event) => {
      if (!openedByPress) return;
      openedByPress = false;
      event.preventDefault();
      event.stopPropagation();
    },
    true,
  );
}
