import type { NodeLookups } from "../graphql/context.js";
import type { ResolverClass, Services, Wired } from "../modules/contracts/module.js";
import type { Platform } from "../platform/platform.js";
import { DECLARATIONS, MODULES, RESOLVERS } from "./declared.js";

export interface Application {
  /** The wired parts of all modules, lowest first. */
  wired: readonly Wired[];
  services: Services;
  resolvers: ReadonlyMap<ResolverClass, object>;
  nodes: NodeLookups;
}

/** Test hooks. */
export interface Hooks {
  /** Called at named steps of background work: judging, notifications, exports and deletions. */
  checkpoint?: (name: string) => void;
}

/** Wires the modules in order: each gets the services of those before it. */
export function compose(platform: Platform, { checkpoint = () => undefined }: Hooks = {}): Application {
  const all = { ...DECLARATIONS, checkpoint };
  let services = {} as Services;
  const wired: Wired[] = [];
  for (const module of MODULES) {
    const parts = module.wire?.(platform, services, all) ?? {};
    // Modules spread both into the dependencies of their services.
    const hidden = Object.keys(parts.services ?? {}).find((name) => name in platform || name in services);
    if (hidden) throw new Error(`Module ${module.name} offers a service whose name is taken: ${hidden}.`);
    services = { ...services, ...parts.services };
    wired.push(parts);
  }
  return { wired, services, resolvers: instancesOf(wired), nodes: Object.assign({}, ...wired.map(({ nodes }) => nodes)) as NodeLookups };
}

/** An instance of each resolver class; creates those that need no services. */
function instancesOf(wired: readonly Wired[]): ReadonlyMap<ResolverClass, object> {
  const made = wired
    .flatMap(({ resolvers = [] }) => resolvers)
    .map((resolver) => [resolver.constructor as ResolverClass, resolver] as const);
  const instances = new Map<ResolverClass, object>(made);
  for (const cls of RESOLVERS) {
    if (instances.has(cls)) continue;
    if (cls.length > 0) throw new Error(`${cls.name} needs services, but its module creates no instance of it.`);
    instances.set(cls, new cls());
  }
  const undeclared = [...instances.keys()].filter((cls) => !RESOLVERS.includes(cls));
  if (undeclared.length > 0) throw new Error(`Resolvers that no module declares: ${undeclared.map(({ name }) => name).join(", ")}.`);
  return instances;
}
