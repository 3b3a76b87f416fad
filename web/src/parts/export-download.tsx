import { useState } from "preact/hooks";
import { ExportLinkDocument } from "../api/generated.js";
import { run } from "../api/run.js";
import { useAction } from "../api/use-query.js";
import { words } from "../words.js";
import { Field } from "./field.js";
import { Notice } from "./notice.js";

/** The archive of the account's data, behind the password. */
export function ExportDownload({ id, isReady }: { id: string; isReady: boolean }) {
  const [password, setPassword] = useState("");
  const download = useAction(async () => {
    const { createDataExportLink } = await run(ExportLinkDocument, { input: password ? { exportId: id, password } : { exportId: id } });
    if (createDataExportLink) location.assign(createDataExportLink.url);
  });
  if (!isReady) return <p class="quiet">{words.notifications.noExport}</p>;
  const fault = download.failure?.fields.password;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void download.act(undefined);
      }}
    >
      {download.failure && !fault ? <Notice failure={download.failure} /> : null}
      <Field
        label={words.account.password}
        name="password"
        type="password"
        autoComplete="current-password"
        value={password}
        fault={fault}
        onInput={(event) => setPassword(event.currentTarget.value)}
      />
      <button type="submit" class="primary" disabled={download.busy}>
        {words.notifications.download}
      </button>
    </form>
  );
}
