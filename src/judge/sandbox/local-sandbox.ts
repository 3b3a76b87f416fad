/**
 * The sandbox of this machine, via the launcher's socket. Holds up to `slots` connections; each is a launcher process with one
 * container and a spare one. Survives a restart of the launcher: open containers fail, the next open() reconnects.
 */
import { probeCapability } from "./capability.js";
import { openRequest, Which } from "./frames.js";
import { LauncherConnection } from "./launcher-connection.js";
import { LocalContainer } from "./local-container.js";
import { type Loan, type Sandbox, SandboxError } from "./sandbox.js";

/** A judging opens a second container just after closing that of its compiler, and a worker takes a next job. They come first. */
const LEND_AFTER_IDLE_MS = 100;

interface Waiter {
  resolve(container: Promise<LocalContainer>): void;
  reject(error: Error): void;
}

class LocalSandbox implements Sandbox {
  private readonly idle: LauncherConnection[] = [];
  private readonly waiting: Waiter[] = [];
  private readonly connections = new Set<LauncherConnection>();
  /** Those not recalled yet. */
  private readonly loans = new Set<AbortController>();
  /** Of connections that this process ended: the launcher may not have noticed yet, and would give the next one another slot's core. */
  private readonly freeCores: number[] = [];
  private taken = 0;
  private lastFreedAt = -Infinity;
  private closed = false;

  constructor(
    private readonly socketPath: string,
    readonly slots: number,
  ) {}

  open(): Promise<LocalContainer> {
    if (this.closed) return Promise.reject(new SandboxError("The sandbox is closed."));
    if (this.taken < this.slots) {
      this.taken++;
      return this.openInSlot();
    }
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      const [loan] = this.loans;
      if (!loan) return;
      this.loans.delete(loan);
      loan.abort();
    });
  }

  async lend(): Promise<Loan | null> {
    const isIdle = this.taken < this.slots && performance.now() - this.lastFreedAt >= LEND_AFTER_IDLE_MS;
    if (this.closed || !isIdle) return null;
    this.taken++;
    const loan = new AbortController();
    this.loans.add(loan);
    const settle = (): void => void this.loans.delete(loan);
    try {
      return { container: await this.openInSlot(settle), recalled: loan.signal };
    } catch (error) {
      settle();
      throw error;
    }
  }

  probe(): ReturnType<Sandbox["probe"]> {
    return probeCapability({ open: () => this.open(), socketPath: this.socketPath });
  }

  close(): Promise<void> {
    this.closed = true;
    for (const { reject } of this.waiting.splice(0)) reject(new SandboxError("The sandbox is closed."));
    for (const connection of this.connections) connection.destroy();
    return Promise.resolve();
  }

  private async openInSlot(onClose?: () => void): Promise<LocalContainer> {
    let lent: LauncherConnection | undefined;
    try {
      for (;;) {
        const kept = this.idle.pop();
        lent = kept ?? (await this.connect());
        try {
          await lent.request(openRequest(Which.main));
          break;
        } catch (error) {
          // A kept connection may have died unnoticed, together with its launcher; try a new one.
          if (!kept || kept.usable) throw error;
        }
      }
      const connection = lent;
      return new LocalContainer(connection, () => {
        onClose?.();
        this.release(connection);
      });
    } catch (error) {
      this.release(lent);
      throw error instanceof SandboxError ? error : new SandboxError("A container could not be opened.", { cause: error });
    }
  }

  private async connect(): Promise<LauncherConnection> {
    const connection = await LauncherConnection.open(this.socketPath, this.freeCores.pop());
    if (this.closed) {
      connection.destroy();
      throw new SandboxError("The sandbox is closed.");
    }
    this.connections.add(connection);
    connection.onEnd = () => {
      this.connections.delete(connection);
      const at = this.idle.indexOf(connection);
      if (at >= 0) this.idle.splice(at, 1);
    };
    return connection;
  }

  /** Passes the slot to the longest waiter. */
  private release(connection: LauncherConnection | undefined): void {
    if (connection?.usable) this.idle.push(connection);
    else if (connection?.endedHere && connection.welcome.core >= 0) this.freeCores.push(connection.welcome.core);
    const next = this.waiting.shift();
    if (next) return next.resolve(this.openInSlot());
    this.taken--;
    this.lastFreedAt = performance.now();
  }
}

export function createLocalSandbox({ socketPath, slots }: { socketPath: string; slots: number }): Sandbox {
  return new LocalSandbox(socketPath, slots);
}
