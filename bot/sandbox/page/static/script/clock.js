/** Times as people read them, in the reader's own language and zone. */

import { say } from "./words.js";

const STYLES = {
  t: { timeStyle: "short" },
  T: { timeStyle: "medium" },
  d: { dateStyle: "short" },
  D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" },
  F: { dateStyle: "full", timeStyle: "short" },
  s: { dateStyle: "short", timeStyle: "short" },
  S: { dateStyle: "short", timeStyle: "medium" },
};
const UNITS = [
  ["year", 31_557_600],
  ["month", 2_629_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
];

/** "in 3 hours", "2 days ago". */
export function relative(date, now = Date.now()) {
  const seconds = (date.getTime() - now) / 1000;
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? UNITS.at(-1);
  return new Intl.RelativeTimeFormat(undefined, { numeric: "auto" }).format(
    Math.trunc(seconds / size),
    unit,
  );
}

/** The date in one of the styles of a timestamp mention; R is relative. */
export function styled(date, style) {
  return style === "R"
    ? relative(date)
    : new Intl.DateTimeFormat(undefined, STYLES[style]).format(date);
}

export const full = (date) => styled(date, "F");
export const clockTime = (date) => styled(date, "t");

/** The time of a message: the hour where it is of today, else with its day. */
export function messageTime(date, now = new Date()) {
  if (sameDay(date, now)) return clockTime(date);
  const yesterday = new Date(now.getTime() - 86_400_000);
  return sameDay(date, yesterday)
    ? say("Yesterday {time}", { time: clockTime(date) })
    : styled(date, "s");
}

export function sameDay(one, other) {
  return one.toDateString() === other.toDateString();
}

/** Keep every relative time on the page true; returns what stops it. */
export function keepRelative(root = document) {
  const timer = setInterval(() => {
    for (const node of root.querySelectorAll("time[data-relative]"))
      node.textContent = relative(new Date(node.dateTime));
  }, 15_000);
  return () => clearInterval(timer);
}
