import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { DeleteTopicInput, DeleteTopicPayload } from "../../topics/topic.type.js";
import { CreateProblemInput, CreateProblemPayload, UpdateProblemInput, UpdateProblemPayload } from "./problem-edit.type.js";
import {
  ArchiveProblemInput,
  ArchiveProblemPayload,
  CloneProblemInput,
  CloneProblemPayload,
  DeleteProblemInput,
  DeleteProblemPayload,
  PublishProblemInput,
  PublishProblemPayload,
  UnarchiveProblemInput,
  UnarchiveProblemPayload,
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
      "Starts a draft that you are the author of. For instructors and admins. Errors: BAD_USER_INPUT, CONFLICT when the slug is taken.",
  })
  async createProblem(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => CreateProblemInput, { description: "The problem." }) input: CreateProblemInput,
  ): Promise<Payload> {
    return { problem: await this.problems.create(signedIn, input) };
  }

  @Allow("problem:edit")
  @Mutation(() => UpdateProblemPayload, {
    description:
      "Edits a problem of your own; as an admin any. Each edit is a revision; one that changes nothing makes none. Edits of an archived problem wait for `publishProblem`: those who submitted to it see it as it was. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN when it is someone else's, CONFLICT when the slug is taken, when `expectedRevision` is not the latest any more, or when a draft waits to be published and this is not meant for it.",
  })
  async updateProblem(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => UpdateProblemInput, { description: "The problem and what changes." }) input: UpdateProblemInput,
  ): Promise<Payload> {
    return { problem: await this.problems.update(signedIn, input) };
  }

  @Allow("problem:edit")
  @Mutation(() => SetProblemTestsPayload, {
    description:
      "Replaces all tests by a new version, for small sets: larger ones are uploaded, see importProblemTests and editProblemTests. Submissions are judged by the tests that were live when they were sent. Errors: BAD_USER_INPUT with every faulty test, NOT_FOUND, FORBIDDEN, PAYLOAD_TOO_LARGE, CONFLICT when `expectedVersion` is not the newest one, or when the live tests of a published problem would be without a sample or without a hidden test.",
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
      "Makes the tests of an older version the next one. Restoring those that are live ends the draft. Errors: NOT_FOUND (problem or version), FORBIDDEN, CONFLICT as in setProblemTests.",
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
      "Makes the draft of a problem's tests live: submissions from now on are judged by it. Errors: NOT_FOUND, FORBIDDEN, CONFLICT when `version` is not the draft, or when a published problem would be without a sample or without a hidden test.",
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
      "Makes the content of an older revision the next one; nothing happens when the latest has the same. Bringing back the one that learners read discards a draft. Errors: NOT_FOUND (problem or revision), FORBIDDEN, CONFLICT when `expectedRevision` is not the latest any more.",
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
      "Makes the latest revision what learners read and the draft of the tests live, and puts a draft or an archived problem into the catalog. Errors: NOT_FOUND, FORBIDDEN, CONFLICT unless it has a sample and a hidden test, or when `expectedRevision` is not the latest any more.",
  })
  async publishProblem(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => PublishProblemInput, { description: "The problem." }) { id, expectedRevision }: PublishProblemInput,
  ): Promise<Payload> {
    return { problem: await this.problems.publish(signedIn, id, expectedRevision, address) };
  }

  @Allow("problem:edit")
  @Mutation(() => ArchiveProblemPayload, {
    description: "Takes a problem out of the catalog; its submissions stay. Errors: NOT_FOUND, FORBIDDEN.",
  })
  async archiveProblem(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => ArchiveProblemInput, { description: "The problem." }) { id }: ArchiveProblemInput,
  ): Promise<Payload> {
    return { problem: await this.problems.archive(signedIn, id, address) };
  }

  @Allow("problem:edit")
  @Mutation(() => UnarchiveProblemPayload, {
    description:
      "Takes a problem out of the archive: back into the catalog if it was ever published, a draft again otherwise. Errors: NOT_FOUND, FORBIDDEN, CONFLICT when it is not archived or has lost its sample or hidden tests meanwhile.",
  })
  async unarchiveProblem(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => UnarchiveProblemInput, { description: "The problem." }) { id }: UnarchiveProblemInput,
  ): Promise<Payload> {
    return { problem: await this.problems.unarchive(signedIn, id, address) };
  }

  @Allow("problem:edit")
  @Mutation(() => DeleteProblemPayload, {
    description:
      "Deletes a problem that was never published, with its revisions and tests. For its author and admins. Errors: NOT_FOUND, FORBIDDEN, CONFLICT when it was published or has submissions: archive it then.",
  })
  async deleteProblem(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => DeleteProblemInput, { description: "The problem." }) { id }: DeleteProblemInput,
  ): Promise<DeleteProblemPayload> {
    await this.problems.deleteProblem(signedIn, id, address);
    return { deletedId: id };
  }

  @Allow("topic:edit")
  @Mutation(() => DeleteTopicPayload, {
    description:
      "Deletes an empty topic. For admins. Errors: NOT_FOUND, CONFLICT while problems are in it, drafts and archived ones included, or topics lie under it; the message names them.",
  })
  async deleteTopic(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => DeleteTopicInput, { description: "The topic." }) { id }: DeleteTopicInput,
  ): Promise<DeleteTopicPayload> {
    await this.problems.deleteTopic(signedIn, id, address);
    return { deletedId: id };
  }

  @Allow("problem:create")
  @Mutation(() => CloneProblemPayload, {
    description:
      "Copies a problem into a draft of your own. You get what you may read: of a problem that you may edit its latest revision and all tests; of another the published text and the samples, without the hidden tests, and the explanation only if you solved it. Errors: BAD_USER_INPUT, NOT_FOUND, ENTITLEMENT_REQUIRED when it is premium, CONFLICT when the slug is taken.",
  })
  async cloneProblem(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => CloneProblemInput, { description: "The problem." }) input: CloneProblemInput,
  ): Promise<Payload> {
    return { problem: await this.problems.clone(signedIn, input) };
  }
}
