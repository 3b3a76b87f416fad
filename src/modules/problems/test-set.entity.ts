import type { Ref } from "@mikro-orm/core";
import { Entity, ManyToOne, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { newId } from "../../kernel/ids.js";
import { Problem } from "./problem.entity.js";

/** A test case that everyone may see. */
export interface Sample {
  name: string;
  input: string;
  output: string;
  /** Markdown, or empty. */
  explanation: string;
}

/** What editors see of each test without reading it, in judging order. */
export interface TestSummary {
  name: string;
  sample: boolean;
  inputBytes: number;
  outputBytes: number;
}

/**
 * One version of a problem's tests. The row never changes, and neither does the object it points to, so a judgement
 * that names it can be repeated exactly.
 */
@Entity({ tableName: "test_sets" })
@Unique({ name: "test_sets_problem_version_unique", properties: ["problem", "version"] })
export class TestSet {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => Problem, { ref: true, deleteRule: "cascade" })
  problem!: Ref<Problem>;

  /** 1 for the first, then counting up. */
  @Property({ type: "integer" })
  version!: number;

  /** Of the decompressed package; the object's key is made from it. */
  @Property({ type: "text" })
  sha256!: string;

  @Property({ type: "integer" })
  testCount!: number;

  /** Size of the decompressed package. */
  @Property({ type: "integer" })
  sizeBytes!: number;

  @Property({ type: "json" })
  samples!: Sample[];

  @Property({ type: "json", lazy: true })
  tests!: TestSummary[];

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();
}

export function testSetKey(sha256: string): string {
  return `test-sets/${sha256}`;
}
