import { GraphQLNonNull, GraphQLObjectType, GraphQLSchema, GraphQLString, parse, type ExecutionResult } from "graphql";
import { createInbox } from "./inbox.js";
import { theEvent } from "./streams.js";
import { createSubscribe, readsEventOnly, type ResultStream } from "./subscribe.js";

const inner = new GraphQLObjectType({
  name: "Inner",
  fields: {
    plain: { type: GraphQLString },
    mine: { type: GraphQLString, resolve: (_event, _args, { viewer }: { viewer: string }) => viewer },
  },
});
const event = new GraphQLObjectType({
  name: "Event",
  fields: { text: { type: GraphQLString }, never: { type: new GraphQLNonNull(GraphQLString) }, inner: { type: inner } },
});
const query = new GraphQLObjectType({ name: "Query", fields: { x: { type: GraphQLString } } });
const subscription = new GraphQLObjectType({
  name: "Subscription",
  fields: { happens: { type: event, resolve: theEvent, subscribe: (_root, _args, { events }: { events: object[] }) => events.values() } },
});
const schema = new GraphQLSchema({ query, subscription });

/** An event that counts reads of its field. */
function countedEvent() {
  const event = {
    reads: 0,
    get text() {
      this.reads++;
      return "hello";
    },
    inner: { plain: "p" },
  };
  return event;
}

async function* inTurn(events: readonly object[]) {
  yield* events;
}

async function answers(subscribe: ReturnType<typeof createSubscribe>, source: string, events: object[], more: object = {}, viewer = "v") {
  const result = await subscribe({
    schema,
    document: parse(source),
    contextValue: { events: { values: () => inTurn(events) }, viewer },
    ...more,
  });
  const seen: ExecutionResult[] = [];
  if (Symbol.asyncIterator in result) for await (const one of result) seen.push(one);
  return seen;
}

describe("subscribers of one event", () => {
  const text = "subscription ($a: Boolean = true) { happens { text @include(if: $a) ...F } } fragment F on Event { inner { plain } }";

  it("share the answer to the same operation and variables", async () => {
    const subscribe = createSubscribe();
    const event = countedEvent();
    const all = await Promise.all([1, 2, 3].map(() => answers(subscribe, text, [event])));
    expect(event.reads).toBe(1);
    for (const seen of all) expect(seen).toEqual([{ data: { happens: { text: "hello", inner: { plain: "p" } } } }]);
    expect(all[0]![0]).toBe(all[1]![0]);
  });

  it("are answered each for themselves when they ask otherwise", async () => {
    const subscribe = createSubscribe();
    const event = countedEvent();
    const [first] = await answers(subscribe, text, [event]);
    const [second] = await answers(subscribe, text, [event], { variableValues: { a: false } });
    const [third] = await answers(subscribe, "subscription { happens { greeting: text } }", [event]);
    const [fourth] = await answers(subscribe, text, [countedEvent()]);
    expect(second!.data).toEqual({ happens: { inner: { plain: "p" } } });
    expect(third!.data).toEqual({ happens: { greeting: "hello" } });
    expect(fourth).not.toBe(first);
  });

  it("are offered its JSON while they wait, and get what is not taken, such as errors", async () => {
    const subscribe = createSubscribe();
    const event = countedEvent();
    const subscribed = async (source: string) => {
      const inbox = createInbox<object>({ capacity: 9, keyOf: () => "", onClose: () => undefined });
      const result = await subscribe({ schema, document: parse(source), contextValue: { events: { values: () => inbox } } });
      const sent: string[] = [];
      const stream = result as ResultStream;
      stream.offer?.((json) => sent.push(json.toString()) > 0);
      return { inbox, stream, sent };
    };
    const both = await Promise.all([text, text].map(subscribed));
    for (const { inbox, stream, sent } of both) {
      const next = stream.next();
      inbox.push(event);
      expect(sent).toEqual(['{"data":{"happens":{"text":"hello","inner":{"plain":"p"}}}}']);
      inbox.end();
      expect((await next).done).toBe(true);
    }
    expect(event.reads).toBe(1);

    const failing = await subscribed("subscription { happens { never } }");
    const next = failing.stream.next();
    failing.inbox.push(event);
    expect(((await next).value as ExecutionResult).errors).toHaveLength(1);
    expect(failing.sent).toEqual([]);
    expect((await subscribed("subscription { happens { inner { mine } } }")).stream.offer).toBeUndefined();
  });

  it("see what is theirs, and their own errors", async () => {
    const subscribe = createSubscribe();
    const event = countedEvent();
    const mine = "subscription { happens { text inner { mine } } }";
    expect((await answers(subscribe, mine, [event], {}, "ada"))[0]!.data).toEqual({ happens: { text: "hello", inner: { mine: "ada" } } });
    expect((await answers(subscribe, mine, [event], {}, "bob"))[0]!.data).toEqual({ happens: { text: "hello", inner: { mine: "bob" } } });
    const failing = "subscription { happens { never } }";
    const [one] = await answers(subscribe, failing, [event]);
    const [other] = await answers(subscribe, failing, [event]);
    expect(one!.errors).toHaveLength(1);
    expect(other).not.toBe(one);
  });
});

describe("an operation reads the event only", () => {
  it.each([
    ["of plain fields", "subscription { happens { text inner { plain __typename } } }", true],
    ["with a resolver deep inside", "subscription { happens { inner { mine } } }", false],
    ["with a resolver in a fragment", "subscription { happens { ...F } } fragment F on Event { inner { ... on Inner { mine } } }", false],
  ])("%s", (_name, source, expected) => expect(readsEventOnly({ schema, document: parse(source) })).toBe(expected));
});
