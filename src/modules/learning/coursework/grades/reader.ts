import type { RequestContext } from "../../../../graphql/context.js";
import { messageLanguageOf } from "../../../../messages/messages.js";
import { userById } from "../../../base/users/user.loaders.js";
import type { Reader } from "../grading/explain.js";

/** Language and zone of the viewer's account. */
export async function readerOf(context: RequestContext): Promise<Reader> {
  const user = await context.loader(userById).load(context.signedIn.id);
  return { language: messageLanguageOf(user?.locale ?? "en"), zone: user?.timezone ?? "UTC" };
}
