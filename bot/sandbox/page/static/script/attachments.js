/** Files on a message: pictures shown, everything offered for download. */

import { localAsset, plainName } from "./address.js";
import { element, icon } from "./dom.js";
import { language } from "./catalogue.js";
import { say } from "./words.js";

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"];

/** "12.4 KB". */
export function fileSize(bytes) {
  let value = Number(bytes) || 0;
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return new Intl.NumberFormat(language, {
    style: "unit",
    unit: UNITS[unit],
    unitDisplay: unit === 0 ? "long" : "short",
    minimumFractionDigits: unit === 0 ? 0 : 1,
    maximumFractionDigits: 1,
  }).format(value);
}

/** The files of a message, or null where it has none. */
export function attachmentList(attachments) {
  if (!attachments?.length) return null;
  return element(
    "ul",
    { class: "attachments", "aria-label": say("Files") },
    attachments.map((file) => element("li", {}, attachment(file))),
  );
}

function attachment(file) {
  const path = localAsset(file.url ?? "");
  const name = plainName(file.filename);
  if (path === null)
    return element("span", { class: "file" }, icon("file"), element("bdi", {}, name));
  const image = file.content_type?.startsWith("image/") && file.content_type !== "image/svg+xml";
  const link = element(
    "a",
    {
      class: "file",
      href: path,
      download: name,
      "aria-label": say("Download {name}, {size}", { name, size: fileSize(file.size) }),
    },
    icon("file"),
    element("span", { class: "file-name" }, element("bdi", {}, name)),
    element("span", { class: "file-size" }, fileSize(file.size)),
    icon("download"),
  );
  return image
    ? element(
        "figure",
        {},
        element("img", { src: path, alt: file.description ?? name, loading: "lazy" }),
        link,
      )
    : link;
}
