/** The tree of a text -> nodes of the page. `scene` resolves names and takes clicks; see scene.js. */

import { full, styled } from "./clock.js";
import { element, webLink } from "./dom.js";
import { parse } from "./markdown.js";
import { say } from "./words.js";

/** A fragment that shows `text`; `blocks: false` for titles, where only inline rules hold. */
export function markup(text, scene, options = {}) {
  const fragment = document.createDocumentFragment();
  fragment.append(...draw(parse(text, options), scene));
  return fragment;
}

const draw = (nodes, scene) => nodes.map((node) => DRAW[node.type](node, scene));

const simple =
  (tag, attributes = {}) =>
  (node, scene) =>
    element(tag, attributes, draw(node.children, scene));

function list(node, scene) {
  const start = node.ordered && node.start !== 1 ? { start: node.start } : {};
  const items = node.items.map((item) => element("li", {}, draw(item, scene)));
  return element(node.ordered ? "ol" : "ul", { class: "list", ...start }, items);
}

const codeBlock = (node) =>
  element(
    "pre",
    { class: "code-block", "data-language": node.language || null },
    element("code", {}, node.text),
  );

function link(node, scene) {
  const title = node.title ? `${node.title}\n${node.url}` : node.url;
  return webLink(node.url, { title }, draw(node.children, scene));
}

/** Covered until it is pressed; covered text is neither read aloud nor reachable by keyboard. */
function spoiler(node, scene) {
  const content = element(
    "span",
    { class: "spoiler-text", inert: true, "aria-hidden": "true" },
    draw(node.children, scene),
  );
  const cover = element(
    "span",
    { class: "spoiler", role: "button", tabindex: 0, "aria-label": say("Spoiler, press to show") },
    content,
  );
  const reveal = (event) => {
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    if (cover.classList.contains("open")) return;
    event.preventDefault();
    event.stopPropagation();
    cover.classList.add("open");
    for (const name of ["role", "tabindex", "aria-label"]) cover.removeAttribute(name);
    content.inert = false;
    content.removeAttribute("aria-hidden");
  };
  cover.addEventListener("click", reveal);
  cover.addEventListener("keydown", reveal);
  return cover;
}

function mention(node, scene) {
  if (node.kind === "everyone" || node.kind === "here") return mentioned(`@${node.kind}`);
  if (node.kind === "channel") return channelMention(node.id, scene);
  const found = node.kind === "role" ? scene.role(node.id) : scene.user(node.id);
  if (found === null)
    return mentioned(node.kind === "role" ? say("@unknown-role") : say("@unknown-user"));
  return mentioned(`@${found.name}`, found.self ? "self" : "");
}

function mentioned(text, extra = "") {
  return element("span", { class: `mention ${extra}`.trim() }, element("bdi", {}, text));
}

function channelMention(id, scene) {
  const channel = scene.channel(id);
  if (channel === null) return element("span", { class: "mention" }, say("#unknown"));
  const open = { click: () => scene.openChannel(id) };
  return element(
    "button",
    { type: "button", class: "mention", on: open },
    element("bdi", {}, `#${channel.name}`),
  );
}

function command(node, scene) {
  const use = { click: () => scene.useCommand(node.name) };
  return element("button", { type: "button", class: "mention", on: use }, `/${node.name}`);
}

function timestamp(node) {
  const date = new Date(node.seconds * 1000);
  const relative = node.style === "R" ? { "data-relative": true } : {};
  return element(
    "time",
    { class: "timestamp", datetime: date.toISOString(), title: full(date), ...relative },
    styled(date, node.style),
  );
}

const DRAW = {
  text: (node) => document.createTextNode(node.text),
  strong: simple("strong"),
  emphasis: simple("em"),
  underline: simple("u"),
  strike: simple("s"),
  quote: simple("blockquote"),
  subtext: simple("p", { class: "subtext" }),
  heading: (node, scene) =>
    element(
      "p",
      { class: `heading h${node.level}`, role: "heading", "aria-level": node.level + 1 },
      draw(node.children, scene),
    ),
  code: (node) => element("code", {}, node.text),
  emoji: (node) => element("span", { class: "emoji" }, `:${node.name}:`),
  codeBlock,
  command,
  link,
  list,
  mention,
  spoiler,
  timestamp,
};

/** The words of a text without its marks, on one line: for previews and copies. */
export function plainText(text, scene) {
  return words(parse(text), scene).replaceAll(/\s+/g, " ").trim();
}

const words = (nodes, scene) => nodes.map((node) => nodeWords(node, scene)).join("");

function nodeWords(node, scene) {
  if (node.type === "spoiler") return "▒▒▒";
  if (node.children) return words(node.children, scene) + (node.type === "heading" ? "\n" : "");
  if (node.items) return node.items.map((item) => `• ${words(item, scene)} `).join("");
  if ("text" in node) return node.text;
  return DRAW[node.type](node, scene).textContent;
}
