/** Sixty-four threads in every language, all alive at the same time. */
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createContainerEngine } from "../../src/judge/engines/container-engine.js";
import { tokens } from "../../src/judge/checkers/tokens.js";
import { findLanguage } from "../../src/judge/languages/index.js";
import { PROGRAM_THREADS } from "../../src/judge/languages/language.js";
import { runOnce, type RunOutput } from "../../src/judge/run-once.js";
import { createLocalSandbox } from "../../src/judge/sandbox/local-sandbox.js";
import type { Sandbox } from "../../src/judge/sandbox/sandbox.js";
import { startLauncher, type TestLauncher } from "../support/launcher.js";
import { proven } from "../support/proofs.js";

let launcher: TestLauncher;
let sandbox: Sandbox;
beforeAll(async () => {
  launcher = await startLauncher();
  sandbox = createLocalSandbox({ socketPath: launcher.socketPath, slots: 1 });
});
afterAll(async () => {
  await sandbox.close();
  await launcher.close();
});

const LIMITS = { timeLimitMs: 20_000, memoryLimitKb: 1_048_576 };
const WORKERS = (worker: string): string => `
let here = 0;
const workers = Array.from({ length: ${PROGRAM_THREADS} }, () => new Worker(${worker}, { eval: true, resourceLimits: { maxOldGenerationSizeMb: 4, maxYoungGenerationSizeMb: 1 } }));
for (const worker of workers) worker.on("message", () => {
  if (++here < ${PROGRAM_THREADS}) return;
  console.log(here);
  process.exit(0);
});
`;
const STAY = `'require("node:worker_threads").parentPort.on("message", () => 0).postMessage("here")'`;

/** Each starts as many threads as are promised, waits until every one of them lives, and prints their number. */
const PROGRAMS: Record<string, string> = {
  python: `
import threading
meeting = threading.Barrier(${PROGRAM_THREADS + 1})
threads = [threading.Thread(target=meeting.wait) for _ in range(${PROGRAM_THREADS})]
for thread in threads: thread.start()
print(threading.active_count() - 1)
meeting.wait()
for thread in threads: thread.join()
`,
  cpp17: `
#include <atomic>
#include <chrono>
#include <iostream>
#include <thread>
#include <vector>
int main() {
  std::atomic<int> here{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < ${PROGRAM_THREADS}; i++)
    threads.emplace_back([&] {
      here++;
      while (here < ${PROGRAM_THREADS}) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    });
  for (auto &thread : threads) thread.join();
  std::cout << here << std::endl;
}
`,
  java17: `
import java.util.concurrent.*;
public class Main {
  public static void main(String[] a) throws Exception {
    CyclicBarrier meeting = new CyclicBarrier(${PROGRAM_THREADS});
    Thread[] threads = new Thread[${PROGRAM_THREADS}];
    for (int i = 0; i < threads.length; i++) {
      threads[i] = new Thread(() -> { try { meeting.await(); } catch (Exception e) { throw new RuntimeException(e); } });
      threads[i].start();
    }
    for (Thread thread : threads) thread.join();
    System.out.println(threads.length);
  }
}
`,
  go: `package main

import (
	"fmt"
	"runtime"
	"sync"
	"syscall"
)

func main() {
	var ends [2]int
	syscall.Pipe(ends[:])
	var here, gone sync.WaitGroup
	for i := 0; i < ${PROGRAM_THREADS}; i++ {
		here.Add(1)
		gone.Add(1)
		go func() {
			runtime.LockOSThread()
			here.Done()
			syscall.Read(ends[0], make([]byte, 1))
			gone.Done()
		}()
	}
	here.Wait()
	syscall.Write(ends[1], make([]byte, ${PROGRAM_THREADS}))
	gone.Wait()
	fmt.Println(${PROGRAM_THREADS})
}
`,
  javascript: `const { Worker } = require("node:worker_threads");${WORKERS(STAY)}`,
  typescript: `import { Worker } from "node:worker_threads";${WORKERS(STAY)}`,
};

async function run(language: string, source: string): Promise<RunOutput> {
  const inputs = [{ input: Buffer.alloc(0) }];
  const { runs, compilerOutput } = await runOnce({
    engine: createContainerEngine("sandbox", sandbox),
    language: findLanguage(language)!,
    source,
    inputs,
    limits: LIMITS,
    checker: tokens,
  });
  if (!runs[0]) throw new Error(compilerOutput);
  return runs[0];
}

describe.each(proven(Object.keys(PROGRAMS), ["cpp17", "java17", "javascript"]))("%s", (language) => {
  it(`runs ${PROGRAM_THREADS} threads at once`, async () => {
    expect(await run(language, PROGRAMS[language]!)).toMatchObject({ verdict: null, stdout: `${PROGRAM_THREADS}\n` });
  });
});
