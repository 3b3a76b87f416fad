/**
 * The part of Judge0's API that is used, as of its documentation (github.com/judge0/judge0, docs/api, version 1.14): POST and GET
 * /submissions/batch with base64_encoded=true, /languages, /config_info and /about. Answers are parsed; unknown fields are ignored.
 */
import * as z from "zod";

/** All texts in base64. Times are seconds, sizes KiB. */
export interface Judge0Submission {
  source_code: string;
  language_id: number;
  compiler_options?: string;
  stdin: string;
  cpu_time_limit: number;
  cpu_extra_time: number;
  wall_time_limit: number;
  memory_limit: number;
  stack_limit: number;
  max_processes_and_or_threads: number;
  enable_per_process_and_thread_time_limit: false;
  enable_per_process_and_thread_memory_limit: false;
  max_file_size: number;
  redirect_stderr_to_stdout: false;
  enable_network: false;
  number_of_runs: 1;
}

/** In the order of the batch: a token, or by field what is wrong. */
export const createdBatch = z.array(
  z.union([z.object({ token: z.string().regex(/^[\w-]{1,100}$/) }), z.record(z.string(), z.array(z.string()))]),
);

/** Ruby's Base64.encode64 breaks lines. */
const base64 = z
  .string()
  .nullish()
  .transform((text) => Buffer.from(text ?? "", "base64"));
/** Judge0 gives times as texts. */
const figure = z
  .union([z.number(), z.string()])
  .nullish()
  .transform((value) => (value === null || value === undefined ? 0 : Number(value)))
  .refine((value) => Number.isFinite(value) && value >= 0);

const judge0Result = z.object({
  token: z.string(),
  status: z.object({ id: z.number().int().min(1).max(14) }),
  stdout: base64,
  stderr: base64,
  compile_output: base64,
  message: base64,
  exit_code: z.number().int().nullish(),
  exit_signal: z.number().int().nullish(),
  time: figure,
  wall_time: figure,
  memory: figure,
});
export type Judge0Result = z.infer<typeof judge0Result>;

/** As asked for with `fields`. */
export const RESULT_FIELDS = Object.keys(judge0Result.shape).join();

/** Null: there is no such token. */
export const readBatch = z.object({ submissions: z.array(judge0Result.nullable()) });

export const judge0Languages = z.array(z.object({ id: z.number().int(), name: z.string() }));
export type Judge0Language = z.infer<typeof judge0Languages>[number];

/** Default values are those of Judge0. */
export const judge0Config = z.object({
  enable_compiler_options: z.boolean().default(true),
  /** First words of the names of languages; empty for all. */
  allowed_languages_for_compile_options: z.array(z.string()).default([]),
  max_cpu_time_limit: z.number().default(15),
  max_cpu_extra_time: z.number().default(5),
  max_wall_time_limit: z.number().default(20),
  max_memory_limit: z.number().default(512_000),
  max_stack_limit: z.number().default(128_000),
  max_max_processes_and_or_threads: z.number().default(120),
  max_max_file_size: z.number().default(4096),
  maintenance_mode: z.boolean().default(false),
});
export type Judge0Config = z.infer<typeof judge0Config>;

export const judge0About = z.object({ version: z.string() });
