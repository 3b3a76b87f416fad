/** Files within a question, which its texts show as `@@PLUGINFILE@@/name`. */
import type { TakenPicture } from "../../pictures/question-pictures.service.js";
import type { Notes } from "../imported-item.js";
import type { Element } from "./xml-element.js";
import type { ParsedQuestion } from "./xml-questions.js";

/** Stores a picture that a file has as base64. */
export type PictureSource = (base64: string) => Promise<TakenPicture>;

/** By the text of the element `file`. */
export type Addresses = ReadonlyMap<string, TakenPicture>;

export const NO_ADDRESSES: Addresses = new Map();
const NOT_IMPORTED = "Files of the question (@@PLUGINFILE@@) are not imported; upload them and link them here.";
export const NO_PICTURES: PictureSource = () => Promise.resolve({ refusal: NOT_IMPORTED });

/** Moodle writes them beside the text; some files have them within it. */
const filesOf = (element: Element) => [...element.children("file"), ...(element.child("text")?.children("file") ?? [])];

/** As Moodle writes the file's name in a text: each part of the path by itself percent-encoded, or as it is. */
function mentionsOf({ attributes: { name = "", path = "/" } }: Element): string[] {
  const whole = `${path.startsWith("/") ? "" : "/"}${path}${path.endsWith("/") ? "" : "/"}${name}`;
  const encoded = whole.split("/").map(encodeURIComponent).join("/");
  return name === "" ? [] : [...new Set([encoded, whole])].map((place) => `@@PLUGINFILE@@${place}`);
}

/** What may follow a name: a longer name is that of another file. */
const END_OF_NAME = "(?![\\w%~-]|\\.\\w)";
const literal = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
const patternOf = (file: Element) => new RegExp(`(?:${mentionsOf(file).map(literal).join("|") || "(?!)"})${END_OF_NAME}`, "g");
const isShownIn = (text: string, file: Element) => text.search(patternOf(file)) >= 0;

const textOf = (element: Element) => element.child("text")?.text ?? "";

/** Stores the files that a text of the question shows. Others are left out. */
export async function addressesOf({ element, files }: ParsedQuestion, take: PictureSource): Promise<Addresses> {
  const addresses = new Map<string, TakenPicture>();
  const visit = async (one: Element): Promise<void> => {
    for (const file of filesOf(one)) {
      const [key, text] = [file.text.trim(), textOf(one)];
      const base64 = files[Number(key)];
      const isShown = isShownIn(text, file);
      if (isShown && key !== "" && base64 !== undefined && !addresses.has(key)) addresses.set(key, await take(base64));
    }
    for (const name of one.names) if (name !== "file" && name !== "text") for (const child of one.children(name)) await visit(child);
  };
  if (files.length > 0) await visit(element);
  return addresses;
}

/** The text of an element with addresses in the place of its files. Notes what is not imported. */
export function withAddresses(element: Element, text: string, addresses: Addresses, notes: Notes): string {
  let result = text;
  for (const file of filesOf(element)) {
    const taken = addresses.get(file.text.trim());
    if (!taken) {
      if (isShownIn(text, file)) notes.add(NOT_IMPORTED);
      else notes.add("A file of the question that no text shows is left out.");
    } else if ("refusal" in taken) {
      const name = (file.attributes.name ?? "").slice(0, 80);
      notes.add(taken.refusal === NOT_IMPORTED ? NOT_IMPORTED : `The file "${name}" is not imported. ${taken.refusal}`);
    } else result = result.replace(patternOf(file), () => taken.url);
  }
  return result;
}
