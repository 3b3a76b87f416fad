// Buffers live outside the heap that --max-old-space-size limits.
const blocks = [];
for (let i = 0; i < 300; i++) blocks.push(Buffer.alloc(1 << 20, 1));
console.log("PWNED", blocks.length);
