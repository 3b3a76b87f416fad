import { describe, expect, it } from "@jest/globals";
import * as Y from "yjs";
import { AppError } from "../../../../kernel/errors.js";
import { UPDATE_MAX_BYTES } from "../interview-limits.js";
import { checkUpdate, codeOf, mergeUpdates } from "./shared-document.js";

/** Updates of a person who types a text letter by letter. */
function typed(doc: Y.Doc, text: string, round = 1): string[] {
  const updates: string[] = [];
  const listen = (update: Uint8Array) => updates.push(Buffer.from(update).toString("base64"));
  doc.on("update", listen);
  for (const letter of text) doc.getText(`round-${round}`).insert(doc.getText(`round-${round}`).length, letter);
  doc.off("update", listen);
  return updates;
}

describe("shared documents", () => {
  it("are the same whatever the order of the updates", () => {
    const [ada, bob] = [new Y.Doc(), new Y.Doc()];
    const updates = [...typed(ada, "print("), ...typed(bob, "# hi\n")].map((text) => checkUpdate(text, "update"));
    const merged = (list: readonly Uint8Array[]) => codeOf({ sequence: 0, state: mergeUpdates(list) }, 1);
    const text = merged(updates);
    expect([text.includes("print("), text.includes("# hi\n")]).toEqual([true, true]);
    expect(merged([...updates].reverse())).toBe(text);
    expect(merged([mergeUpdates(updates.slice(0, 5)), ...updates.slice(5)])).toBe(text);
    expect(codeOf({ sequence: 0, state: mergeUpdates(updates) }, 2)).toBe("");
    expect(codeOf({ sequence: 0, state: mergeUpdates([]) }, 1)).toBe("");
  });

  it.each([
    ["", "INVALID_FORMAT"],
    ["not base64!", "INVALID_FORMAT"],
    [Buffer.from("no update").toString("base64"), "INVALID_FORMAT"],
    [Buffer.from([1, 1, 255, 255, 255]).toString("base64"), "INVALID_FORMAT"],
    [Buffer.alloc(UPDATE_MAX_BYTES + 3).toString("base64"), "TOO_LONG"],
  ])("refuse %j", (text, code) => {
    let found: unknown;
    try {
      checkUpdate(text.slice(0, 100_000), "update");
    } catch (error) {
      found = error;
    }
    expect(found).toBeInstanceOf(AppError);
    expect((found as AppError).extensions.fields![0]!.code).toBe(code);
  });
});
