/** Comparing a submission with 10,000 stored ones, against the bare SQL of its lookup; and requests while 10,000 are compared in the background. */
import pg from "pg";
import { ENTITIES } from "../../dist/app/declared.js";
import { newId } from "../../dist/kernel/ids.js";
import { tokensOf } from "../../dist/modules/learning/similarity/code/parse.js";
import { encodeTokens } from "../../dist/modules/learning/similarity/code/stored-tokens.js";
import { fingerprintsOf, sketchOf } from "../../dist/modules/learning/similarity/code/winnow.js";
import { compareWithStored, lookupSql } from "../../dist/modules/learning/similarity/fingerprints/candidates.js";
import { FINGERPRINT_VERSION } from "../../dist/modules/learning/similarity/similarity-limits.js";
import { createDatabase } from "../../dist/platform/database/database.js";
import { runProgram } from "../../scripts/lib/application.mjs";
import { keyOf } from "../../scripts/lib/global-id.mjs";
import { sleep } from "../../scripts/lib/wait.mjs";
import { clientOf, createPerson } from "./support/client.mjs";
import { createInstallation } from "./support/installation.mjs";
import { inTurn, median, timed } from "./support/measure.mjs";
import { besideABusyCore, paced } from "./support/paced.mjs";
import { STARTED, WITHOUT_JUDGE } from "./support/without-judge.mjs";

const STORED = 10_000;
const BACKLOG = 10_000;
/** Problems of the backlog: learners work on many at a time. */
const PROBLEMS = 50;
const ROUNDS = 15;
const PACE = { perSecond: 40, seconds: 15 };
const REQUEST = "{ problems(first: 20) { nodes { id title difficulty } } }";
const CREATE = `mutation ($input: CreateProblemInput!) { createProblem(input: $input) { problem { id } } }`;

/** Its placeholders as PostgreSQL has them. */
let placeholder = 0;
const LOOKUP = lookupSql().replace(/\?/g, () => `$${++placeholder}`);

/** Solutions of one problem: of each part one of several ways. */
const WAYS = [
  [
    "import sys\ndata = list(map(int, sys.stdin.read().split()))\n",
    "data = [int(x) for x in open(0).read().split()]\n",
    "n = int(input())\ndata = [n] + list(map(int, input().split()))\n",
  ],
  ["n, values = data[0], data[1:]\n", "n = data.pop(0)\nvalues = data[:n]\n", "values = data[1:data[0] + 1]\nn = len(values)\n"],
  [
    "best = 0\nfor i in range(n):\n    for j in range(i, n):\n        best = max(best, sum(values[i:j + 1]))\n",
    "best = run = 0\nfor v in values:\n    run = max(0, run + v)\n    best = max(best, run)\n",
    "prefix = [0]\nfor v in values:\n    prefix.append(prefix[-1] + v)\nlow = best = 0\nfor p in prefix:\n    low = min(low, p)\n    best = max(best, p - low)\n",
    "def solve(lo, hi):\n    if hi - lo == 1:\n        return max(0, values[lo])\n    mid = (lo + hi) // 2\n    return max(solve(lo, mid), solve(mid, hi))\nbest = solve(0, n)\n",
  ],
  ["print(best)\n", "import sys\nsys.stdout.write(str(best) + '\\n')\n", "print('%d' % best)\n", "print(f'{best}')\n"],
];

/** The same for the same number; others differ in ways, values and order. */
function program(number) {
  let rest = number;
  const parts = WAYS.map((ways) => {
    const way = ways[rest % ways.length];
    rest = Math.floor(rest / ways.length);
    return way;
  });
  const noise = Array.from({ length: 3 + (number % 4) }, (_, i) => `limit_${i} = ${(number * (i + 3)) % 97} * ${(number >> i) % 13} - n\n`);
  return parts[0] + parts[1] + noise.join("") + parts[2] + `assert best >= ${number % 7} or n < ${rest % 5}\n` + parts[3];
}

async function createProblems(author, count) {
  const ids = [];
  for (let each = 0; each < count; each++) {
    const input = { title: `Bench ${each}`, statement: "Add.", difficulty: "EASY" };
    ids.push((await author.request(CREATE, { input })).createProblem.problem.id);
  }
  return ids;
}

/** Accounts that nobody signs in to. */
const createAccounts = (sql, count) =>
  sql(
    `insert into users (id, email, username, display_name, password_hash, role)
     select gen_random_uuid(), 'bench-' || n || '@codequest.example', 'bench-' || n, 'Bench', 'x', 'LEARNER' from generate_series(1, $1::int) n returning id`,
    [count],
  );

async function addSubmissions(sql, rows) {
  for (let from = 0; from < rows.length; from += 1000) {
    const part = rows.slice(from, from + 1000);
    const column = (name) => part.map((row) => row[name]);
    await sql(
      `insert into submissions (id, user_id, problem_id, language, source, source_bytes)
       select id, user_id, problem_id, 'python', source, octet_length(source)
       from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[]) as s (id, user_id, problem_id, source)`,
      [column("id"), column("userId"), column("problemId"), column("source")],
    );
    await sql(
      `insert into judgements (id, submission_id, test_set_id, status, verdict, attempt, system_failures, tests_total, tests_passed, tests, finished_at)
       select gen_random_uuid(), id, (select id from test_sets limit 1), 'FINISHED', 'ACCEPTED', 1, 0, 1, 1, '[]', now() from unnest($1::uuid[]) as s (id)`,
      [column("id")],
    );
  }
}

async function readyOf(number) {
  const tokens = await tokensOf("python", program(number));
  const fingerprints = fingerprintsOf(tokens.hashes);
  return { tokens, fingerprints, fingerprintCount: fingerprints.length };
}

function paramsOf({ fingerprints, fingerprintCount, problemId, family, userId, submissionId }) {
  const sketch = sketchOf(fingerprints);
  return [sketch, sketch.split("1").length - 1, problemId, family, userId, submissionId, fingerprints, fingerprintCount];
}

async function compare(row, { sql, env }, { problemId, users }) {
  const submissions = users.map(({ id: userId }, number) => ({ id: newId(), userId, problemId, source: program(number), number }));
  await addSubmissions(sql, submissions);
  for (const { id, userId, number } of submissions) {
    const { tokens, fingerprints } = await readyOf(number);
    await sql(
      `insert into code_fingerprints (submission_id, problem_id, user_id, family, state, version, fingerprints, sketch, tokens)
       values ($1, $2, $3, 'PYTHON', 'READY', ${FINGERPRINT_VERSION}, $4, $5, $6)`,
      [id, problemId, userId, fingerprints, sketchOf(fingerprints), encodeTokens(tokens)],
    );
  }
  await sql("analyze code_fingerprints");
  const db = await createDatabase({ url: env.DATABASE_URL, poolMax: 1, entities: ENTITIES, migrationsFolder: "migrations" });
  const bare = new pg.Client({ connectionString: env.DATABASE_URL });
  await bare.connect();
  let next = 0;
  let of;
  const prepare = async () => {
    if (next++ % 2 === 0) of = { submissionId: newId(), userId: newId(), problemId, family: "PYTHON", ...(await readyOf(7 + 131 * next)) };
  };
  const figures = await inTurn(
    {
      ours: () => timed(() => compareWithStored(db.em.fork(), of)),
      bare: () => timed(() => bare.query(LOOKUP, paramsOf(of))),
    },
    { rounds: ROUNDS, before: prepare },
  );
  await bare.end();
  await db.close();
  row({
    ...{ what: `one submission compared with ${STORED} stored ones, median`, value: median(figures.ours), unit: "ms" },
    ...{ baseline: "the bare SQL of its lookup", baselineValue: median(figures.bare), target: { ratioAtMost: 2 } },
  });
}

async function background(row, { sql, env }, api, { problems, users }) {
  await addSubmissions(
    sql,
    Array.from({ length: BACKLOG }, (_, n) => ({
      ...{ id: newId(), userId: users[n % users.length].id, problemId: problems[n % problems.length], source: program(n + 50_000) },
    })),
  );
  await sql("analyze submissions");
  const reader = clientOf(api);
  const ask = () => reader.request(REQUEST);
  const busy = await besideABusyCore(() => paced(ask, PACE));
  const done = async () => (await sql("select count(*)::int as count from code_fingerprints"))[0].count;
  const before = await done();
  let count = before;
  const since = performance.now();
  await runProgram("fingerprint", [], env);
  const over = (async () => {
    while ((count = await done()) < before + BACKLOG) await sleep(1000);
  })();
  const beside = await paced(ask, { ...PACE, until: over });
  const seconds = (performance.now() - since) / 1000;
  await reader.close();
  row({
    ...{ what: `requests while ${BACKLOG} submissions are compared, p99`, value: beside, unit: "ms", target: { ratioAtMost: 1.5 } },
    ...{ baseline: "beside a process that keeps a core busy", baselineValue: busy },
  });
  row({ what: "submissions compared in the background", value: (count - before) / seconds, unit: "/s" });
}

export async function run({ row, env }) {
  const installation = await createInstallation(env);
  try {
    const api = await installation.startApi();
    const author = await createPerson(installation, api, { name: "bench-author", role: "ADMIN" });
    const problems = (await createProblems(author, PROBLEMS + 1)).map(keyOf);
    await author.close();
    await installation.sql(
      `insert into test_sets (id, problem_id, version, sha256, test_count, size_bytes, samples, tests) values ($1, $2, 1, 'none', 1, 0, '[]', '[]')`,
      [newId(), problems[0]],
    );
    const users = await createAccounts(installation.sql, STORED);
    await compare(row, installation, { problemId: problems[0], users });
    await installation.startWorker(WITHOUT_JUDGE, STARTED);
    await background(row, installation, api, { problems: problems.slice(1), users });
  } finally {
    await installation.stop();
  }
}
