import { Arg, Args, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root, Subscription } from "type-graphql";
import { GraphQLDateTime } from "graphql-scalars";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { PageArgs, type Connection } from "../../../../graphql/pagination.js";
import { fedByStream, StreamOf } from "../../../../graphql/streams.js";
import { idOf } from "../../../../graphql/global-ids.js";
import type { DataExportRow } from "./data-export.rows.js";
import {
  CreateDataExportLinkInput,
  CreateDataExportLinkPayload,
  DataExportConnection,
  DataExportType,
  RequestDataExportInput,
  RequestDataExportPayload,
} from "./data-export.type.js";
import type { DataExportsService } from "./data-exports.service.js";

@Resolver(() => DataExportType)
export class DataExportResolver {
  constructor(private readonly dataExports: DataExportsService) {}

  @Allow("account:secure")
  @Query(() => DataExportType, { nullable: true, description: "One export of your data. NOT_FOUND unless it is yours." })
  dataExport(
    @Ctx() { em, signedIn }: RequestContext,
    @Arg("id", () => idOf("DataExport"), { description: "The export's id." }) id: string,
  ): Promise<DataExportRow> {
    return this.dataExports.read(em, signedIn, id);
  }

  @Allow("account:secure")
  @Query(() => DataExportConnection, { name: "myDataExports", description: "Exports of your data, newest first." })
  list(@Ctx() { em, signedIn }: RequestContext, @Args(() => PageArgs) page: PageArgs): Promise<Connection<DataExportRow>> {
    return this.dataExports.list(em, signedIn, page);
  }

  @Allow("account:secure")
  @Mutation(() => RequestDataExportPayload, {
    description:
      "Starts an archive of all data of your account. You get a notification when it is ready. Errors: BAD_USER_INPUT for a wrong password, UNAUTHENTICATED for an account without one whose session is not new, CONFLICT while one is being made, RATE_LIMITED with retryAfterMs.",
  })
  async requestDataExport(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => RequestDataExportInput, { nullable: true, description: "Proof." }) input?: RequestDataExportInput | null,
  ): Promise<RequestDataExportPayload> {
    return { dataExport: await this.dataExports.request(signedIn, input?.password ?? null, address) };
  }

  @Allow("account:secure")
  @Mutation(() => CreateDataExportLinkPayload, {
    description:
      "An address that gives the archive, for a quarter of an hour. Errors: NOT_FOUND, BAD_USER_INPUT and UNAUTHENTICATED as requestDataExport, CONFLICT unless the export is READY, RATE_LIMITED with retryAfterMs.",
  })
  createDataExportLink(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => CreateDataExportLinkInput, { description: "Archive and proof." }) { exportId, password }: CreateDataExportLinkInput,
  ): Promise<CreateDataExportLinkPayload> {
    return this.dataExports.link(signedIn, exportId, password ?? null, address);
  }

  @Allow("account:secure")
  @Subscription(() => DataExportType, {
    ...fedByStream,
    description:
      "An export, live: first its present state, then each step; completes itself once the export is READY or FAILED. NOT_FOUND unless it is yours.",
  })
  dataExportProgress(
    @Root() event: DataExportRow,
    @Arg("id", () => idOf("DataExport"), { description: "The export to watch." }) _id: string,
  ): DataExportRow {
    return event;
  }

  @StreamOf("dataExportProgress")
  watch({ id }: { id: string }, { signedIn }: RequestContext): Promise<AsyncIterableIterator<DataExportRow>> {
    return this.dataExports.watch(signedIn, id);
  }

  @FieldResolver(() => GraphQLDateTime, { description: "When it was asked for." })
  requestedAt(@Root() { createdAt }: DataExportRow): Date {
    return createdAt;
  }

  @FieldResolver(() => Int, { description: "Objects and files that are in the archive so far." })
  doneItems(@Root() { done }: DataExportRow): number {
    return done;
  }

  @FieldResolver(() => Int, { description: "Objects and files that will be in it, as far as is known; 0 until a worker has counted." })
  totalItems(@Root() { done, total }: DataExportRow): number {
    return Math.max(done, total);
  }

  @FieldResolver(() => Int, { description: "How much of it is done, for a bar: 0 to 99, and 100 once the archive is there." })
  percent(@Root() { status, done, total }: DataExportRow): number {
    if (status === "READY" || status === "EXPIRED") return 100;
    return total === 0 ? 0 : Math.min(99, Math.floor((100 * done) / total));
  }
}
