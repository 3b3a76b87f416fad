/** What the server wrote into the document. */
interface Facts {
  /** Whether GraphiQL is served. */
  explorer: boolean;
  /** Accounts of a development installation. */
  demo: { password: string; accounts: { email: string; role: string }[]; firstProblem: string } | null;
}

const metaContent = (name: string): string => document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? "";

export const facts = JSON.parse(metaContent("codequest-facts")) as Facts;

/** Allows style elements under the Content-Security-Policy of this document. */
export const styleNonce = metaContent("codequest-nonce");
