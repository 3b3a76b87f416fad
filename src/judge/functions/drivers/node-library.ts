/** The driver in TypeScript, from which that in JavaScript is made by removing its types. */

export const DRIVER = `
const { readFileSync, writeSync } = require("node:fs");
const leave = (process as any).reallyExit.bind(process);
const report = console.error.bind(console);
const parse: any = JSON.parse;
const quote: any = JSON.stringify;

class ListNode {
  value: any; next: any;
  constructor(value: any = 0, next: any = null) { this.value = value; this.next = next; }
}
class TreeNode {
  value: any; left: any; right: any;
  constructor(value: any = 0, left: any = null, right: any = null) { this.value = value; this.left = left; this.right = right; }
}
Object.assign(globalThis, { ListNode, TreeNode });

class Mismatch extends Error {}

const [token, ...lines]: any = readFileSync(0, "utf8").split("\\n");

const exactly = (_: any, value: any, context: any) => (typeof value === "number" ? BigInt(context.source) : value);

function build(shape: any, value: any): any {
  const [kind, inner] = shape;
  if (kind === "list") return value.map((one: any) => build(inner, one));
  if (kind === "linked_list") {
    let head = null;
    for (let at = value.length - 1; at >= 0; at--) head = new ListNode(value[at], head);
    return head;
  }
  if (kind !== "tree") return value;
  if (value.length === 0) return null;
  const root = new TreeNode(value[0]);
  const waiting: any = [root];
  for (let at = 1, parent = 0; at < value.length; parent++) {
    for (const side of ["left", "right"]) {
      if (at < value.length && value[at] !== null) waiting.push((waiting[parent][side] = new TreeNode(value[at])));
      at++;
    }
  }
  return root;
}

function wrong(expected: any, value: any, place: any): never {
  const found = value === null ? "null" : Array.isArray(value) ? "an array" : "a value of the type " + typeof value;
  throw new Mismatch((place === "" ? "" : "At " + place + ": ") + expected + " was expected, but the function returned " + found + ".");
}

function text(shape: any, value: any, place: any): string {
  const [kind, inner] = shape;
  if (kind === "int" || kind === "long") {
    if (typeof value === "bigint" || Number.isSafeInteger(value)) return String(value === 0 ? 0 : value);
    wrong(kind, value, place);
  }
  if (kind === "double") {
    if (typeof value !== "number") wrong(kind, value, place);
    if (!Number.isFinite(value)) return quote(String(value));
    const written = Object.is(value, -0) ? "-0" : String(value);
    return Number.isInteger(value) && !written.includes("e") ? written + ".0" : written;
  }
  if (kind === "bool") return typeof value === "boolean" ? String(value) : wrong(kind, value, place);
  if (kind === "string") return typeof value === "string" ? quote(value) : wrong(kind, value, place);
  if (kind === "list") {
    if (!Array.isArray(value) && !ArrayBuffer.isView(value)) wrong(kind, value, place);
    return "[" + Array.from(value as any, (one: any, index: any) => text(inner, one, place + "[" + index + "]")).join() + "]";
  }
  const parts: string[] = [];
  const seen = new Set();
  if (kind === "linked_list") {
    for (let one = value; one !== null && one !== undefined; one = one.next) {
      if (typeof one !== "object" || !("value" in one)) wrong("ListNode", one, place + "[" + parts.length + "]");
      if (seen.has(one)) throw new Mismatch("The linked list has a cycle.");
      seen.add(one);
      parts.push(text(inner, one.value, place + "[" + parts.length + "]"));
    }
  } else {
    const waiting = [value];
    for (const one of waiting) {
      if (one === null || one === undefined) {
        parts.push("null");
        continue;
      }
      if (typeof one !== "object" || !("value" in one)) wrong("TreeNode", one, place + "[" + parts.length + "]");
      if (seen.has(one)) throw new Mismatch("A node of the tree is there twice.");
      seen.add(one);
      parts.push(text(inner, one.value, place + "[" + parts.length + "]"));
      waiting.push(one.left, one.right);
    }
    while (parts.at(-1) === "null") parts.pop();
  }
  return "[" + parts.join() + "]";
}

function end(mark: any, payload: any): void {
  const data = Buffer.from(token + mark + payload + "\\n");
  for (let at = 0; at < data.length; ) at += writeSync(1, data, at);
  leave(0);
}

function finish(result: any): void {
  let payload: any;
  try {
    payload = text(RESULT, result, "");
  } catch (error: any) {
    if (!(error instanceof Mismatch)) throw error;
    end("?", error.message);
  }
  end("=", payload);
}

function fail(error: any): never {
  report(error instanceof Error ? error.stack : error);
  if (MAY_FAIL && !(error instanceof RangeError && /call stack/.test(error.message))) end("=", '{"error":true}');
  leave(1);
  throw error;
}

const values: any = PARAMETERS.map(([plain, hasLong, shape]: any, index: any) => {
  const value = hasLong ? parse(lines[index], exactly) : parse(lines[index]);
  return plain ? value : build(shape, value);
});

function call(solution: any): void {
  if (typeof solution !== "function") {
    report(MISSING);
    leave(1);
  }
  let result: any;
  try {
    result = solution(...values);
  } catch (error: any) {
    fail(error);
  }
  if (result instanceof Promise) result.then(finish, fail);
  else finish(result);
}
`;
