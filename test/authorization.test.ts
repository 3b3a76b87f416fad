/** Who may use what: every root field, by every role, and every field of a type that belongs to someone. */
import { beforeAll, describe, expect, it } from "@jest/globals";
import { isNonNullType, isObjectType, type GraphQLField, type GraphQLObjectType, type GraphQLSchema } from "graphql";
import {
  decide,
  maySee,
  PERMISSIONS,
  VISIBILITIES,
  type Decision,
  type OwnedKind,
  type Permission,
  type Visibility,
} from "../src/access/policy.js";
import { ROLES, type Viewer } from "../src/access/viewer.js";
import { compose } from "../src/app/compose.js";
import type { Platform } from "../src/app/platform.js";
import { buildSchema } from "../src/app/schema.js";
import { RequestContext } from "../src/graphql/context.js";
import { newId } from "../src/kernel/ids.js";
import type { Module } from "../src/modules/module.js";

/** The rule of each root field, written down once more, so that no change of rules goes through review unseen. */
const RULES: Record<string, Permission> = {
  "Query.me": "public",
  "Query.topics": "public",
  "Query.topic": "public",
  "Query.problem": "public",
  "Query.problems": "public",
  "Query.problemTest": "problem:edit",
  "Query.languages": "public",
  "Query.errorCodes": "public",
  "Query.judge": "public",
  "Query.roleRequests": "role:decide",
  "Query.submission": "submission:read",
  "Query.submissions": "submission:read",
  "Mutation.register": "public",
  "Mutation.login": "public",
  "Mutation.requestRole": "role:request",
  "Mutation.decideRoleRequest": "role:decide",
  "Mutation.createTopic": "topic:edit",
  "Mutation.updateTopic": "topic:edit",
  "Mutation.cancelSubmission": "submission:create",
  "Mutation.createProblem": "problem:create",
  "Mutation.updateProblem": "problem:edit",
  "Mutation.restoreProblemRevision": "problem:edit",
  "Mutation.setProblemTests": "problem:edit",
  "Mutation.restoreProblemTests": "problem:edit",
  "Mutation.publishProblem": "problem:edit",
  "Mutation.archiveProblem": "problem:edit",
  "Mutation.unarchiveProblem": "problem:edit",
  "Mutation.cloneProblem": "problem:create",
  "Mutation.addProblemCoAuthor": "problem:edit",
  "Mutation.removeProblemCoAuthor": "problem:edit",
  "Mutation.transferProblem": "problem:transfer",
  "Mutation.submitCode": "submission:create",
  "Mutation.runCode": "submission:create",
  "Subscription.mySubmissionUpdates": "submission:read",
  "Subscription.submissionStatus": "submission:read",
  "Mutation.completeUpload": "file:upload",
  "Mutation.deleteFile": "file:upload",
  "Mutation.requestUpload": "file:upload",
  "Mutation.setAvatar": "profile:edit",
  "Mutation.updateProfile": "profile:edit",
  "Query.file": "file:read",
  "Query.myFiles": "file:read",
};

const VIEWERS: Viewer[] = [null, ...ROLES.map((role) => ({ id: newId(), role }))];
const nameOf = (viewer: Viewer) => viewer?.role ?? "nobody";

let schema: GraphQLSchema;
let roots: { path: string; field: GraphQLField<unknown, RequestContext> }[];
let owned: GraphQLObjectType[];
beforeAll(() => {
  schema = buildSchema(compose({} as Platform).modules.map(withoutWork));
  roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((root) =>
    Object.values(root?.getFields() ?? {}).map((field) => ({ path: `${root!.name}.${field.name}`, field })),
  );
  owned = Object.values(schema.getTypeMap()).filter((type) => isObjectType(type) && type.extensions.owned) as GraphQLObjectType[];
});

/** The same fields under the same rules, with nothing behind them. */
function withoutWork(module: Module): Module {
  for (const resolver of module.resolvers ?? []) {
    const prototype = Object.getPrototypeOf(resolver) as object;
    for (const name of Object.getOwnPropertyNames(prototype)) {
      if (name !== "constructor") Object.defineProperty(resolver, name, { value: async () => "seen" });
    }
  }
  const streams = Object.keys(module.streams ?? {}).map((name) => [name, async () => emptyStream()]);
  return { ...module, streams: Object.fromEntries(streams) as Module["streams"] };
}

async function* emptyStream(): AsyncIterableIterator<unknown> {
  // nothing happens
}

describe("a root field", () => {
  it("has the rule that stands here", () => {
    const rules = roots.map(({ path, field }) => [path, field.extensions.allow]);
    expect(Object.fromEntries(rules)).toEqual(RULES);
  });

  it("has a rule from the permission table", () => {
    expect(roots.filter(({ field }) => !((field.extensions.allow as string) in PERMISSIONS)).map(({ path }) => path)).toEqual([]);
  });

  it.each(VIEWERS.map((viewer) => [nameOf(viewer), viewer] as const))("lets %s in or refuses as the table says", async (_name, viewer) => {
    for (const { path, field } of roots) {
      const permission = field.extensions.allow as Permission;
      expect({ path, decision: await knock(field, viewer) }).toEqual({ path, decision: decide(viewer, permission) });
    }
  });
});

async function knock(field: GraphQLField<unknown, RequestContext>, viewer: Viewer): Promise<Decision> {
  const context = new RequestContext({} as never, viewer, newId(), "");
  const enter = field.subscribe ?? field.resolve!;
  try {
    // Async, so that what the resolver itself throws and what it rejects with look alike.
    await (async () => enter({}, {}, context, {} as never))();
  } catch (error) {
    const code = (error as { code?: string }).code;
    if (code === "FORBIDDEN") return "forbidden";
    if (code === "UNAUTHENTICATED") return "sign-in-first";
  }
  return "allowed";
}

describe("a type that belongs to someone", () => {
  it("is one of those known here", () => {
    expect(Object.fromEntries(owned.map((type) => [type.name, type.extensions.owned]))).toEqual({
      User: "user",
      Submission: "submission",
      Problem: "problem",
      Judge: "judge",
      File: "file",
    });
  });

  it("says of each field who may see it", () => {
    const silent = fieldsOf(owned).filter(({ field }) => !VISIBILITIES.includes(field.extensions.visible as Visibility));
    expect(silent.map(({ path }) => path)).toEqual([]);
  });

  it("can answer null where not everyone may see", () => {
    const strict = fieldsOf(owned).filter(({ field }) => field.extensions.visible !== "public" && isNonNullType(field.type));
    expect(strict.map(({ path }) => path)).toEqual([]);
  });

  it("hides from strangers what is not public", async () => {
    const stranger: Viewer = { id: newId(), role: "INSTRUCTOR" };
    for (const { path, field } of fieldsOf(owned).filter((one) => one.field.extensions.visible !== "public")) {
      const context = new RequestContext({} as never, stranger, newId(), "");
      // Async, as a field that says what is missing throws.
      const shown: unknown = await (async () => field.resolve!(someoneElses(), {}, context, {} as never))().catch(
        (error: { code?: string }) => error.code,
      );
      expect({ path, shown }).toEqual({ path, shown: field.extensions.visible === "entitled" ? "ENTITLEMENT_REQUIRED" : null });
    }
  });

  it("shows the same to no one who is not signed in", () => {
    for (const type of owned) {
      const kind = type.extensions.owned as OwnedKind;
      expect(VISIBILITIES.filter((visibility) => maySee(null, visibility, kind, someoneElses() as never))).toEqual(["public"]);
    }
  });
});

/** Fits every kind: the ids are nobody's. */
function someoneElses() {
  return {
    id: newId(),
    userId: newId(),
    authorId: newId(),
    problemAuthorId: newId(),
    coAuthorIds: [newId()],
    problemCoAuthorIds: [newId()],
    premium: true,
    viewerStatus: "ATTEMPTED",
    email: "seen",
    source: "seen",
  };
}

function fieldsOf(types: readonly GraphQLObjectType[]) {
  return types.flatMap((type) =>
    Object.values(type.getFields()).map((field) => ({
      path: `${type.name}.${field.name}`,
      field: field as GraphQLField<unknown, RequestContext>,
    })),
  );
}

describe("secrets", () => {
  it("have no field at all", () => {
    const names = Object.values(schema.getTypeMap()).flatMap((type) => (isObjectType(type) ? Object.keys(type.getFields()) : []));
    expect(names.filter((name) => /password|hash|secret|sha256|expectedOutput/i.test(name))).toEqual([]);
  });
});
