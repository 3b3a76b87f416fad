import { Notice } from "../parts/notice.js";
import { words } from "../words.js";
import type { Saving } from "./use-autosave.js";

const TEXTS = { saved: words.assessment.saved, saving: words.assessment.saving, failed: words.assessment.notSaved };

/** Whether the work is safe. */
export function SaveNote({ saving: { state, failure }, outdated }: { saving: Saving; outdated: boolean }) {
  return (
    <>
      <p class="quiet small">{TEXTS[state]}</p>
      {outdated ? (
        <p class="notice" role="status">
          {words.assessment.outdated}
        </p>
      ) : null}
      {failure ? <Notice failure={failure} /> : null}
    </>
  );
}
