/** The one WebSocket to the sandbox: requests with answers, events, and coming back after a loss. */

import { say } from "./words.js";

const FIRST_WAIT_MS = 400;
const LONGEST_WAIT_MS = 5_000;
const NOT_HERE = new Set([403, 404]);

/** What the sandbox refused, in words for the member. `code` is the service's own error code. */
export class RequestError extends Error {
  constructor({ message, code = 0, status = 0 }) {
    super(message);
    this.name = "RequestError";
    this.code = code;
    this.status = status;
  }
}

const unreachable = () => say("The sandbox cannot be reached just now.");

/** What a page reads that lies where no sandbox serves it any more: each run has an address of its own. */
export const startedAnew = () =>
  say("The sandbox was started anew: open the address that it printed.");

/**
 * Fires "open", "lost" and, for each event of the sandbox, "event" with the frame in `detail`. Once
 * another run is in the place of the page's own, `isOver` is true, and "lost" is fired a last time.
 */
export class Connection extends EventTarget {
  isOver = false;
  #address;
  #socket = null;
  #waiting = new Map();
  #next = 1;
  #attempt = 0;
  #timer = null;

  constructor(address) {
    super();
    this.#address = address;
  }

  get connected() {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  /** Come back after a loss, unless it is another run that answers now. */
  async retry() {
    clearTimeout(this.#timer);
    this.isOver ||= await isElsewhere();
    if (this.isOver) this.dispatchEvent(new Event("lost"));
    else this.open();
  }

  open() {
    clearTimeout(this.#timer);
    if (this.#socket && this.#socket.readyState <= WebSocket.OPEN) return;
    const socket = new WebSocket(this.#address);
    this.#socket = socket;
    socket.addEventListener("open", () => {
      this.#attempt = 0;
      this.dispatchEvent(new Event("open"));
    });
    socket.addEventListener("message", ({ data }) => this.#receive(JSON.parse(data)));
    socket.addEventListener("close", () => this.#lost());
  }

  /** Ask the sandbox; rejects with RequestError where it refuses or the connection is lost. */
  request(op, fields = {}) {
    if (!this.connected)
      return Promise.reject(
        new RequestError({ message: this.isOver ? startedAnew() : unreachable() }),
      );
    const id = this.#next;
    this.#next += 1;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#socket.send(JSON.stringify({ ...fields, id, op }));
    });
  }

  #receive(frame) {
    if (frame.t) {
      this.dispatchEvent(new CustomEvent("event", { detail: frame }));
      return;
    }
    const waiting = this.#waiting.get(frame.re);
    this.#waiting.delete(frame.re);
    if (frame.error) waiting?.reject(new RequestError(frame.error));
    else waiting?.resolve(frame.data);
  }

  #lost() {
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of waiting)
      reject(new RequestError({ message: say("The connection to the sandbox was lost.") }));
    this.dispatchEvent(new Event("lost"));
    // Doubling waits with jitter, so that several open pages do not come back in step.
    const wait =
      Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.#attempt) * (0.75 + Math.random() / 2);
    this.#attempt += 1;
    this.#timer = setTimeout(() => this.retry(), wait);
  }
}

/** Whether a sandbox answers that does not have this page, or not for this browser. */
async function isElsewhere() {
  try {
    return NOT_HERE.has((await fetch(location.href, { method: "HEAD" })).status);
  } catch {
    return false; // none answers
  }
}

/** Put files where a message can name them; returns their ids, or rejects with RequestError. */
export async function upload(files) {
  const form = new FormData();
  for (const file of files) form.append("file", file, file.name);
  const answer = await uploaded(form);
  if (answer.error) throw new RequestError(answer.error);
  return answer.ids;
}

async function uploaded(form) {
  let status = 0;
  try {
    const response = await fetch("upload", { method: "POST", body: form });
    ({ status } = response);
    return await response.json();
  } catch {
    // Nothing answered, or what did is no sandbox of this page.
    const message = NOT_HERE.has(status) ? startedAnew() : unreachable();
    throw new RequestError({ message, status });
  }
}
