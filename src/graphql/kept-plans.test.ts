import { buildSchema, parse } from "graphql";
import { planOf } from "./kept-plans.js";

const schema = buildSchema("type Query { a: Int, b: Int, me: Query }");
const planFor = (text: ReturnType<typeof parse>, variableValues = {}, operationName?: string) => {
  const found = planOf({ schema, document: text, variableValues, operationName });
  if ("errors" in found) throw found.errors[0]!;
  return found.plan;
};
const keysOf = (plan: ReturnType<typeof planFor>) => plan.root.fields.map(({ key }) => key);

describe("plans", () => {
  it("are kept from the second execution of a document on", () => {
    const document = parse("{ a me { b } }");
    const [first, second, third] = [planFor(document), planFor(document), planFor(document)];
    expect(second).not.toBe(first);
    expect(third).toBe(second);
  });

  it("are made anew for other conditions, and not for other variables", () => {
    const document = parse("query ($c: Boolean!, $n: Int) { a @include(if: $c) b me @skip(if: $c) { a } }");
    planFor(document, { c: true });
    const shown = planFor(document, { c: true, n: 1 });
    expect(keysOf(shown)).toEqual(["a", "b"]);
    expect(planFor(document, { c: true, n: 2 })).toBe(shown);
    expect(keysOf(planFor(document, { c: false }))).toEqual(["b", "me"]);
    expect(keysOf(planFor(document, { c: true }))).toEqual(["a", "b"]);
  });

  it("belong to one operation of a document", () => {
    const document = parse("query A { a } query B { b }");
    for (let i = 0; i < 3; i++) {
      expect(keysOf(planFor(document, {}, "A"))).toEqual(["a"]);
      expect(keysOf(planFor(document, {}, "B"))).toEqual(["b"]);
    }
    expect(() => planFor(document)).toThrow("Must provide operation name");
    expect(() => planFor(document, {}, "C")).toThrow('Unknown operation named "C"');
  });
});
