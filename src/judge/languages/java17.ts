import { MIB } from "../../kernel/units.js";
import { diagnosticsBy } from "./diagnostics.js";
import { BASE_ENV, compileLimits, type Language, PROGRAM_THREADS, stderrSays, TOOLCHAINS } from "./language.js";

const JAVA = `${TOOLCHAINS}/java/home/bin/java`;

/** One garbage collector thread, and no file in /tmp by which other Java programs could attach. */
const COMMON = ["-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xshare:auto"];
/**
 * For a short-lived program the second JIT compiler (C2) does not pay off. The class archive reduces the compiler's time from 0.42 s
 * to 0.25 s.
 */
const COMPILER = [...COMMON, "-XX:TieredStopAtLevel=1", `-XX:SharedArchiveFile=${TOOLCHAINS}/java/javac.jsa`, "-Xmx512m", "-Xss64m"];

/**
 * Maps the archive of library classes at the address that it was made for: relocating it, the default, touches every page, which takes
 * 6 of a program's 90 ms. Address randomization protects nothing here.
 */
const ARCHIVE_IN_PLACE = ["-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0"];

/** Measured: a hello-world program has 11. */
const RUNTIME_THREADS = 32;
/** Allowed besides a full heap; a deeper stack needs memory that the heap leaves free. */
const STACK_MB = 64;
/** Maximum of -Xss. */
const STACK_MAX_MB = 1024;
/** Maximum young generation; the old generation has the size of the limit. */
const YOUNG_MAX_MB = 32;
/** What the runtime itself keeps in the old generation. */
const HEAP_EXTRA_MB = 4;
/** Class data, compiled code and the garbage collector, which are outside of the heap. */
const RUNTIME_MB = 64;

export const java17: Language = {
  id: "java17",
  aliases: ["java"],
  name: "Java 17",
  fileName: "Main.java",
  versionKey: "java",
  shown: { compile: "javac -encoding UTF-8 Main.java", run: "java -Xmx<memory limit> -Xss<memory limit> Main" },
  compile: {
    // Our own compiler driver, which `judge:setup` builds from CompileJava.java: javac requires a public class in a file of the same
    // name, and learners choose any name.
    argv: (fileName, others = []) => [
      ...[JAVA, ...COMPILER, "-cp", `${TOOLCHAINS}/java/compile.jar`, "CompileJava"],
      ...["/out", ...[fileName, ...others].map((path) => `/box/${path}`)],
    ],
    otherSources: (_, files) => files.filter(({ path }) => path.endsWith(".java")),
    env: BASE_ENV,
    limits: compileLimits(),
    artifacts: true,
  },
  diagnose: diagnosticsBy(/^Main\.java:(?<line>\d+): (?<severity>error|warning): (?<message>.*)(?:\n.*\n(?<caret>[ \t]*)\^)?/gm),
  run: ({ memoryLimitBytes }) => {
    const limitMb = Math.max(16, Math.floor(memoryLimitBytes / MIB));
    // A large array is allocated directly in the old generation, so that one alone must hold everything that the limit allows.
    const youngMb = Math.min(YOUNG_MAX_MB, Math.ceil(limitMb / 8));
    const heapMb = limitMb + HEAP_EXTRA_MB + youngMb;
    return {
      argv: [
        JAVA,
        ...COMMON,
        ...ARCHIVE_IN_PLACE,
        // The JVM can't see the cgroup from inside. The initial heap size is fixed, as the default depends on the machine.
        ...[`-Xmx${heapMb}m`, `-Xms${youngMb + 16}m`, `-Xmn${youngMb}m`],
        `-Xss${Math.min(STACK_MAX_MB, Math.max(STACK_MB, limitMb))}m`,
        // Saves a thread or two per program; the slot has only one core anyway.
        "-XX:ActiveProcessorCount=1",
        ...["-XX:+ExitOnOutOfMemoryError", "-XX:+DisplayVMOutputToStderr", "-XX:ErrorFile=/dev/null"],
        ...["-Dfile.encoding=UTF-8", "-cp", "/box", "@/box/main.args"],
      ],
      env: BASE_ENV,
      processes: PROGRAM_THREADS + RUNTIME_THREADS,
      memoryBytes: memoryLimitBytes + (HEAP_EXTRA_MB + YOUNG_MAX_MB + RUNTIME_MB + STACK_MB) * MIB,
    };
  },
  timeFactor: 1,
  timeExtraMs: 0,
  ranOutOfMemory: (outcome) =>
    stderrSays(outcome, "Terminating due to java.lang.OutOfMemoryError", "insufficient memory for the Java Runtime Environment"),
  hello: `public class Main {
    public static void main(String[] args) {
        System.out.println("Hello, world!");
    }
}
`,
  starter: `import java.io.*;
import java.util.*;

public class Main {
    public static void main(String[] args) throws IOException {
        StreamTokenizer in = new StreamTokenizer(new BufferedInputStream(System.in));
        long sum = 0;
        while (in.nextToken() != StreamTokenizer.TT_EOF) sum += (long) in.nval;
        System.out.println(sum);
    }
}
`,
};
