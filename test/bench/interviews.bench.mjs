/**
 * Rooms of interviews: 50 pairs of whom one types, until each other one has the letter, against bare graphql-ws with a mutation, an insert and a
 * publication of the same bytes. And one round of matching for 2,000 and 20,000 people.
 */
import { randomUUID } from "node:crypto";
import { createClient } from "graphql-ws";
import { WebSocket } from "ws";
import * as Y from "yjs";
import { inRoot } from "../../scripts/lib/paths.mjs";
import { createPerson } from "./support/client.mjs";
import { createInstallation, launch } from "./support/installation.mjs";
import { inTurn, median } from "./support/measure.mjs";

const PAIRS = 50;
const ROUNDS = 60;
const MATCHED = [2000, 20_000];

const WATCH = "subscription ($id: ID!) { interviewRoom(interviewId: $id) { kind sequence update } }";
const SEND = "mutation ($id: ID!, $update: String!) { sendInterviewUpdate(input: { interviewId: $id, update: $update }) { sequence } }";
const BARE_WATCH = "subscription ($room: Int!) { room(room: $room) { sequence update } }";
const BARE_SEND = "mutation ($room: Int!, $update: String!) { send(room: $room, update: $update) }";

/** Updates of one letter each, as an editor makes them. */
function* letters() {
  const doc = new Y.Doc();
  const text = doc.getText("round-1");
  let update;
  doc.on("update", (made) => (update = made));
  for (;;) {
    text.insert(text.length, "x");
    yield Buffer.from(update).toString("base64");
  }
}

const socketTo = (url, token) =>
  createClient({
    ...{ url, webSocketImpl: WebSocket, lazy: false, retryAttempts: 0 },
    ...(token && { connectionParams: { authorization: `Bearer ${token}` } }),
  });

/** Resolves once the subscription has answered. `type` sends a letter, and resolves when the other one has it. */
async function openPair({ writer, reader, watch, send, variables, updateOf }) {
  const source = letters();
  let heard = () => {};
  const ready = new Promise((resolve, reject) => {
    let first = true;
    const next = ({ data, errors }) => {
      if (errors) return reject(new Error(errors[0].message));
      if (first) resolve();
      first = false;
      heard(updateOf(data));
    };
    reader.subscribe({ query: watch, variables }, { next, error: reject, complete: () => {} });
  });
  await ready;
  return {
    type() {
      const update = source.next().value;
      return new Promise((resolve, reject) => {
        heard = (got) => got === update && resolve();
        const next = ({ errors }) => errors && reject(new Error(errors[0].message));
        writer.subscribe({ query: send, variables: { ...variables, update } }, { next, error: reject, complete: () => {} });
      });
    },
  };
}

async function confirmedRoom({ sql }, people) {
  const id = randomUUID();
  await sql(
    `insert into interviews (id, kind, status, starts_at, minutes, confirm_by, invited_at) values ($1, 'PEER', 'CONFIRMED', now(), 90, now(), now())`,
    [id],
  );
  for (const [index, seat] of ["FIRST", "SECOND"].entries())
    await sql(
      "insert into interview_participants (interview_id, seat, user_id, confirmed_at, joined_at) values ($1, $2, $3, now(), now())",
      [...[id, seat, people[index]]],
    );
  await sql(
    `insert into interview_rooms (interview_id, opens_at, closes_at, started_at) values ($1, now() - interval '1 hour', now() + interval '2 hours', now())`,
    [id],
  );
  return id;
}

const timedAll = async (pairs) => {
  const since = performance.now();
  await Promise.all(pairs.map((pair) => pair.type()));
  return performance.now() - since;
};

/** People with three languages at most, in five levels, with some hours on some of fourteen days. */
function requestsFor(count) {
  let state = 12_345;
  const random = (below) => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) % below;
  const languages = ["python", "go", "java", "cpp", "javascript"];
  const now = Date.UTC(2027, 2, 1);
  return Array.from({ length: count }, (_, n) => {
    const starts = [0, 1, 2].flatMap(() => {
      const first = now + (3 + random(13 * 24)) * 3_600_000;
      return [0, 1, 2, 3, 4].map((quarter) => first + quarter * 900_000);
    });
    return {
      ...{
        id: String(n).padStart(8, "0"),
        userId: `u${n}`,
        isPriority: random(50) === 0,
        since: now - random(86_400_000),
        level: 1 + random(5),
      },
      ...{ topics: random(2) === 0 ? [] : [`t${random(6)}`, `t${6 + random(6)}`], languages: [languages[random(5)], languages[random(5)]] },
      ...{ minutes: 60, starts: [...new Set(starts)].sort((a, b) => a - b), lastPartnerId: `u${random(count)}` },
    };
  });
}

async function matching(row) {
  const { matchRequests } = await import(inRoot("dist", "modules", "community", "interviews", "matching", "match.js"));
  const [few, many] = MATCHED.map(requestsFor);
  const now = Date.UTC(2027, 2, 1);
  let pairs = 0;
  const timed = (requests) => () => {
    const since = performance.now();
    pairs = matchRequests(requests, now).length;
    return Promise.resolve(performance.now() - since);
  };
  const times = await inTurn({ few: timed(few), many: timed(many) }, { rounds: 9, warmUp: 2 });
  const [small, large] = MATCHED;
  row({
    what: `matching of ${large} people (${pairs} pairs), median`,
    value: median(times.many),
    unit: "ms",
    baseline: `that of ${small}, grown by n log n`,
    baselineValue: (median(times.few) * large * Math.log(large)) / (small * Math.log(small)),
    target: { ratioAtMost: 1 },
  });
}

export async function run({ row, env }) {
  await matching(row);
  const installation = await createInstallation(env);
  const bare = launch([inRoot("test", "bench", "baselines", "graphql-ws-room.mjs")], installation.env);
  const sockets = [];
  const open = (url, token) => {
    const socket = socketTo(url, token);
    sockets.push(socket);
    return socket;
  };
  try {
    const api = await installation.startApi({ QUERY_COST_PER_MINUTE: "0", SOCKETS_PER_ADDRESS: "10000", SOCKETS_PER_ACCOUNT: "10000" });
    const people = [await createPerson(installation, api, { name: "first" }), await createPerson(installation, api, { name: "second" })];
    const [, port] = await bare.seen(/listening on (\d+)/);
    const bareUrl = `ws://127.0.0.1:${port}/graphql`;
    const [ours, theirs] = [[], []];
    for (let room = 0; room < PAIRS; room++) {
      const id = await confirmedRoom(
        installation,
        people.map(({ userId }) => userId),
      );
      const [writer, reader] = people.map(({ token }) => open(api.wsUrl, token));
      const updateOf = (data) => data.interviewRoom.update;
      ours.push(await openPair({ writer, reader, watch: WATCH, send: SEND, variables: { id }, updateOf }));
      const its = { watch: BARE_WATCH, send: BARE_SEND, variables: { room }, updateOf: (data) => data.room.update };
      theirs.push(await openPair({ writer: open(bareUrl), reader: open(bareUrl), ...its }));
    }
    const times = await inTurn({ ours: () => timedAll(ours), bare: () => timedAll(theirs) }, { rounds: ROUNDS, warmUp: 10 });
    row({
      what: `a letter in each of ${PAIRS} rooms, until the last partner has it, median`,
      value: median(times.ours),
      unit: "ms",
      baseline: "bare graphql-ws: mutation, insert, publish of the same bytes",
      baselineValue: median(times.bare),
      target: { ratioAtMost: 1.5 },
    });
  } finally {
    await Promise.all(sockets.map((socket) => socket.dispose()));
    await bare.stop();
    await installation.stop();
  }
}
