// The last output of a start: addresses, accounts and a first query.
import { ask, browsersRefuse } from "./ask.mjs";
import { say } from "./console.mjs";
import { awaitJudge, JUDGE } from "./judge-state.mjs";
import { inRoot } from "./paths.mjs";
import { readJson } from "./stamps.mjs";

/** A problem that two simple lines solve. */
const FIRST_PROBLEM = "two-purses";
const FIRST_PROGRAM = "print(sum(map(int, input().split())))";

/** The data of the response; undefined if there is none. */
async function query(address, text) {
  const headers = { "content-type": "application/json" };
  const asked = ask(`http://${address}/graphql`, { method: "POST", headers, body: JSON.stringify({ query: text }) });
  return (await asked.then((answer) => JSON.parse(answer.text)).catch(() => undefined))?.data;
}

/** The id of the first problem, from the API; a placeholder if the database lacks that problem. */
async function firstProblemId(address) {
  return (await query(address, `{ problem(slug: "${FIRST_PROBLEM}") { id } }`))?.problem?.id ?? "id of a problem";
}

function people({ password, accounts }) {
  const width = Math.max(...accounts.map(({ email }) => email.length));
  return [
    `Demo accounts, all with the password ${password}`,
    ...accounts.map(({ email, role }) => `  ${email.padEnd(width)}  ${role}`),
    "",
  ];
}

/** The last line of a start: whether anything will be judged and, if not, what to do. */
export async function tellJudge(address, { isEnding, isStarting }) {
  const judge = async () => (await query(address, JUDGE))?.judge;
  const state = await awaitJudge(judge, { tell: say, goesOn: () => !isEnding(), isStarting });
  if (state) say(state.line);
}

export async function welcome(address, { demoAccounts, caughtMail }) {
  const demo = readJson(inRoot("scripts", "demo-accounts.json"), undefined);
  const learner = demoAccounts
    ? { email: demo.accounts[0].email, password: demo.password }
    : { email: "your e-mail address", password: "your password" };
  say(
    [
      "",
      "CodeQuest is ready.",
      `  Web page   http://${address}/   (${demoAccounts ? "sign in to a demo account with one click" : "sign in, solve, learn"})`,
      `  Explorer   http://${address}/graphiql   (works offline; Apollo Sandbox is at /graphql)`,
      `  GraphQL    http://${address}/graphql`,
      `  WebSocket  ws://${address}/graphql`,
      ...((await browsersRefuse(address))
        ? [`  ⚠ Browsers and fetch refuse this port: choose another one for them, such as PORT=4000.`]
        : []),
      ...(caughtMail ? ["  Mail       .data/mail, one .eml file each; nothing leaves this machine"] : []),
      "",
      ...(demoAccounts ? people(demo) : []),
      "A query to paste:",
      "  query { problems(first: 3) { edges { node { id slug title difficulty } } } }",
      "Two tracks with lessons and quizzes:",
      '  query { track(slug: "python-from-zero") { title modules { title lessons { title } } } }',
      "",
      "A verdict, live: sign in, send the token as the header  Authorization: Bearer <accessToken>,  submit, and watch.",
      `  mutation { login(input: { email: "${learner.email}", password: "${learner.password}" }) { accessToken } }`,
      `  mutation { submitCode(input: { problemId: "${await firstProblemId(address)}", language: "python", source: "${FIRST_PROGRAM}" }) { submission { id } } }`,
      '  subscription { submissionStatus(submissionId: "<id of the submission>") { status verdict testsPassed testsTotal } }',
      "",
      "In another terminal, npm run demo shows all six languages. Ctrl-C stops it all; the data stays.",
    ].join("\n"),
  );
}
