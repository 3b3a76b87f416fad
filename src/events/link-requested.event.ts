import { reader } from "./parse.js";

/** A link is due to be mailed. Its row holds purpose and recipient. */
export interface LinkRequested {
  linkId: string;
}

export const linkRequested = {
  name: "account.link-requested",
  parse(payload: unknown): LinkRequested {
    return { linkId: reader(payload, "account.link-requested").id("linkId") };
  },
};
