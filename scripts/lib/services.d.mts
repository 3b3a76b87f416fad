/** Types for the tests; see services.mjs. */
export interface RunningService {
  /** Ends the server; its data stays. */
  stop(): Promise<void>;
  /** Starts it again, on the same port with the same data. Does nothing while it runs. */
  start(): Promise<void>;
  pid(): number;
}

export interface RunningServer extends RunningService {
  url: string;
  restart(): Promise<void>;
}

export interface RunningRedis extends RunningService {
  url: string;
  restart(options?: { keepData?: boolean }): Promise<void>;
}

export interface RunningServices {
  postgres: RunningServer;
  redis: RunningRedis;
  s3: RunningServer & { keys: { accessKeyId: string; secretAccessKey: string } };
  /** Each mail is a file in the directory: test/support/mail.ts reads them. */
  mail: RunningServer & { directory: string };
  launcher: RunningService & { socket: string; restart(): Promise<void> };
}

export type ServiceName = keyof RunningServices;

export function startServices<N extends ServiceName = ServiceName>(options?: {
  only?: readonly N[];
  database?: string | undefined;
}): Promise<Pick<RunningServices, N> & { directory: string; env: Record<string, string>; stop(): Promise<void> }>;
