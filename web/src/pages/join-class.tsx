import { useState } from "preact/hooks";
import { ClassOfCodeDocument, JoinClassDocument } from "../api/generated.js";
import { run } from "../api/run.js";
import { useAction, useQuery } from "../api/use-query.js";
import { Loading, Title } from "../parts/basics.js";
import { Notice } from "../parts/notice.js";
import { SignInFirst } from "../parts/sign-in-first.js";
import { Link } from "../routing.js";
import { useViewer } from "../viewer.js";
import { words } from "../words.js";

const { joinClass: texts } = words;

/** A link of an instructor (`Class.joinUrl`): what the class is, and a button to join it. The code is behind #, which browsers send to no server. */
export function JoinClass() {
  const viewer = useViewer();
  const [code] = useState(() => new URLSearchParams(location.hash.slice(1)).get("code") ?? "");
  const preview = useQuery(ClassOfCodeDocument, viewer && code ? { code } : null);
  const [joined, setJoined] = useState<string | null>(null);
  const join = useAction(async () => {
    const { joinClass } = await run(JoinClassDocument, { input: { code } });
    setJoined(joinClass?.class.title ?? "");
  });
  const found = preview.data?.classJoinPreview;
  const failure = join.failure ?? preview.failure;
  return (
    <div class="narrow">
      <Title>{found?.title ?? texts.title}</Title>
      {failure ? <Notice failure={failure} /> : null}
      {!code ? <p class="notice">{texts.missing}</p> : null}
      {code && !viewer ? <SignInFirst to={texts.toJoin} /> : null}
      {code && viewer && !found && !failure ? <Loading /> : null}
      {joined !== null ? (
        <>
          <p role="status">{texts.joined(joined)}</p>
          <Link class="button" href="/">
            {words.missing.home}
          </Link>
        </>
      ) : found ? (
        <>
          <p class="facts">
            {found.term ? <span>{found.term}</span> : null}
            <span>{found.instructors.join(", ")}</span>
            <span class="quiet">{texts.seats(found.seatsLeft)}</span>
          </p>
          <button type="button" class="primary" disabled={join.busy} onClick={() => void join.act(undefined)}>
            {texts.join}
          </button>
        </>
      ) : null}
    </div>
  );
}
