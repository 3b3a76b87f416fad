import { describe, expect, it } from "@jest/globals";
import { execute, GraphQLObjectType, GraphQLSchema, GraphQLString, parse } from "graphql";
import { installDerived } from "./derived.js";
import { readsEventOnly } from "./subscribe.js";

const word = new GraphQLObjectType({ name: "Word", fields: { text: { type: GraphQLString } } });
const derive = ({ text }: { text: string }) => ({ text: text.toUpperCase() });
const object = new GraphQLObjectType({ name: "Object", fields: { text: { type: word, extensions: { derive } } } });
const root = (name: string) => new GraphQLObjectType({ name, fields: { object: { type: object } } });
const schema = new GraphQLSchema({ query: root("Query"), subscription: root("Subscription") });
installDerived(schema);

describe("a derived field", () => {
  it("answers at once, from its object", () => {
    const answer = execute({ schema, document: parse("{ object { text { text } } }"), rootValue: { object: { text: "go" } } });
    expect(answer).toEqual({ data: { object: { text: { text: "GO" } } } });
  });

  it("leaves the answer to an event one for all subscribers", () => {
    expect(readsEventOnly({ schema, document: parse("subscription { object { text { text } } }") })).toBe(true);
  });
});
