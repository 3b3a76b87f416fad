import { isObjectType, type GraphQLSchema } from "graphql";
import { Extensions } from "type-graphql";

type Derive = (source: never) => unknown;

/**
 * A field computed synchronously from its object alone. It is the same for everyone, so subscribers of an event share the result.
 * Replaces a field resolver, which type-graphql always makes asynchronous.
 */
export const Derived = (derive: Derive): PropertyDecorator => Extensions({ derive }) as PropertyDecorator;

/** Changes the schema in place. */
export function installDerived(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const derive = field.extensions.derive as Derive | undefined;
      if (!derive) continue;
      field.resolve = (source) => derive(source as never);
      field.extensions = { ...field.extensions, readsSourceOnly: true };
    }
  }
}
