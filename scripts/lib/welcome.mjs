// The last words of a start: where to go, who to be, what to paste.
import { say } from "./console.mjs";
import { inRoot } from "./paths.mjs";
import { readJson } from "./stamps.mjs";

export function welcome(address, { demoAccounts }) {
  const { password, accounts } = readJson(inRoot("scripts", "demo-accounts.json"), { accounts: [] });
  const people = demoAccounts
    ? ["Demo accounts, all with the password " + password, ...accounts.map(({ email, role }) => `  ${email}  (${role})`), ""]
    : [];
  say(
    [
      "",
      "CodeQuest is ready.",
      `  GraphQL    http://${address}/graphql`,
      `  WebSocket  ws://${address}/graphql`,
      "",
      ...people,
      "A query to paste:",
      "  query { problems(first: 3) { edges { node { id title } } } }",
      "and a subscription, with the id that submitCode returned:",
      '  subscription { submissionStatus(submissionId: "…") { status verdict } }',
      "",
      "Ctrl-C stops it all; the data stays in .data.",
    ].join("\n"),
  );
}
