import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { DeleteTopicInput, DeleteTopicPayload } from "../../topics/topic.type.js";
import { CreateProblemInput, UpdateProblemInput } from "./problem-edit.type.js";
import {
  ArchiveProblemInput,
  ArchiveProblemPayload,
  CloneProblemInput,
  CloneProblemPayload,
  CreateProblemPayload,
  DeleteProblemInput,
  DeleteProblemPayload,
  PublishProblemInput,
  PublishProblemPayload,
  UnarchiveProblemInput,
  UnarchiveProblemPayload,
  UpdateProblemPayload,
} from "./problem-lifecycle.type.js";
import {
  RestoreProblemTestsInput,
  RestoreProblemTestsPayload,
  SetProblemTestsInput,
  SetProblemTestsPayload,
} from "../tests/problem-tests.type.js";
import { RestoreProblemRevisionInput, RestoreProblemRevisionPayload } from "../revisions/problem-revision.type.js";
import type { ProblemRow } from "../problem.rows.js";
import type { ProblemsService } from "../problems.service.js";
import { PublishProblemTestsInput } from "../tests/test-edits.type.js";
import { PublishProblemTestsPayload } from "../tests/test-set-build.type.js";
import { expectInline } from "../tests/test-upload.js";

interface Payload {
  problem: ProblemRow;
}

@Resolver()
export class ProblemEditResolver {
  constructor(private readonly problems: ProblemsService) {}

  @Allow("problem:create")
  @Mutation(() => CreateProblemPayload, {
    description:
      "Creates a draft with you as the author. For instructors and admins. Errors: BAD_USER_INPUT, CONFLICT when the slug is taken; with a `checkerProgram` or `interactor` also JUDGE_UNAVAILABLE, RATE_LIMITED and UNSUPPORTED_BY_ENGINE.",
  })
  async createProblem(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => CreateProblemInput, { description: "The new problem." }) input: CreateProblemInput,
  ): Promise<Payload> {
    return { problem: await this.problems.create(signedIn, input) };
  }

  @Allow("problem:edit")
  @Mutation(() => UpdateProblemPayload, {
    description:
      "Edits your own problem; admins can edit any. Each edit creates a revision, unless it changes nothing. Edits of an archived problem take effect with `publishProblem`; until then, accounts that submitted to it see the previous content. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN when it is someone else's, CONFLICT when the slug is taken, when `expectedRevision` is no longer the latest, or when there is an unpublished draft and this edit does not set `draft`; with a new `checkerProgram` or `interactor` also JUDGE_UNAVAILABLE, RATE_LIMITED and UNSUPPORTED_BY_ENGINE.",
  })
  async updateProblem(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => UpdateProblemInput, { description: "The problem and the changes." }) input: UpdateProblemInput,
  ): Promise<Payload> {
    return { problem: await this.problems.update(signedIn, input) };
  }

  @Allow("problem:edit")
  @Mutation(() => SetProblemTestsPayload, {
    description:
      "Replaces all tests with a new version. Intended for small sets; upload larger ones with importProblemTests or editProblemTests. Submissions are judged with the tests that were live when they were sent. Errors: BAD_USER_INPUT with every faulty test, NOT_FOUND, FORBIDDEN, PAYLOAD_TOO_LARGE, CONFLICT when `expectedVersion` is not the newest one, or when the live tests of a published problem would lack a sample or a hidden test.",
  })
  async setProblemTests(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => SetProblemTestsInput, { description: "The problem and its tests." })
    { problemId, tests, ...options }: SetProblemTestsInput,
  ): Promise<Payload> {
    expectInline(tests);
    return { problem: await this.problems.setTests(signedIn, problemId, tests, options) };
  }

  @Allow("problem:edit")
  @Mutation(() => RestoreProblemTestsPayload, {
    description:
      "Creates a new test set version from an older one. Restoring the live version discards the draft. Errors: NOT_FOUND (problem or version), FORBIDDEN, CONFLICT as in setProblemTests.",
  })
  async restoreProblemTests(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => RestoreProblemTestsInput, { description: "The problem and the version." })
    { problemId, version, ...options }: RestoreProblemTestsInput,
  ): Promise<Payload> {
    return { problem: await this.problems.restoreTests(signedIn, problemId, version, options) };
  }

  @Allow("problem:edit")
  @Mutation(() => PublishProblemTestsPayload, {
    description:
      "Makes the draft of a problem's tests live: new submissions are judged with it. Errors: NOT_FOUND, FORBIDDEN, CONFLICT when `version` is not the draft, or when a published problem would lack a sample or a hidden test.",
  })
  async publishProblemTests(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => PublishProblemTestsInput, { description: "The problem and the draft." }) input: PublishProblemTestsInput,
  ): Promise<Payload> {
    return { problem: await this.problems.publishTests(signedIn, input.problemId, input.version) };
  }

  @Allow("problem:edit")
  @Mutation(() => RestoreProblemRevisionPayload, {
    description:
      "Creates a new revision from the content of an older one; does nothing if the latest has the same content. Restoring the live revision discards the draft. Errors: NOT_FOUND (problem or revision), FORBIDDEN, CONFLICT when `expectedRevision` is no longer the latest.",
  })
  async restoreProblemRevision(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => RestoreProblemRevisionInput, { description: "The problem and the revision." }) input: RestoreProblemRevisionInput,
  ): Promise<Payload> {
    return { problem: await this.problems.restoreRevision(signedIn, input) };
  }

  @Allow("problem:edit")
  @Mutation(() => PublishProblemPayload, {
    description:
      "Makes the latest revision and the draft of the tests live, and adds a draft or archived problem to the catalog. Errors: NOT_FOUND, FORBIDDEN, CONFLICT unless it has a sample and a hidden test, or when `expectedRevision` is no longer the latest, UNSUPPORTED_BY_ENGINE when what runs programs here can't judge it.",
  })
  async publishProblem(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => PublishProblemInput, { description: "The problem to publish." }) { id, expectedRevision }: PublishProblemInput,
  ): Promise<Payload> {
    return { problem: await this.problems.publish(signedIn, id, expectedRevision, address) };
  }

  @Allow("problem:edit")
  @Mutation(() => ArchiveProblemPayload, {
    description: "Removes a problem from the catalog. Its submissions are kept. Errors: NOT_FOUND, FORBIDDEN.",
  })
  async archiveProblem(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => ArchiveProblemInput, { description: "The problem to archive." }) { id }: ArchiveProblemInput,
  ): Promise<Payload> {
    return { problem: await this.problems.archive(signedIn, id, address) };
  }

  @Allow("problem:edit")
  @Mutation(() => UnarchiveProblemPayload, {
    description:
      "Restores an archived problem: to the catalog if it was ever published, otherwise as a draft. Errors: NOT_FOUND, FORBIDDEN, CONFLICT when it is not archived or no longer has a sample or hidden tests, UNSUPPORTED_BY_ENGINE.",
  })
  async unarchiveProblem(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => UnarchiveProblemInput, { description: "The problem to unarchive." }) { id }: UnarchiveProblemInput,
  ): Promise<Payload> {
    return { problem: await this.problems.unarchive(signedIn, id, address) };
  }

  @Allow("problem:edit")
  @Mutation(() => DeleteProblemPayload, {
    description:
      "Deletes a problem that was never published, with its revisions and tests. For its author and admins. Errors: NOT_FOUND, FORBIDDEN, CONFLICT when it was published or has submissions: archive it instead.",
  })
  async deleteProblem(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => DeleteProblemInput, { description: "The problem to delete." }) { id }: DeleteProblemInput,
  ): Promise<DeleteProblemPayload> {
    await this.problems.deleteProblem(signedIn, id, address);
    return { deletedId: id };
  }

  @Allow("topic:edit")
  @Mutation(() => DeleteTopicPayload, {
    description:
      "Deletes an empty topic. For admins. Errors: NOT_FOUND, CONFLICT while it has problems (including drafts and archived ones) or child topics; the message names them.",
  })
  async deleteTopic(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => DeleteTopicInput, { description: "The topic to delete." }) { id }: DeleteTopicInput,
  ): Promise<DeleteTopicPayload> {
    await this.problems.deleteTopic(signedIn, id, address);
    return { deletedId: id };
  }

  @Allow("problem:create")
  @Mutation(() => CloneProblemPayload, {
    description:
      "Copies a problem into a draft of your own. If you may edit the original, the copy gets its latest revision and all tests; otherwise the published text and the samples, without hidden tests, with the checker `tokens` in place of a `custom` one, and with the explanation only if you solved it. Errors: BAD_USER_INPUT, NOT_FOUND, ENTITLEMENT_REQUIRED when it is premium, CONFLICT when the slug is taken.",
  })
  async cloneProblem(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => CloneProblemInput, { description: "The problem to copy." }) input: CloneProblemInput,
  ): Promise<Payload> {
    return { problem: await this.problems.clone(signedIn, input) };
  }
}
