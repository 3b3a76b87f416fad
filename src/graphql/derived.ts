import { isObjectType, type GraphQLSchema } from "graphql";
import { Extensions } from "type-graphql";

type Derive = (source: never) => unknown;

/**
 * A field computed synchronously from its object alone. It is the same for everyone, so subscribers of an event share the result.
 * Replaces a field resolver, which type-graphql always makes asynchronous.
 */
export const Derived = (derive: Derive): PropertyDecorator => Extensions({ derive }) as PropertyDecorator;

const derivations = new WeakSet<object>();

/** Marks a synchronous resolver that reads nothing but its object: the executor calls it with that alone. */
export function derivation<F extends object>(resolve: F): F {
  derivations.add(resolve);
  return resolve;
}

export const isDerivation = (resolve: object): boolean => derivations.has(resolve);

/** Changes the schema in place. */
export function installDerived(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const derive = field.extensions.derive as Derive | undefined;
      if (!derive) continue;
      field.resolve = derivation((source: unknown) => derive(source as never));
      field.extensions = { ...field.extensions, readsSourceOnly: true };
    }
  }
}
