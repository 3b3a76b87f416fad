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
  @Query(() => DataExportType, { nullable: true, description: "An export of your data. NOT_FOUND unless it is yours." })
  dataExport(
    @Ctx() { em, signedIn }: RequestContext,
    @Arg("id", () => idOf("DataExport"), { description: "Id of the export." }) id: string,
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
      "Starts an export of all data of your account. You get a notification when it is ready. Errors: BAD_USER_INPUT for a wrong password, UNAUTHENTICATED for an account without a password that signed in more than 15 minutes ago, CONFLICT while another export is in progress, RATE_LIMITED with retryAfterMs.",
  })
  async requestDataExport(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => RequestDataExportInput, { nullable: true, description: "Proof of identity." })
    input?: RequestDataExportInput | null,
  ): Promise<RequestDataExportPayload> {
    return { dataExport: await this.dataExports.request(signedIn, input?.password ?? null, address) };
  }

  @Allow("account:secure")
  @Mutation(() => CreateDataExportLinkPayload, {
    description:
      "Creates a download URL for the archive, valid for at most 15 minutes. Errors: NOT_FOUND, BAD_USER_INPUT and UNAUTHENTICATED as requestDataExport, CONFLICT unless the export is READY, RATE_LIMITED with retryAfterMs.",
  })
  createDataExportLink(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => CreateDataExportLinkInput, { description: "The export and proof of identity." })
    { exportId, password }: CreateDataExportLinkInput,
  ): Promise<CreateDataExportLinkPayload> {
    return this.dataExports.link(signedIn, exportId, password ?? null, address);
  }

  @Allow("account:secure")
  @Subscription(() => DataExportType, {
    ...fedByStream,
    description:
      "Progress of an export: first its current state, then each step. Completes once the export is READY or FAILED. NOT_FOUND unless it is yours.",
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

  @FieldResolver(() => GraphQLDateTime, { description: "When it was requested." })
  requestedAt(@Root() { createdAt }: DataExportRow): Date {
    return createdAt;
  }

  @FieldResolver(() => Int, { description: "Number of objects and files in the archive so far." })
  doneItems(@Root() { done }: DataExportRow): number {
    return done;
  }

  @FieldResolver(() => Int, { description: "Total number of objects and files, as far as known; 0 until a worker has counted them." })
  totalItems(@Root() { done, total }: DataExportRow): number {
    return Math.max(done, total);
  }

  @FieldResolver(() => Int, { description: "Progress in percent: 0 to 99, and 100 once the archive is ready." })
  percent(@Root() { status, done, total }: DataExportRow): number {
    if (status === "READY" || status === "EXPIRED") return 100;
    return total === 0 ? 0 : Math.min(99, Math.floor((100 * done) / total));
  }
}
