import { INSTALLATION_EVENTS } from "./installation-events.js";
import { MEMBER_EVENTS } from "./member-events.js";
import { ORGANIZATION_EVENTS } from "./organization-events.js";
import type { PublicEvent } from "./public-event.js";

/** THE public events, by type. A new one is an entry in one of these lists; docs/events.md shows the same table. */
export const CATALOGUE: readonly PublicEvent[] = [...ORGANIZATION_EVENTS, ...MEMBER_EVENTS, ...INSTALLATION_EVENTS].toSorted((a, b) =>
  a.type < b.type ? -1 : 1,
);
