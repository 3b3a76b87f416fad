import { useState } from "preact/hooks";
import { CandidateDataDocument, DeleteCandidateDataDocument } from "../api/generated.js";
import { useAction } from "../api/use-query.js";
import { Text } from "../parts/basics.js";
import { Notice } from "../parts/notice.js";
import { words } from "../words.js";
import type { CandidateSession } from "./session.js";

const texts = words.assessment;

/** What is kept about the candidate, to read and to delete. */
export function OwnData({ session, onDeleted }: { session: CandidateSession; onDeleted: () => void }) {
  const [asks, setAsks] = useState(false);
  const [data, setData] = useState<string | null>(null);
  const show = useAction(async () => {
    setData(JSON.stringify((await session.run(CandidateDataDocument, {})).myCandidateData, null, 2));
  });
  const erase = useAction(async () => {
    await session.run(DeleteCandidateDataDocument, {});
    onDeleted();
  });
  const failure = show.failure ?? erase.failure;
  return (
    <details>
      <summary>{texts.data}</summary>
      {failure ? <Notice failure={failure} /> : null}
      <p class="row">
        <button type="button" disabled={show.busy} onClick={() => void show.act(undefined)}>
          {texts.showData}
        </button>
        <button type="button" onClick={() => setAsks(true)}>
          {texts.deleteData}
        </button>
      </p>
      {asks ? (
        <p class="row">
          <span>{texts.deleteNote}</span>
          <button type="button" class="primary" disabled={erase.busy} onClick={() => void erase.act(undefined)}>
            {texts.deleteNow}
          </button>
        </p>
      ) : null}
      {data === null ? null : <Text label={texts.data}>{data}</Text>}
    </details>
  );
}
