import type DataLoader from "dataloader";
import type { Permission } from "../access/permissions.js";
import type { SignedIn, Viewer } from "../access/viewer.js";
import { AppError, type TokenFault } from "../kernel/errors.js";
import type { Database, EntityManager } from "../platform/database/database.js";
import type { ReadCache } from "../platform/redis/read-cache.js";

/** Makes a DataLoader for one operation. Modules declare these in `*.loaders.ts`. */
export type LoaderFactory<K, V> = (context: RequestContext) => DataLoader<K, V>;

/** The refresh token in a cookie, for browsers. Each throws FORBIDDEN where another site may be behind the request. */
export interface RefreshCookie {
  /** Whether one came with the request; this alone never throws. */
  readonly isPresent: boolean;
  /** Null when there is none. */
  read(): string | null;
  write(token: string, expiresAt: Date): void;
  clear(): void;
}

/** Where a request comes from, as far as the network and the client tell. */
export interface ClientFacts {
  /** For throttling, sessions and the audit log; never logged. */
  address: string;
  userAgent: string;
  /** Null over a WebSocket, which can set no cookie. */
  refreshCookie: RefreshCookie | null;
}

/** How the objects of one type are read by their keys. Each module declares its own. */
export interface NodeLookup {
  /** Viewers without it find nothing. */
  permission: Permission;
  /** In the order of the keys; null for an object that does not exist or that the viewer may not see. */
  read(context: RequestContext, keys: readonly string[]): Promise<readonly (object | null)[]>;
}

/** By type. */
export type NodeLookups = Readonly<Record<string, NodeLookup>>;

/** What every resolver gets: who asks, and an EntityManager and loaders of this operation alone. */
export class RequestContext {
  // TypeScript's private, as Apollo Server hands out a copy of the context, which has no #private members.
  private ownEm: EntityManager | undefined;
  /** Of the span that follows this operation, for work that goes on elsewhere; undefined while tracing is off. */
  traceparent: string | undefined;
  private readonly loaders = new Map<unknown, unknown>();
  private currentViewer: Viewer;

  constructor(
    private readonly sources: { db: Database; cache: ReadCache; nodes: NodeLookups },
    viewer: Viewer,
    readonly requestId: string,
    readonly client: ClientFacts,
    /** Set when a credential was sent that can't be honoured; the viewer is null then. */
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

  /** For reads that are the same for everyone. */
  get cache(): ReadCache {
    return this.sources.cache;
  }

  /** How objects of each type that is a Node are read by their keys. */
  get nodes(): NodeLookups {
    return this.sources.nodes;
  }

  /** The viewer of a field that only signed-in accounts reach. */
  get signedIn(): SignedIn {
    if (!this.viewer) throw signInFirst();
    return this.viewer;
  }

  loader<K, V>(factory: LoaderFactory<K, V>): DataLoader<K, V> {
    let loader = this.loaders.get(factory) as DataLoader<K, V> | undefined;
    if (!loader) this.loaders.set(factory, (loader = factory(this)));
    return loader;
  }

  /** The rest of the operation is the account's that has just proved itself, so that `login { user { email } }` shows it. */
  signIn(viewer: SignedIn): void {
    this.currentViewer = viewer;
    this.renew();
  }

  /** Forgets what was loaded. A subscription lives long: each of its events starts from nothing. */
  renew(): void {
    this.ownEm = undefined;
    this.loaders.clear();
  }
}

export function signInFirst(): AppError {
  return new AppError("UNAUTHENTICATED", "Sign in first: send `Authorization: Bearer <access token>`.");
}
