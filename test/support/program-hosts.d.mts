export interface ProgramHosts {
  /** Unix socket: one connection is one program. */
  address: string;
  stop(): Promise<void>;
}
export declare function startProgramHosts(address: string): Promise<ProgramHosts>;
