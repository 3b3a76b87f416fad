import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { FileRenditionType } from "../../../base/storage/file.type.js";
import type { FileLinks } from "./file-links.js";
import type { TrackFileRow } from "./track-file.loaders.js";
import { AddTrackFileInput, AddTrackFilePayload, TrackFileType } from "./track-file.type.js";
import type { TrackFilesService } from "./track-files.service.js";

@Resolver(() => TrackFileType)
export class TrackFileResolver {
  constructor(
    private readonly files: TrackFilesService,
    private readonly links: FileLinks,
  ) {}

  @Allow("track:edit")
  @Mutation(() => AddTrackFilePayload, {
    description:
      "Copies one of your uploads to a track, for blocks and materials. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN, CONFLICT when the track's files get too many or too large.",
  })
  async addTrackFile(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => AddTrackFileInput, { description: "The track and the upload." }) input: AddTrackFileInput,
  ): Promise<AddTrackFilePayload> {
    return { file: await this.files.add(signedIn, input) };
  }

  @FieldResolver(() => [FileRenditionType], { description: "Downloadable versions, smallest first. Never empty." })
  renditions(@Root() { renditions }: TrackFileRow): Promise<FileRenditionType[]> {
    return Promise.all(renditions.map((rendition) => this.links(rendition)));
  }
}
