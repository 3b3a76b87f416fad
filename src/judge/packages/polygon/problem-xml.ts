/** `problem.xml` of Polygon as plain lists. */
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { MIB } from "../../../kernel/units.js";
import type { Findings } from "../package-faults.js";
import { readText, type PackageFile } from "../package-files.js";

/** An element: attributes, and children by name, each a list. */
export interface Element {
  attributes: Readonly<Record<string, string>>;
  text: string;
  children(name: string): Element[];
  child(name: string): Element | undefined;
}

/** Elements below each other. */
const DEPTH_MAX = 30;

type Raw = Record<string, unknown>;

/** The element `problem`. Null, with a fault, if the file is not such a document. */
export async function readProblemXml(file: PackageFile, findings: Findings): Promise<Element | null> {
  const text = await readText(file, findings, 4 * MIB);
  if (text === null) return null;
  const refuse = (message: string) => {
    findings.fault("SYNTAX_INVALID", file.path, message);
    return null;
  };
  // Entities could stand for any amount of text.
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) return refuse("A document type is not allowed.");
  const valid = XMLValidator.validate(text);
  if (valid !== true) return refuse(`Line ${valid.err.line}: ${valid.err.msg}`);
  try {
    const parser = new XMLParser({
      ignoreAttributes: false,
      attributeNamePrefix: "@",
      parseTagValue: false,
      isArray: (_name, _path, _leaf, isAttribute) => !isAttribute,
      maxNestedTags: DEPTH_MAX,
    });
    const { problem } = parser.parse(text) as { problem?: unknown[] };
    return problem?.[0] === undefined ? refuse("The document is not a `problem`.") : elementOf(problem[0]);
  } catch (error) {
    return refuse((error as Error).message.split("\n", 1)[0]!);
  }
}

function elementOf(raw: unknown): Element {
  const own = (typeof raw === "object" && raw !== null ? raw : {}) as Raw;
  const attributes = Object.fromEntries(
    Object.entries(own).flatMap(([name, value]) => (name.startsWith("@") && typeof value === "string" ? [[name.slice(1), value]] : [])),
  );
  const children = (name: string) => (Object.hasOwn(own, name) && Array.isArray(own[name]) ? own[name].map(elementOf) : []);
  const text = typeof raw === "string" ? raw : own["#text"];
  return { attributes, text: typeof text === "string" ? text.trim() : "", children, child: (name) => children(name)[0] };
}
