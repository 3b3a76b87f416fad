import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root, Subscription } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { fedByStream, StreamOf } from "../../../../graphql/streams.js";
import { trackById } from "../tracks/track.loaders.js";
import type { TrackRow } from "../tracks/track.rows.js";
import { TrackType } from "../tracks/track.type.js";
import type { TrackExports } from "./track-exports.js";
import { readTrackImport, type TrackImportRow } from "./track-import.rows.js";
import { ExportTrackInput, ExportTrackPayload, ImportTrackInput, ImportTrackPayload, TrackImportType } from "./track-import.type.js";
import type { TrackImports } from "./track-imports.service.js";

@Resolver(() => TrackImportType)
export class TrackImportResolver {
  constructor(
    private readonly imports: TrackImports,
    private readonly exports: TrackExports,
    private readonly watchImport: (id: string) => Promise<AsyncIterableIterator<TrackImportRow>>,
  ) {}

  @Allow("track:create")
  @Query(() => TrackImportType, {
    nullable: true,
    description: "Status of an import of a track that you requested. Kept for a week. Errors: NOT_FOUND.",
  })
  trackImport(
    @Ctx() { em, signedIn }: RequestContext,
    @Arg("id", () => idOf("TrackImport"), { description: "ID of the import." }) id: string,
  ): Promise<TrackImportRow> {
    return readTrackImport(em, signedIn, id);
  }

  @Allow("track:create")
  @Mutation(() => ImportTrackPayload, {
    description:
      "Imports a track from one ZIP archive of Markdown files, as `exportTrack` writes them, in the background: all of it, or nothing. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN, RATE_LIMITED.",
  })
  async importTrack(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => ImportTrackInput, { description: "The archive, and where it goes." }) input: ImportTrackInput,
  ): Promise<ImportTrackPayload> {
    return { trackImport: await this.imports.request(signedIn, input) };
  }

  @Allow("track:edit")
  @Mutation(() => ExportTrackPayload, {
    description:
      "Writes a track as one ZIP archive of Markdown files, to keep it in git: the latest revision of each lesson that is not archived, translations, materials, assignments and files. Statuses and older revisions are not part of it. Errors: NOT_FOUND, FORBIDDEN, RATE_LIMITED, SERVICE_UNAVAILABLE.",
  })
  exportTrack(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => ExportTrackInput, { description: "The track." }) { trackId }: ExportTrackInput,
  ): Promise<ExportTrackPayload> {
    return this.exports.write(signedIn, trackId);
  }

  @Allow("track:create")
  @Subscription(() => TrackImportType, {
    ...fedByStream,
    description:
      "Live progress of an import that you requested: its current state, then each change, at most four a second. Completes once it is READY or FAILED. If you subscribe late or again after a disconnect, you still get the same final state. Errors: NOT_FOUND.",
  })
  trackImportProgress(
    @Root() row: TrackImportRow,
    @Arg("id", () => idOf("TrackImport"), { description: "ID of the import to watch." }) _id: string,
  ): TrackImportRow {
    return row;
  }

  @StreamOf("trackImportProgress")
  async watch({ id }: { id: string }, { em, signedIn }: RequestContext): Promise<AsyncIterableIterator<unknown>> {
    return this.watchImport((await readTrackImport(em, signedIn, id)).id);
  }

  @FieldResolver(() => TrackType, { nullable: true, description: "The track to change, or the new one once the import is READY." })
  track(@Ctx() context: RequestContext, @Root() { trackId }: TrackImportRow): Promise<TrackRow | null> | null {
    return trackId === null ? null : context.loader(trackById).load(trackId);
  }
}
