/**
 * Addresses. The only two places a link or picture of this page may lead to: the web (http, https),
 * and this sandbox's own attachments. Everything else (javascript:, data:, file:, …) is text.
 */

const LOOPBACK = new Set(["127.0.0.1", "localhost", "[::1]"]);
const WEB = new Set(["http:", "https:"]);

/** The address in normal form where it is one of the web, else null. */
export function webAddress(text) {
  let url;
  try {
    url = new URL(text);
  } catch {
    return null;
  }
  return WEB.has(url.protocol) && url.hostname !== "" ? url.href : null;
}

/** The path of an attachment served by this sandbox, or null for anything hosted elsewhere. */
export function localAsset(text) {
  let url;
  try {
    url = new URL(text, location.origin);
  } catch {
    return null;
  }
  const here = LOOPBACK.has(url.hostname) && url.port === location.port;
  return here && url.pathname.startsWith("/attachments/") ? url.pathname + url.search : null;
}

/** The address as `href` or `src` may hold it: web, own asset, or a picture held in memory. */
export function checkedAddress(text) {
  const value = String(text);
  if (value.startsWith("blob:")) return value;
  const address = localAsset(value) ?? webAddress(value);
  if (address === null) throw new TypeError(`not an address this page may point to: ${value}`);
  return address;
}

const DIRECTION_MARKS = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

/** A file's name with marks that reverse text made visible, so that no name hides its ending. */
export function plainName(name) {
  return String(name).replaceAll(DIRECTION_MARKS, "\uFFFD");
}
