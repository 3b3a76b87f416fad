import { reader } from "./parse.js";

/** A topic was added, changed or moved. */
export interface TopicChanged {
  topicId: string;
}

export const topicChanged = {
  name: "topic.changed",
  parse: (payload: unknown): TopicChanged => ({ topicId: reader(payload, "topic.changed").id("topicId") }),
};
