import { reader } from "./parse.js";

/** A link is to be mailed. What it is for and where it goes stands in its row. */
export interface LinkRequested {
  linkId: string;
}

export const linkRequested = {
  name: "account.link-requested",
  parse(payload: unknown): LinkRequested {
    return { linkId: reader(payload, "account.link-requested").id("linkId") };
  },
};
