import type DataLoader from "dataloader";
import type { Permission } from "../access/permissions.js";
import type { SignedIn, Viewer } from "../access/viewer.js";
import { AppError, type TokenFault } from "../kernel/errors.js";
import type { Database, EntityManager } from "../platform/database/database.js";
import type { Markdown } from "../platform/markdown/markdown.js";
import type { ReadCache } from "../platform/redis/read-cache.js";

/** Creates a DataLoader for one operation. Modules declare these in `*.loaders.ts`. */
export type LoaderFactory<K, V> = (context: RequestContext) => DataLoader<K, V>;

/** The refresh token in a browser cookie. Each method throws FORBIDDEN if the request may come from another site. */
export interface RefreshCookie {
  /** Did the request have one? Unlike the methods, this never throws. */
  readonly isPresent: boolean;
  /** Null if there is none. */
  read(): string | null;
  write(token: string, expiresAt: Date): void;
  clear(): void;
}

/** Origin of a request, as far as network and client reveal it. */
export interface ClientFacts {
  /** For throttling, sessions and the audit log; never logged. */
  address: string;
  userAgent: string;
  /** Null over a WebSocket, which can't set cookies. */
  refreshCookie: RefreshCookie | null;
}

/** How objects of a type are read by their keys. Each module declares its own. */
export interface NodeLookup {
  /** Viewers without this permission find nothing. */
  permission: Permission;
  /** Returns objects in the order of the keys; null if one does not exist or the viewer may not see it. */
  read(context: RequestContext, keys: readonly string[]): Promise<readonly (object | null)[]>;
}

/** By type. */
export type NodeLookups = Readonly<Record<string, NodeLookup>>;

/** Context of every resolver: viewer, EntityManager and loaders of this operation. */
export class RequestContext {
  // Not #private: Apollo Server copies the context, and the copy would lack #private members.
  private ownEm: EntityManager | undefined;
  /** Trace context of this operation's span, for work that continues elsewhere; undefined while tracing is off. */
  traceparent: string | undefined;
  private loaders: Map<unknown, unknown> | undefined;
  private currentViewer: Viewer;

  constructor(
    private readonly sources: { db: Database; cache: ReadCache; markdown: Markdown; nodes: NodeLookups },
    viewer: Viewer,
    readonly requestId: string,
    readonly client: ClientFacts,
    /** Set if the request had an invalid credential; the viewer is null then. */
    readonly tokenFault: TokenFault | null = null,
  ) {
    this.currentViewer = viewer;
  }

  get address(): string {
    return this.client.address;
  }

  get viewer(): Viewer {
    return this.currentViewer;
  }

  get em(): EntityManager {
    return (this.ownEm ??= this.sources.db.em.fork());
  }

  /** For reads that are the same for every viewer. */
  get cache(): ReadCache {
    return this.sources.cache;
  }

  get markdown(): Markdown {
    return this.sources.markdown;
  }

  /** Readers of all types that implement Node. */
  get nodes(): NodeLookups {
    return this.sources.nodes;
  }

  /** The viewer, in fields that only signed-in accounts can use. */
  get signedIn(): SignedIn {
    if (!this.viewer) throw unauthenticated();
    return this.viewer;
  }

  loader<K, V>(factory: LoaderFactory<K, V>): DataLoader<K, V> {
    this.loaders ??= new Map();
    let loader = this.loaders.get(factory) as DataLoader<K, V> | undefined;
    if (!loader) this.loaders.set(factory, (loader = factory(this)));
    return loader;
  }

  /** Runs the rest of the operation as the newly signed-in account, so that `login { user { email } }` shows it. */
  actAs(viewer: SignedIn): void {
    this.currentViewer = viewer;
    this.renew();
  }

  /** Drops all loaded data. A subscription is long-lived: each of its events starts afresh. */
  renew(): void {
    this.ownEm = undefined;
    this.loaders = undefined;
  }
}

export function unauthenticated(): AppError {
  return new AppError("UNAUTHENTICATED", "Sign in first: send `Authorization: Bearer <access token>`.");
}
