/** What may stand only at the start of a line: quotes, headings, small print, lists. Pure. */

const REST_QUOTE = / *>>> /y;
const LINE_QUOTE = / *> /y;
const HEADING = / *(#{1,3})[ \t]+(?![\s#])([^\n]+)(?:\n|$)/y;
const SUBTEXT = / *-#[ \t]+(?!-#)([^\n]*\S[^\n]*)(?:\n|$)/y;
const MARKER = /( *)([-*]|\d{1,9}\.) +(?=\S)/y;
const DEEPEST_LIST = 10;

/** The block that starts at `position`, with where it ends, or null. `read` reads what is inside. */
export function readBlock(source, position, state, read) {
  const nested = { ...state, depth: state.depth + 1 };
  return (
    quote(source, position, nested, read) ??
    heading(source, position, nested, read) ??
    subtext(source, position, nested, read) ??
    list(source, position, nested, read)
  );
}

function at(pattern, source, position) {
  pattern.lastIndex = position;
  return pattern.exec(source);
}

function lineEnd(source, position) {
  const end = source.indexOf("\n", position);
  return end < 0 ? source.length : end;
}

function quote(source, position, state, read) {
  if (state.quote) return null;
  const inner = { ...state, quote: true };
  const rest = at(REST_QUOTE, source, position);
  if (rest) {
    const children = read(source.slice(position + rest[0].length), inner);
    return { node: { type: "quote", children }, end: source.length };
  }
  const lines = [];
  let next = position;
  for (
    let mark = at(LINE_QUOTE, source, next);
    mark && next < source.length;
    mark = at(LINE_QUOTE, source, next)
  ) {
    const end = lineEnd(source, next);
    lines.push(source.slice(next + mark[0].length, end));
    next = end + 1;
  }
  if (lines.length === 0) return null;
  return {
    node: { type: "quote", children: read(lines.join("\n"), inner) },
    end: Math.min(next, source.length),
  };
}

function heading(source, position, state, read) {
  const match = at(HEADING, source, position);
  if (!match) return null;
  const text = match[2].replace(/#*\s*$/, "").trimEnd();
  if (text === "") return null;
  const children = read(text, { ...state, blocks: false });
  return {
    node: { type: "heading", level: match[1].length, children },
    end: position + match[0].length,
  };
}

function subtext(source, position, state, read) {
  const match = at(SUBTEXT, source, position);
  if (!match) return null;
  const children = read(match[1].trimEnd(), { ...state, blocks: false });
  return { node: { type: "subtext", children }, end: position + match[0].length };
}

function list(source, position, state, read) {
  const { entries, end } = listEntries(source, position);
  if (entries.length === 0) return null;
  return { node: nest(entries, 0, 0, state, read).node, end };
}

/** The lines of a list as {indent, ordered, number, text}; a deeper line without marker goes on with its item. */
function listEntries(source, position) {
  const entries = [];
  let next = position;
  while (next < source.length) {
    const end = lineEnd(source, next);
    const mark = at(MARKER, source, next);
    if (mark) {
      entries.push(entry(mark, source.slice(next + mark[0].length, end)));
    } else {
      const line = source.slice(next, end);
      const last = entries.at(-1);
      if (!last || line.trim() === "" || !/^ {2,}/.test(line)) break;
      last.text += `\n${line.trimStart()}`;
    }
    next = end + 1;
  }
  return { entries, end: Math.min(next, source.length) };
}

function entry(mark, text) {
  const ordered = /\d/.test(mark[2]);
  return {
    indent: mark[1].length,
    ordered,
    number: ordered ? Number.parseInt(mark[2], 10) : 1,
    text,
  };
}

/** Entries from `from` on that are indented by `floor` or more -> one list node, and where it stopped. */
function nest(entries, from, floor, state, read) {
  const { ordered, number } = entries[from];
  const items = [];
  let level = entries[from].indent;
  let next = from;
  while (next < entries.length && entries[next].indent >= floor) {
    if (items.length > 0 && entries[next].indent > level && state.depth < DEEPEST_LIST) {
      const child = nest(entries, next, level + 1, { ...state, depth: state.depth + 1 }, read);
      items.at(-1).push(child.node);
      next = child.next;
    } else {
      level = entries[next].indent;
      items.push(read(entries[next].text, state));
      next += 1;
    }
  }
  return { node: { type: "list", ordered, start: number, items }, next };
}
