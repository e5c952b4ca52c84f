/** Start: connect, and draw the page. */

import { App } from "./app.js";
import { keepRelative } from "./clock.js";
import { Connection } from "./connection.js";
import { Frame } from "./frame.js";
import { Store } from "./store.js";

const address = new URL("socket", location.href);
address.protocol = location.protocol === "https:" ? "wss:" : "ws:";

const store = new Store();
const connection = new Connection(address.href);
const frame = new Frame(new App(store, connection));
frame.mount(document.getElementById("page"));
frame.showBanner();
keepRelative();
connection.open();
