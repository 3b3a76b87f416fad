// A module's memory is no part of the heap.
const memory = new WebAssembly.Memory({ initial: 5000 });
new Uint8Array(memory.buffer).fill(1);
console.log("PWNED");
