import * as z from "zod";
import type { Contract } from "../../../../kernel/contract.js";
import { globalId } from "../../../../kernel/global-id.js";
import { ID, idOfParts, madeAt } from "../../../../kernel/ids.js";

/**
 * Who gets an event besides the Redis stream. ORGANIZATION: the organization that it names. MEMBER: each active organization of which the
 * account in `userId` is a member when the event is relayed. INSTALLATION: no organization.
 */
export const EVENT_AUDIENCES = ["ORGANIZATION", "MEMBER", "INSTALLATION"] as const;
export type EventAudience = (typeof EVENT_AUDIENCES)[number];

/** One public event in an event of a module. */
export interface Occurrence {
  /** The account that it is about; null if none. A bare id. */
  userId: string | null;
  /** The organization that it is about; null if none. A bare id. */
  organizationId: string | null;
  /** As its schema says, with global ids. */
  data: object;
}

/** What a public event is, for every reader: types, versions and fields are promises. A changed meaning is a new version. */
export interface PublicEvent<E extends object = object> {
  /** As `noun.verb`; unique and permanent. */
  type: string;
  version: number;
  description: string;
  audience: EventAudience;
  /** Of the field `data`: ids and words only, never addresses, names or source code. Each field has a description and an example. */
  data: z.ZodObject;
  /** The event of a module that causes it. */
  from: Contract<E>;
  /** The same for the same payload, in the same order. */
  read(payload: E): readonly Occurrence[];
}

/** Ties a public event to the type of its source. */
export function publicEvent<E extends object>(event: PublicEvent<E>): PublicEvent {
  return event as unknown as PublicEvent;
}

/** What readers get. */
export interface Envelope {
  /** The same at each repetition, and another for each organization: readers drop an id that they have seen. */
  id: string;
  type: string;
  version: number;
  /** When it happened. */
  createdAt: string;
  organizationId: string | null;
  data: object;
}

/** The envelope for one organization, or for the stream. `eventId` is that of the module's event, `index` the place of the occurrence in it. */
export function envelopeOf(
  event: PublicEvent,
  { eventId, index, organizationId, stream }: { eventId: string; index: number; organizationId: string | null; stream?: boolean },
  data: object,
): Envelope {
  return {
    id: idOfParts("public-event", event.type, eventId, String(index), stream ? "stream" : (organizationId ?? "")),
    type: event.type,
    version: event.version,
    createdAt: timeOf(eventId).toISOString(),
    organizationId: organizationId && globalId("Organization", organizationId),
    data,
  };
}

/** Events are UUIDv7, made when they are announced. */
function timeOf(eventId: string): Date {
  if (ID.test(eventId) && eventId[14] === "7") return new Date(madeAt(eventId));
  throw new Error("The id of an event has no time.");
}

const EXAMPLE_KEY = "0190a6c8-7d4e-7cc3-98c4-dc0c0c07398f";

/** A field with the global id of an object. */
export const idField = (type: string, description: string) =>
  z.string().meta({ description: `${description} Global ID of a ${type}, for \`node\`.`, examples: [globalId(type, EXAMPLE_KEY)] });

export const wordField = (description: string, example: string) => z.string().meta({ description, examples: [example] });
export const numberField = (description: string, example: number) => z.number().meta({ description, examples: [example] });

/** JSON Schema of the whole envelope. */
export function schemaOf({ type, version, data, description, audience }: PublicEvent): object {
  const hasOrganization = audience !== "INSTALLATION";
  const organizationId = idField(
    "Organization",
    "The organization that gets the event; null in the Redis stream for events about members.",
  );
  const envelope = z.object({
    id: z.uuid().meta({ description: "Unique for this event: drop an id that you have seen." }),
    type: z.literal(type),
    version: z.literal(version),
    createdAt: z.iso.datetime().meta({ description: "When it happened, in UTC." }),
    organizationId: hasOrganization ? organizationId.nullable() : z.null(),
    data,
  });
  return z.toJSONSchema(envelope.meta({ title: type, description }), { io: "output" });
}

/** An envelope with the example of each field. */
export function exampleOf(event: PublicEvent): Envelope {
  const fields = Object.entries(event.data.shape as Record<string, z.ZodType>);
  const data = Object.fromEntries(fields.map(([name, field]) => [name, (z.globalRegistry.get(field)?.examples as unknown[])[0]]));
  const organizationId = event.audience === "INSTALLATION" ? null : EXAMPLE_KEY;
  return envelopeOf(event, { eventId: EXAMPLE_KEY, index: 0, organizationId }, data);
}
