/** What is typed -> what is sent, and what might be meant while it is typed. Pure. */

import { locale } from "./catalogue.js";

/** The word before the caret that asks for suggestions: {kind: "@" | "#" | "/", query, start} or null. */
export function trigger(text, caret) {
  const before = text.slice(0, caret);
  const command = before.match(/^\/([^\n]*)$/);
  if (command) return { kind: "/", query: command[1].toLowerCase(), start: 0 };
  const word = before.match(/(?:^|\s)([@#])([^\n@#]{0,32})$/u);
  if (!word) return null;
  return { kind: word[1], query: word[2].toLowerCase(), start: caret - word[2].length - 1 };
}

/** How well a name fits what was typed: 0 begins with it, 1 a word of it does, 2 contains it, null not. */
export function fit(name, query) {
  const lower = name.toLowerCase();
  if (lower.startsWith(query)) return 0;
  if (lower.split(/[\s_-]+/).some((word) => word.startsWith(query))) return 1;
  return query.length > 1 && lower.includes(query) ? 2 : null;
}

/** Those of `list` whose `names(one)` fit, best first, at most `limit`. */
export function fitting(list, query, names, limit = 10) {
  const scored = list.map((one) => [
    one,
    Math.min(...names(one).map((name) => fit(name, query) ?? Infinity)),
  ]);
  const found = scored.filter(([, score]) => score < Infinity);
  return found
    .toSorted(([, one], [, other]) => one - other)
    .slice(0, limit)
    .map(([one]) => one);
}

/** The first `limit` characters of a text, none of them cut in half. */
export const beginning = (text, limit) => [...text].slice(0, limit).join("");

const CODE = /(```[\s\S]*?```|`[^`\n]+`)/;

/**
 * Names written as @name or #name -> the mentions that are sent, outside of code.
 * `names`: [{written: "@Briefing bot", sent: "<@1>"}]; the longest name that fits wins.
 */
export function withMentions(text, names) {
  const ordered = names.toSorted((one, other) => other.written.length - one.written.length);
  return text
    .split(CODE)
    .map((part, index) => (index % 2 === 1 ? part : replaced(part, ordered)))
    .join("");
}

function replaced(text, names) {
  let result = "";
  let position = 0;
  while (position < text.length) {
    const name = nameAt(text, position, names);
    result += name ? name.sent : text[position];
    position += name ? name.written.length : 1;
  }
  return result;
}

function nameAt(text, position, names) {
  if (!mayStart(text, position)) return null;
  return names.find(({ written }) => standsAt(text, position, written));
}

const mayStart = (text, position) =>
  "@#".includes(text[position]) && !/[\w<]/.test(text[position - 1] ?? " ");

function standsAt(text, position, written) {
  const end = position + written.length;
  const same = text.slice(position, end).toLowerCase() === written.toLowerCase();
  return same && !/[\p{L}\p{N}_]/u.test(text[end] ?? " ");
}

const FIRST_WORD = /^@([\p{L}\p{N}_]{2,})(?=[^\p{L}\p{N}_]|$)/u;
const MEMBER = /^<@\d/;
const FOR_ALL = new Set(["everyone", "here"]);

/**
 * A text that begins with "@" and the beginning of one member's name only -> with the mention, which
 * Discord would have offered as it was typed. `names` as for withMentions.
 */
export function addressed(text, names) {
  const [written, word] = text.match(FIRST_WORD) ?? [];
  if (!word || FOR_ALL.has(word.toLowerCase())) return text;
  const start = written.toLowerCase();
  const meant = names
    .filter((name) => MEMBER.test(name.sent) && name.written.toLowerCase().startsWith(start))
    .map(({ sent }) => sent);
  return new Set(meant).size === 1 ? meant[0] + text.slice(written.length) : text;
}

/** Mentions as they are sent -> names, for editing a message. */
export function withNames(text, names) {
  return names.reduce((result, { written, sent }) => result.replaceAll(sent, written), text);
}

/** What Discord shows of a command, option or choice: in the member's language where there is that. */
export const localised = (entry, key) => entry[`${key}_localizations`]?.[locale] ?? entry[key];

const SUBCOMMAND = 1;
const GROUP = 2;

/** The slash commands one can use, subcommands spelled out: [{path, description, options, command}]. */
export function slashCommands(commands) {
  return commands
    .filter(({ type = 1 }) => type === 1)
    .flatMap((command) => leaves(command, command.name, command));
}

function leaves(node, path, command) {
  const nested = (node.options ?? []).filter(({ type }) => type === SUBCOMMAND || type === GROUP);
  if (nested.length === 0)
    return [
      { path, description: localised(node, "description"), options: node.options ?? [], command },
    ];
  return nested.flatMap((child) => leaves(child, `${path} ${child.name}`, command));
}
