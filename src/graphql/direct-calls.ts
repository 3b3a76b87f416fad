import { isObjectType, type GraphQLSchema } from "graphql";

/** What type-graphql knows of a resolver method; it offers these facts in no other way. */
interface Method {
  kind: "internal" | "external";
  target: new (...args: never[]) => object;
  methodName: string;
  schemaName: string;
  getObjectType(): unknown;
  params: readonly { kind: string; index: number; propertyName?: string; getType?: unknown }[];
  middlewares: readonly unknown[];
  roles?: unknown;
}

interface Storage {
  fieldResolvers: readonly Method[];
  objectTypes: readonly { target: unknown; name: string }[];
}

type Reader = (source: unknown, context: unknown) => unknown;
type Call = (first: unknown, second: unknown) => unknown;

const nothing: Reader = () => undefined;

/**
 * Field resolvers that take only their object and the context are called without type-graphql around them: it sorts the parameters
 * and makes four objects at each call, for each item of a list. Changes the schema in place.
 */
export function callDirectly(schema: GraphQLSchema, instances: ReadonlyMap<unknown, object>): void {
  const { fieldResolvers, objectTypes } = (globalThis as unknown as { TypeGraphQLMetadataStorage: Storage }).TypeGraphQLMetadataStorage;
  const names = new Map(objectTypes.map(({ target, name }) => [target, name]));
  for (const { kind, target, methodName, schemaName, getObjectType, params, middlewares, roles } of fieldResolvers) {
    if (kind !== "external" || middlewares.length > 0 || roles) continue;
    const type = schema.getType(names.get(getObjectType()) ?? "");
    const field = isObjectType(type) ? type.getFields()[schemaName] : undefined;
    const readers = [...params].sort((a, b) => a.index - b.index).map(readerOf);
    if (!field?.resolve || readers.length > 2 || readers.includes(null)) continue;
    const [first, second] = [readers[0] ?? nothing, readers[1] ?? nothing];
    field.resolve = (source, _args, context: unknown) => {
      const resolver = instances.get(target) as Record<string, Call>;
      return resolver[methodName]!(first(source, context), second(source, context));
    };
  }
}

/** Null for a parameter that type-graphql has to prepare. */
function readerOf({ kind, propertyName: name, getType }: Method["params"][number]): Reader | null {
  if (kind === "context") return name ? (_source, context) => (context as Record<string, unknown>)[name] : (_source, context) => context;
  if (kind !== "root" || getType) return null;
  return name ? (source) => (source as Record<string, unknown>)[name] : (source) => source;
}
