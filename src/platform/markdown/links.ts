import type { Element, Root } from "hast";
import { walk } from "./walk.js";

export interface RenderOptions {
  /** Of all ids in the document. Differs by document, as several are shown on one page. */
  idPrefix: string;
  /** Origins that may serve pictures over plain HTTP, such as the storage of a development machine. */
  imageOrigins: readonly string[];
  /** Addresses of pictures that texts name by a path, such as `figures/tree.png`. */
  pictures?: PicturePlaces;
}

/** Address by path. */
export type PicturePlaces = Readonly<Record<string, string>>;

/** Search engines do not count the link as ours. Browsers give the target no access to our page and no referrer. */
const REL = ["nofollow", "ugc", "noopener", "noreferrer"];

/** Runs on a sanitised tree, whose ids have the prefix already. */
export function safeLinks(tree: Root, { idPrefix, imageOrigins, pictures }: Required<RenderOptions>): void {
  walk(tree, (element) => {
    if (element.tagName === "a") setLink(element, idPrefix);
    if (element.tagName === "img") setImage(element, imageOrigins, pictures);
  });
}

function setLink({ properties }: Element, idPrefix: string): void {
  const { href } = properties;
  if (typeof href !== "string") return;
  // Chromium opens an empty page for an invalid URL.
  if (!URL.canParse(href, "https://page.example")) delete properties.href;
  else if (href.startsWith("#")) properties.href = `#${idPrefix}${href.slice(1)}`;
  else properties.rel = REL;
}

/** A picture from elsewhere becomes its description. */
function setImage(image: Element, origins: readonly string[], pictures: PicturePlaces): void {
  const { src, alt } = image.properties;
  const known = typeof src === "string" ? pathOf(src) : "";
  const isKnown = Object.hasOwn(pictures, known);
  if (isKnown) image.properties.src = pictures[known]!;
  if (isKnown || isAllowed(src, origins)) {
    Object.assign(image.properties, { loading: "lazy", decoding: "async", referrerPolicy: "no-referrer" });
    return;
  }
  Object.assign(image, { tagName: "span", properties: {}, children: typeof alt === "string" ? [{ type: "text", value: alt }] : [] });
}

/** A relative address as the path that it was written as. */
function pathOf(src: string): string {
  try {
    return decodeURI(src).replace(/^\.\//, "");
  } catch {
    return src;
  }
}

function isAllowed(src: unknown, origins: readonly string[]): boolean {
  const url = typeof src === "string" ? URL.parse(src) : null;
  return url !== null && (url.protocol === "https:" || origins.includes(url.origin));
}
