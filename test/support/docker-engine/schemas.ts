/**
 * What the engine may send to Docker, field by field; anything else is refused. `npm run prove:docker-engine` holds the same requests, and
 * the answers of the local server, against Docker's published description.
 */
import * as z from "zod";

const user = z.string().regex(/^\d{3,5}:\d{3,5}$/);
const tmpfs = z.string().regex(/^rw,nosuid,nodev,(?:no)?exec,size=\d+,mode=[0-7]{4},uid=\d+,gid=\d+$/);

export const createBody = z.strictObject({
  Image: z.string(),
  User: user,
  WorkingDir: z.literal("/"),
  Entrypoint: z.tuple([z.literal("/usr/bin/sleep")]),
  Cmd: z.tuple([z.string().regex(/^\d+$/)]),
  Env: z.array(z.string()).max(0),
  NetworkDisabled: z.literal(true),
  AttachStdin: z.literal(false),
  AttachStdout: z.literal(false),
  AttachStderr: z.literal(false),
  Tty: z.literal(false),
  OpenStdin: z.literal(false),
  Labels: z.record(z.string(), z.string()),
  HostConfig: z
    .strictObject({
      NetworkMode: z.literal("none"),
      ReadonlyRootfs: z.literal(true),
      CapDrop: z.tuple([z.literal("ALL")]),
      SecurityOpt: z.tuple([z.literal("no-new-privileges:true")]),
      Privileged: z.literal(false),
      IpcMode: z.literal("private"),
      Memory: z.int().min(6 * 1024 * 1024),
      MemorySwap: z.int(),
      NanoCpus: z.literal(1e9),
      PidsLimit: z.int().min(1),
      Ulimits: z.array(z.strictObject({ Name: z.enum(["core", "nofile", "stack"]), Soft: z.int(), Hard: z.int() })),
      ShmSize: z.int(),
      Tmpfs: z.record(z.string().startsWith("/"), tmpfs),
      LogConfig: z.strictObject({ Type: z.literal("none"), Config: z.strictObject({}) }),
      RestartPolicy: z.strictObject({ Name: z.literal("no") }),
      AutoRemove: z.literal(false),
    })
    .refine(({ Memory, MemorySwap }) => Memory === MemorySwap, "must not swap"),
});
export type CreateBody = z.infer<typeof createBody>;

export const execBody = z.strictObject({
  AttachStdin: z.literal(true),
  AttachStdout: z.literal(true),
  AttachStderr: z.literal(true),
  Tty: z.literal(false),
  Privileged: z.literal(false),
  User: user.refine((text) => !text.startsWith("0:"), "must not be root"),
  WorkingDir: z.enum(["/work", "/"]),
  Env: z.array(z.string().includes("=")),
  Cmd: z.array(z.string()).min(1),
});
export type ExecBody = z.infer<typeof execBody>;

export const execStartBody = z.strictObject({ Detach: z.literal(false), Tty: z.literal(false) });

/** Query parameters by route. */
export const QUERIES: Record<string, z.ZodType> = {
  "GET /containers/{id}/stats": z.strictObject({ stream: z.literal("false"), "one-shot": z.literal("true") }),
  "POST /containers/{id}/kill": z.strictObject({ signal: z.literal("SIGKILL") }),
  "DELETE /containers/{id}": z.strictObject({ force: z.literal("true"), v: z.literal("true") }),
  "GET /containers/json": z.strictObject({
    all: z.literal("true"),
    filters: z.string().transform((text) => z.strictObject({ label: z.array(z.string()) }).parse(JSON.parse(text))),
  }),
};
