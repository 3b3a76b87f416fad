import { Ajv2020 } from "ajv/dist/2020.js";
import { readFileSync } from "node:fs";
import { newId } from "../../../../kernel/ids.js";
import { CATALOGUE } from "./catalogue.js";
import { envelopeOf, exampleOf, schemaOf } from "./public-event.js";

const docs = readFileSync(new URL("../../../../../docs/events.md", import.meta.url), "utf8");
const schema = readFileSync(new URL("../../../../../schema/schema.graphql", import.meta.url), "utf8");

describe("the catalogue of public events", () => {
  it("names each type once", () => {
    expect(new Set(CATALOGUE.map(({ type }) => type)).size).toBe(CATALOGUE.length);
    expect(CATALOGUE.filter(({ type }) => !/^[a-z_]+(\.[a-z_]+){1,2}$/.test(type))).toEqual([]);
  });

  it.each(CATALOGUE.map((event) => [event.type, event] as const))("has an example of %s that its JSON Schema accepts", (_type, event) => {
    const validate = new Ajv2020({ strict: true, formats: { uuid: true, "date-time": true } }).compile(schemaOf(event));
    const example = exampleOf(event);
    expect([validate(example), validate.errors]).toEqual([true, null]);
    expect(validate({ ...example, data: {} })).toBe(false);
    expect(validate({ ...example, version: 0 })).toBe(false);
  });

  it.each(CATALOGUE.map((event) => [event.type, event] as const))("documents %s, with ids of types that there are", (type, event) => {
    expect(docs).toContain(`| \`${type}\``);
    const named = [...JSON.stringify(schemaOf(event)).matchAll(/Global ID of an? (\w+),/g)].map(([, name]) => name!);
    expect(named.filter((name) => !schema.includes(`type ${name} implements Node`))).toEqual([]);
  });

  it("gives the same event the same id, and another one to each organization", () => {
    const [event] = CATALOGUE;
    const eventId = newId(1_700_000_000_000);
    const about = { eventId, index: 0, organizationId: newId() };
    const first = envelopeOf(event!, about, {});
    expect(envelopeOf(event!, about, {})).toEqual(first);
    expect(first.createdAt).toBe("2023-11-14T22:13:20.000Z");
    const ids = [about, { ...about, organizationId: newId() }, { ...about, index: 1 }, { ...about, stream: true }];
    expect(new Set(ids.map((one) => envelopeOf(event!, one, {}).id)).size).toBe(4);
  });
});
