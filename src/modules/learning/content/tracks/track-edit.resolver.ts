import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import type { CloneTrack } from "../archive/clone-track.js";
import {
  AddTrackCoAuthorInput,
  CloneTrackInput,
  CreateTrackInput,
  DeleteTrackInput,
  RemoveTrackCoAuthorInput,
  SetTrackStatusInput,
  UpdateTrackInput,
} from "./track.input.js";
import {
  AddTrackCoAuthorPayload,
  CloneTrackPayload,
  CreateTrackPayload,
  DeleteTrackPayload,
  RemoveTrackCoAuthorPayload,
  SetTrackStatusPayload,
  UpdateTrackPayload,
} from "./track.payload.js";
import type { TrackRow } from "./track.rows.js";
import type { TracksService } from "./tracks.service.js";

interface Payload {
  track: TrackRow;
}

@Resolver()
export class TrackEditResolver {
  constructor(
    private readonly tracks: TracksService,
    private readonly clone: CloneTrack,
  ) {}

  @Allow("track:create")
  @Mutation(() => CreateTrackPayload, {
    description:
      "Creates a draft with you as the author. For instructors and admins. Errors: BAD_USER_INPUT, CONFLICT when the slug is taken.",
  })
  async createTrack(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => CreateTrackInput, { description: "The new track." }) input: CreateTrackInput,
  ): Promise<Payload> {
    return { track: await this.tracks.create(signedIn, input) };
  }

  @Allow("track:create")
  @Mutation(() => CloneTrackPayload, {
    description:
      "Copies a track that you may edit into a draft of your own, or of an organization for which you may author: the latest revision of each lesson that is not archived, with assignments, materials and files. Problems and quizzes stay the same ones, except problems that are private to another organization: they are copied too, as `cloneProblem` does, into drafts that you publish. Errors: BAD_USER_INPUT when the track refers to what you may not read, NOT_FOUND, FORBIDDEN, ENTITLEMENT_REQUIRED for an organization without private content, CONFLICT when the slug is taken, RATE_LIMITED.",
  })
  async cloneTrack(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => CloneTrackInput, { description: "The track to copy." }) input: CloneTrackInput,
  ): Promise<Payload> {
    return { track: await this.clone(signedIn, input, address) };
  }

  @Allow("track:edit")
  @Mutation(() => UpdateTrackPayload, {
    description:
      "Changes a track's own fields, in one language. Takes effect immediately. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN when it is someone else's, CONFLICT when the slug is taken or `expectedVersion` is not the present one.",
  })
  async updateTrack(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => UpdateTrackInput, { description: "The track and the changes." }) input: UpdateTrackInput,
  ): Promise<Payload> {
    return { track: await this.tracks.update(signedIn, input) };
  }

  @Allow("track:edit")
  @Mutation(() => SetTrackStatusPayload, {
    description:
      "Sends a track to review, publishes or archives it. Every editor may publish. Errors: NOT_FOUND, FORBIDDEN, CONFLICT when the status can't follow the present one, `expectedVersion` is not the present one, or a track to publish has no published lesson.",
  })
  async setTrackStatus(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => SetTrackStatusInput, { description: "The track and its new status." }) input: SetTrackStatusInput,
  ): Promise<Payload> {
    return { track: await this.tracks.setStatus(signedIn, input, address) };
  }

  @Allow("track:edit")
  @Mutation(() => DeleteTrackPayload, {
    description:
      "Deletes a track that was never published, with everything in it. For its author and admins. Errors: NOT_FOUND, FORBIDDEN, CONFLICT when it was published: archive it instead.",
  })
  async deleteTrack(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => DeleteTrackInput, { description: "The track to delete." }) { id }: DeleteTrackInput,
  ): Promise<DeleteTrackPayload> {
    await this.tracks.remove(signedIn, id, address);
    return { deletedId: id };
  }

  @Allow("track:edit")
  @Mutation(() => AddTrackCoAuthorPayload, {
    description:
      "Allows another instructor or admin to edit your track. Errors: BAD_USER_INPUT when there is no such account, it is the author, or its role can't edit tracks; NOT_FOUND; FORBIDDEN unless you are the author or an admin.",
  })
  async addTrackCoAuthor(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => AddTrackCoAuthorInput, { description: "The track and the account." }) { trackId, username }: AddTrackCoAuthorInput,
  ): Promise<Payload> {
    return { track: await this.tracks.addCoAuthor(signedIn, trackId, username, address) };
  }

  @Allow("track:edit")
  @Mutation(() => RemoveTrackCoAuthorPayload, {
    description:
      "Removes a co-author from a track. Co-authors may remove themselves. Errors: BAD_USER_INPUT when there is no such account; NOT_FOUND; FORBIDDEN unless you are the author, an admin, or the co-author.",
  })
  async removeTrackCoAuthor(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => RemoveTrackCoAuthorInput, { description: "The track and the account." })
    { trackId, username }: RemoveTrackCoAuthorInput,
  ): Promise<{ track: TrackRow | null }> {
    return { track: await this.tracks.removeCoAuthor(signedIn, trackId, username, address) };
  }
}
