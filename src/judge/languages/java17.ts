import { MIB } from "../../kernel/units.js";
import { BASE_ENV, compileLimits, type Language, PROGRAM_THREADS, stderrSays, TOOLCHAINS } from "./language.js";

const JAVA = `${TOOLCHAINS}/java/home/bin/java`;

/** One collector thread, and no file in /tmp that other Java programs could attach to. */
const COMMON = ["-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xshare:auto"];
/** A short-lived program: the second compiler only costs. The class archive takes the compiler from 0.42 s to 0.25. */
const COMPILER = [...COMMON, "-XX:TieredStopAtLevel=1", `-XX:SharedArchiveFile=${TOOLCHAINS}/java/javac.jsa`, "-Xmx512m", "-Xss64m"];

/**
 * The archive of library classes is mapped where it was made for: moving it elsewhere, the default, touches every page of
 * it, 6 of a program's 90 ms. Addresses that differ from run to run protect nothing here.
 */
const ARCHIVE_IN_PLACE = ["-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0"];

/** Measured: a hello has 11. */
const RUNTIME_THREADS = 32;
/** Beside a full heap; a deeper stack takes from what the heap leaves. */
const STACK_MB = 64;
/** The most that -Xss takes. */
const STACK_MAX_MB = 1024;
/** The young generation's, beside an old one of the size of the limit. */
const YOUNG_MAX_MB = 32;
/** What the runtime itself keeps in the old generation. */
const HEAP_EXTRA_MB = 4;
/** Class data, compiled code and the collector, which the heap's limit does not cover. */
const RUNTIME_MB = 64;

export const java17: Language = {
  id: "java17",
  aliases: ["java"],
  name: "Java 17",
  fileName: "Main.java",
  versionKey: "java",
  shown: { compile: "javac -encoding UTF-8 Main.java", run: "java -Xmx<memory limit> -Xss<memory limit> Main" },
  compile: {
    // Our own, which `judge:setup` makes from CompileJava.java: a public class must else be in a file of its own name, and
    // learners name it as they like.
    argv: (fileName) => [JAVA, ...COMPILER, "-cp", `${TOOLCHAINS}/java/compile.jar`, "CompileJava", `/box/${fileName}`, "/out"],
    env: BASE_ENV,
    limits: compileLimits(),
    artifacts: true,
  },
  run: ({ memoryLimitBytes }) => {
    const limitMb = Math.max(16, Math.floor(memoryLimitBytes / MIB));
    // A large array goes to the old generation at once, so that one alone must hold all that the limit allows.
    const youngMb = Math.min(YOUNG_MAX_MB, Math.ceil(limitMb / 8));
    const heapMb = limitMb + HEAP_EXTRA_MB + youngMb;
    return {
      argv: [
        JAVA,
        ...COMMON,
        ...ARCHIVE_IN_PLACE,
        // The heap cannot see the cgroup from inside. Its start is fixed, as the default depends on the machine.
        ...[`-Xmx${heapMb}m`, `-Xms${youngMb + 16}m`, `-Xmn${youngMb}m`],
        `-Xss${Math.min(STACK_MAX_MB, Math.max(STACK_MB, limitMb))}m`,
        // A thread or two less per program; the slot has one core anyway.
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
