import { useEffect, useState } from "preact/hooks";
import { completeExternal, type Completed } from "../api/external-sign-in.js";
import { useAction } from "../api/use-query.js";
import { Loading, Title } from "../parts/basics.js";
import { Notice } from "../parts/notice.js";
import { SecondFactor } from "../parts/second-factor.js";
import { Link, navigate, safeTarget } from "../routing.js";
import { words } from "../words.js";

/** Where a provider of sign-in sends the browser back to. */
export function ExternalSignIn({ of }: { of: "provider" | "organization" }) {
  const [asked, setAsked] = useState<Completed | null>(null);
  const [isLost, setLost] = useState(false);
  const complete = useAction(async () => {
    const done = await completeExternal(of);
    if (!done) setLost(true);
    else if (done.challenge) setAsked(done);
    else navigate(safeTarget(done.target), { replace: true });
  });
  useEffect(() => void complete.act(undefined), []);
  return (
    <div class="narrow">
      <Title>{words.account.signIn}</Title>
      {asked?.challenge ? (
        <SecondFactor challenge={asked.challenge} onDone={() => navigate(safeTarget(asked.target), { replace: true })} />
      ) : isLost || complete.failure ? (
        <>
          {complete.failure ? <Notice failure={complete.failure} /> : <p class="notice">{words.account.lostFlow}</p>}
          <Link class="button" href="/sign-in">
            {words.account.signIn}
          </Link>
        </>
      ) : (
        <Loading />
      )}
    </div>
  );
}
