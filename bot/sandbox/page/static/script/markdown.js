/**
 * Text as members write it -> a tree. Pure: nothing here touches the page.
 *
 * The rules are those that chat clients of this kind follow: they are tried at each position from
 * left to right, blocks only at the start of a line, and whatever matches no rule is text.
 *
 * Nodes: {type: "text", text} · strong, emphasis, underline, strike, spoiler, quote, subtext
 * {children} · heading {level, children} · list {ordered, start, items: [children]} · code {text} ·
 * codeBlock {text, language} · link {url, children, title} · mention {kind, id} ·
 * command {name, id} · emoji {name} · timestamp {seconds, style}
 */

import { readBlock } from "./blocks.js";
import { webAddress } from "./address.js";

const DEEPEST = 16; // nesting beyond this is text: a message of 2,000 asterisks must not nest 1,000 deep
const LONGEST = 8000; // longer than any field of a message; the rest is shown as it is

/** Return the tree of `source`. `blocks: false` reads inline rules only, as in titles. */
export function parse(source, { blocks = true } = {}) {
  const text = String(source ?? "");
  const nodes = read(text.slice(0, LONGEST), { blocks, quote: false, link: false, depth: 0 });
  if (text.length > LONGEST) nodes.push({ type: "text", text: text.slice(LONGEST) });
  return nodes;
}

function read(source, state) {
  if (state.depth > DEEPEST) return [{ type: "text", text: source }];
  const nodes = [];
  let position = 0;
  let plain = "";
  const flush = () => {
    if (plain) nodes.push({ type: "text", text: plain });
    plain = "";
  };
  while (position < source.length) {
    const found = step(source, position, state);
    if (found === null) {
      plain += source[position];
      position += 1;
    } else if (found.node.type === "text") {
      plain += found.node.text;
      position = found.end;
    } else {
      flush();
      nodes.push(found.node);
      position = found.end;
    }
  }
  flush();
  return nodes;
}

function step(source, position, state) {
  const atLineStart = position === 0 || source[position - 1] === "\n";
  if (state.blocks && atLineStart) {
    const block = readBlock(source, position, state, read);
    if (block !== null) return block;
  }
  return RULES[source[position]]?.(source, position, state) ?? null;
}

const inside = (text, state, changes = {}) =>
  read(text, { ...state, blocks: false, depth: state.depth + 1, ...changes });

function escape(source, position) {
  const shrug = "¯\\_(ツ)_/¯";
  if (source.startsWith(shrug, position - 1))
    return { node: { type: "text", text: "\\_" }, end: position + 2 };
  const next = source.slice(position + 1).match(/^[^0-9A-Za-z\s]/u);
  return next
    ? { node: { type: "text", text: next[0] }, end: position + 1 + next[0].length }
    : null;
}

/** The first place at or after `from` where `mark` closes, or -1; escaped marks do not close. */
function closing(source, from, mark, notBefore) {
  for (let at = from; at < source.length; at += 1) {
    if (source[at] === "\\") at += 1;
    else if (at > from && source.startsWith(mark, at) && source[at + mark.length] !== notBefore)
      return at;
  }
  return -1;
}

/** A pair of two-character marks: **strong**, __underline__, ~~strike~~, ||spoiler||. */
function pair(source, position, mark, type, notBefore) {
  if (!source.startsWith(mark, position)) return null;
  const start = position + mark.length;
  const close = closing(source, start, mark, notBefore);
  if (close < 0) return null;
  return { node: { type, text: source.slice(start, close) }, end: close + mark.length };
}

/**
 * *emphasis* or _emphasis_. A run of marks of even length inside is a pair of its own kind; the first
 * run of odd length closes, and one mark alone that may not close ends the attempt.
 */
function emphasis(source, position, mark) {
  const start = position + 1;
  if (mark === "*" && /^(\s|$)/u.test(source.slice(start, start + 1))) return null;
  for (let at = start; at < source.length; at += 1) {
    if (source[at] === "\\") at += 1;
    else if (source[at] === mark) {
      const run = runLength(source, at, mark);
      const last = at + run - 1;
      if (run % 2 === 1) return closedEmphasis(source, { start, run, last, mark });
      at = last;
    }
  }
  return null;
}

/** The emphasis from `start` that a run of marks up to `last` closes, or null where it may not. */
function closedEmphasis(source, { start, run, last, mark }) {
  const text = source.slice(start, last);
  if (text.replaceAll(mark, "") === "") return null;
  const refused =
    mark === "*" ? run === 1 && /\s/u.test(source[last - 1]) : /\w/.test(source[last + 1] ?? "");
  return refused ? null : { node: { type: "emphasis", text }, end: last + 1 };
}

function runLength(source, from, mark) {
  let end = from;
  while (source[end] === mark) end += 1;
  return end - from;
}

/** Of the single and the double mark, the one that spans more; the single one where they tie. */
function marked(mark, doubleType) {
  return (source, position, state) => {
    const single = emphasis(source, position, mark);
    const double = pair(source, position, mark + mark, doubleType, mark);
    const best = single !== null && (double === null || single.end >= double.end) ? single : double;
    return best && grown(best, state);
  };
}

function grown({ node, end }, state) {
  return { node: { type: node.type, children: inside(node.text, state) }, end };
}

function paired(mark, type, notBefore) {
  return (source, position, state) => {
    const found = pair(source, position, mark, type, notBefore);
    return found && grown(found, state);
  };
}

function code(source, position) {
  return fence(source, position) ?? inlineCode(source, position);
}

function fence(source, position) {
  if (!source.startsWith("```", position)) return null;
  const close = source.indexOf("```", position + 3);
  if (close < 0) return null;
  const inner = source.slice(position + 3, close);
  const head = inner.match(/^([a-zA-Z0-9_+\-.#]+)\n+(?=[^\n])/);
  const text = inner.slice(head ? head[0].length : 0).replaceAll(/^\n+|\n+$/g, "");
  if (text === "") return null;
  const end = source[close + 3] === "\n" ? close + 4 : close + 3;
  return { node: { type: "codeBlock", text, language: head ? head[1] : "" }, end };
}

function inlineCode(source, position) {
  const length = runLength(source, position, "`");
  if (length > 2)
    return { node: { type: "text", text: "`".repeat(length) }, end: position + length };
  const mark = "`".repeat(length);
  let close = source.indexOf(mark, position + length);
  while (close >= 0 && runLength(source, close, "`") !== length) {
    close = source.indexOf(mark, close + runLength(source, close, "`"));
  }
  if (close < 0) return { node: { type: "text", text: mark }, end: position + length };
  const text = source.slice(position + length, close).replaceAll(/^ (?= *`)|(` *) $/g, "$1");
  return { node: { type: "code", text }, end: close + length };
}

/** [text](https://…): the text must not itself look like a link, or it could name another place. */
function maskedLink(source, position, state) {
  if (state.link) return null;
  const label = bracketed(source, position, "[", "]");
  if (label === null || source[label.end] !== "(" || label.text.trim() === "") return null;
  const target = linkTarget(source, label.end);
  if (target === null || /https?:\/\//i.test(label.text)) return null;
  const children = inside(label.text, state, { link: true });
  return {
    node: { type: "link", url: target.url, title: target.title, children },
    end: target.end,
  };
}

/** (https://… "title"), as {url, title, end}, or null where it is no address of the web. */
function linkTarget(source, position) {
  const target = bracketed(source, position, "(", ")");
  const parts = target?.text.match(/^\s*<?(\S+?)>?(?:\s+(?:"([^"]*)"|'([^']*)'))?\s*$/);
  const url = parts && /^https?:\/\//i.test(parts[1]) ? webAddress(parts[1]) : null;
  return url ? { url, title: parts[2] ?? parts[3] ?? "", end: target.end } : null;
}

/** What stands between a bracket and its partner, brackets inside counted, escapes skipped. */
function bracketed(source, position, open, close) {
  let depth = 0;
  for (let at = position; at < source.length; at += 1) {
    if (source[at] === "\\") at += 1;
    else if (source[at] === open) depth += 1;
    else if (source[at] === close) depth -= 1;
    if (depth === 0) return { text: source.slice(position + 1, at), end: at + 1 };
  }
  return null;
}

const BARE = /https?:\/\/[^\s<]*[^\s<.,:;"'\]]/iy;

/** https://… in running text, without the punctuation or the unopened bracket after it. */
function bareLink(source, position, state) {
  if (state.link || /\w/.test(source[position - 1] ?? "")) return null;
  BARE.lastIndex = position;
  let text = BARE.exec(source)?.[0];
  while (text?.endsWith(")") && count(text, ")") > count(text, "(")) text = text.slice(0, -1);
  const url = text ? webAddress(text) : null;
  if (url === null) return null;
  return {
    node: { type: "link", url, title: "", children: [{ type: "text", text }] },
    end: position + text.length,
  };
}

const count = (text, mark) => text.split(mark).length - 1;

const ANGLES = [
  [/<@!?(\d{5,20})>/y, ([, id]) => ({ type: "mention", kind: "user", id })],
  [/<@&(\d{5,20})>/y, ([, id]) => ({ type: "mention", kind: "role", id })],
  [/<#(\d{5,20})>/y, ([, id]) => ({ type: "mention", kind: "channel", id })],
  [
    /<\/([-\p{L}\p{N}_]+(?: [-\p{L}\p{N}_]+){0,2}):(\d{1,20})>/uy,
    ([, name, id]) => ({ type: "command", name, id }),
  ],
  [/<a?:(\w{2,32}):\d{5,20}>/y, ([, name]) => ({ type: "emoji", name })],
  [
    /<t:(-?\d{1,17})(?::([tTdDfFRsS]))?>/y,
    ([, seconds, style]) => timestamp(Number(seconds), style ?? "f"),
  ],
  [/<(https?:\/\/[^\s>]+)>/iy, ([, text], state) => (state.link ? null : angleLink(text))],
];

const timestamp = (seconds, style) =>
  Number.isNaN(new Date(seconds * 1000).getTime()) ? null : { type: "timestamp", seconds, style };

function angleLink(text) {
  const url = webAddress(text);
  return url && { type: "link", url, title: "", children: [{ type: "text", text }] };
}

function angle(source, position, state) {
  for (const [pattern, build] of ANGLES) {
    pattern.lastIndex = position;
    const match = pattern.exec(source);
    const node = match && build(match, state);
    if (node) return { node, end: position + match[0].length };
  }
  return null;
}

function everyone(source, position) {
  const match = source.slice(position, position + 9).match(/^@(everyone|here)/);
  return (
    match && {
      node: { type: "mention", kind: match[1], id: null },
      end: position + match[0].length,
    }
  );
}

const RULES = {
  "\\": escape,
  "`": code,
  "*": marked("*", "strong"),
  _: marked("_", "underline"),
  "~": paired("~~", "strike", "_"),
  "|": paired("||", "spoiler", ""),
  "[": maskedLink,
  "<": angle,
  "@": everyone,
  h: bareLink,
  H: bareLink,
};
