import { facts } from "../facts.js";
import { Link, navigate } from "../routing.js";
import { words } from "../words.js";
import { DemoAccounts } from "./demo-accounts.js";

/** For visitors: what to do here, and the shortest way to a first verdict. */
export function Welcome() {
  const { demo } = facts;
  return (
    <section class="welcome" aria-labelledby="welcome">
      <h2 id="welcome">{words.welcome.title}</h2>
      <ol>
        {(demo ? words.welcome.steps : words.welcome.visitorSteps).map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {demo ? (
        <DemoAccounts only="LEARNER" onDone={() => navigate(`/problems/${demo.firstProblem}`)} />
      ) : (
        <p class="row">
          <Link class="button primary" href="/register">
            {words.account.register}
          </Link>
          <Link class="button" href="/sign-in">
            {words.account.signIn}
          </Link>
        </p>
      )}
    </section>
  );
}
