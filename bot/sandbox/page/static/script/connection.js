/** The one WebSocket to the sandbox: requests with answers, events, and coming back after a loss. */

import { say } from "./words.js";

const FIRST_WAIT_MS = 400;
const LONGEST_WAIT_MS = 5_000;

/** What the sandbox refused, in words for the member. `code` is the service's own error code. */
export class RequestError extends Error {
  constructor({ message, code = 0, status = 0 }) {
    super(message);
    this.name = "RequestError";
    this.code = code;
    this.status = status;
  }
}

/** Fires "open", "lost" and, for each event of the sandbox, "event" with the frame in `detail`. */
export class Connection extends EventTarget {
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
        new RequestError({ message: say("The sandbox cannot be reached just now.") }),
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
    this.#timer = setTimeout(() => this.open(), wait);
  }
}

/** Put files where a message can name them; returns their ids. */
export async function upload(files) {
  const form = new FormData();
  for (const file of files) form.append("file", file, file.name);
  const response = await fetch("upload", { method: "POST", body: form });
  const answer = await response.json();
  if (!response.ok) throw new RequestError(answer.error);
  return answer.ids;
}
