// A bare graphql-ws server on graphql-js: a mutation inserts an update into PostgreSQL and publishes it through Redis, a subscription has it.
// No accounts, no checks. DATABASE_URL and REDIS_URL are given. node test/bench/baselines/graphql-ws-room.mjs
import { GraphQLInt, GraphQLNonNull, GraphQLObjectType, GraphQLSchema, GraphQLString } from "graphql";
import { useServer } from "graphql-ws/use/ws";
import { Redis } from "ioredis";
import pg from "pg";
import { WebSocketServer } from "ws";

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
const [publisher, subscriber] = [new Redis(process.env.REDIS_URL), new Redis(process.env.REDIS_URL)];
await pool.query(
  "create table if not exists bare_updates (room int not null, id bigserial, update bytea not null, primary key (room, id))",
);

const listeners = new Map();
subscriber.on("message", (channel, text) => {
  const event = JSON.parse(text);
  for (const listener of listeners.get(channel) ?? []) listener(event);
});

async function* watch(room) {
  const channel = `bare-room:${room}`;
  const waiting = [];
  let wake = () => {};
  const listener = (event) => {
    waiting.push(event);
    wake();
  };
  listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
  await subscriber.subscribe(channel);
  yield { room: { sequence: 0, update: "" } };
  for (;;) {
    while (waiting.length > 0) yield { room: waiting.shift() };
    await new Promise((resolve) => (wake = resolve));
  }
}

const Event = new GraphQLObjectType({ name: "Event", fields: { sequence: { type: GraphQLInt }, update: { type: GraphQLString } } });
const room = { type: new GraphQLNonNull(GraphQLInt) };
const schema = new GraphQLSchema({
  query: new GraphQLObjectType({ name: "Query", fields: { ok: { type: GraphQLInt } } }),
  mutation: new GraphQLObjectType({
    name: "Mutation",
    fields: {
      send: {
        type: GraphQLInt,
        args: { room, update: { type: new GraphQLNonNull(GraphQLString) } },
        async resolve(_, { room, update }) {
          const text = "insert into bare_updates (room, update) values ($1, $2) returning id";
          const { rows } = await pool.query({ name: "insert", text, values: [room, Buffer.from(update, "base64")] });
          const sequence = Number(rows[0].id);
          await publisher.publish(`bare-room:${room}`, JSON.stringify({ sequence, update }));
          return sequence;
        },
      },
    },
  }),
  subscription: new GraphQLObjectType({
    name: "Subscription",
    fields: { room: { type: Event, args: { room }, subscribe: (_, args) => watch(args.room) } },
  }),
});

const server = new WebSocketServer({ host: "127.0.0.1", port: 0, path: "/graphql" });
useServer({ schema }, server);
server.on("listening", () => console.log(`listening on ${server.address().port}`));
