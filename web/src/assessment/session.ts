/**
 * The session of a candidate: a token that opens one assessment and nothing else. It lives in this tab, apart from the account that may be
 * signed in: docs/assessments.md.
 */
import type { Client } from "graphql-ws/client";
import { OpenAssessmentDocument, OpenMyAssessmentDocument, type TypedDocumentString } from "../api/generated.js";
import { connect, follow, type Listener } from "../api/live.js";
import { post, type PostOptions } from "../api/post.js";
import { run } from "../api/run.js";

const KEY = "candidate";
/** Of signals.ts: what another session has not sent goes with it. */
export const UNSENT_KEY = "candidate-signals";

export interface CandidateSession {
  run<Data, Variables>(document: TypedDocumentString<Data, Variables>, variables: Variables, options?: PostOptions): Promise<Data>;
  watch<Data>(document: TypedDocumentString<Data, Record<string, never>>, listener: Listener<Data>): () => void;
  /** Forgets the token and closes the connection. */
  end(): void;
}

/** The storage of the tab may be blocked: then the session lasts until the page is left. */
function keep(token: string | null): void {
  try {
    sessionStorage.removeItem(UNSENT_KEY);
    if (token === null) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, token);
  } catch {
    // See above.
  }
}

function kept(): string | null {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function sessionOf(token: string): CandidateSession {
  let client: Client | null = null;
  return {
    run: (document, variables, options) => post(document, variables, token, options),
    watch(document, listener) {
      client ??= connect(() => Promise.resolve(token));
      return follow(client, document, {}, listener);
    },
    end() {
      keep(null);
      void client?.dispose();
      client = null;
    },
  };
}

function begin(token: string | undefined): CandidateSession | null {
  if (!token) return null;
  keep(token);
  return sessionOf(token);
}

/** After a reload. */
export function keptSession(): CandidateSession | null {
  const token = kept();
  return token ? sessionOf(token) : null;
}

/** The token of the link leaves the address bar: the session has replaced it. */
export async function openLink(link: string): Promise<CandidateSession | null> {
  const { openAssessment } = await post(OpenAssessmentDocument, { input: { token: link } }, null);
  history.replaceState(null, "", location.pathname);
  return begin(openAssessment?.token);
}

/** Of the account that is signed in. */
export async function openInvitation(id: string): Promise<CandidateSession | null> {
  const { openMyAssessment } = await run(OpenMyAssessmentDocument, { input: { id } });
  return begin(openMyAssessment?.token);
}
