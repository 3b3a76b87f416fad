import type { GraphQLResolveInfo, GraphQLSchema, FragmentDefinitionNode, OperationDefinitionNode } from "graphql";
import type { FieldPlan } from "./plan.js";

/** A place in a response: a field of an object, or an item of a list. */
export class Place {
  /** An error has made it null. */
  isNull = false;

  constructor(
    readonly prev: Place | undefined,
    readonly key: string | number,
    readonly typename: string | undefined,
    readonly nonNull: boolean,
    /** The object or list that its value is written to. */
    readonly container: Record<string | number, unknown>,
  ) {}
}

interface Execution {
  plan: { schema: GraphQLSchema; fragments: Readonly<Record<string, FragmentDefinitionNode>>; operation: OperationDefinitionNode };
  variables: Record<string, unknown>;
  rootValue: unknown;
}

/** The last argument of a resolver; computes only what it reads. */
export class Info implements GraphQLResolveInfo {
  constructor(
    private readonly run: Execution,
    private readonly field: FieldPlan,
    readonly path: Place,
  ) {}

  get fieldName() {
    return this.field.name;
  }
  get fieldNodes() {
    return this.field.nodes;
  }
  get returnType() {
    return this.field.definition.type;
  }
  get parentType() {
    return this.field.parentType;
  }
  get schema() {
    return this.run.plan.schema;
  }
  get fragments() {
    return this.run.plan.fragments;
  }
  get rootValue() {
    return this.run.rootValue;
  }
  get operation() {
    return this.run.plan.operation;
  }
  get variableValues() {
    return this.run.variables;
  }
}
