// The vendor's own sealing package as the other side: opens and checks what comes in on stdin, one JSON a line, then seals
// as many random messages of its own. Exit 0: every line was read as it was meant.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const { encrypt, decrypt, getSignature } = createRequire(import.meta.url)('@wecom/crypto');
const [key, token, count] = process.argv.slice(2);
const timestamp = '1409659813';

let read = 0;
for await (const line of createInterface({ input: process.stdin })) {
  if (!line.trim()) continue;
  const { m, id, e, n, s } = JSON.parse(line);
  const opened = decrypt(key, e);
  if (opened.message !== m || opened.id !== id || getSignature(token, timestamp, n, e) !== s) {
    console.log(`FAILED line ${read}: ${line}`);
    process.exit(1);
  }
  read += 1;
}
console.log(`READ ${read}`);

// A small generator of its own, so that every run says the same.
let state = 20261123;
const next = below => { state = (Math.imul(state, 1664525) + 1013904223) >>> 0; return state % below; };
const signs = ['政', '务', '减', '负', '😀', '𠮷', 'a', 'Z', '9', '<', '&', ']', '>', '"', '\\', '\n', '\u0000', '\u2028', 'é'];
const out = [];
for (let i = 0; i < Number(count); i += 1) {
  const m = Array.from({ length: next(150) }, () => signs[next(signs.length)]).join('');
  const id = i % 3 === 0 ? '' : 'wx5823bf96d3bd56c7';
  const e = encrypt(key, m, id);
  out.push(JSON.stringify({ m, id, e, n: `n${i}`, s: getSignature(token, timestamp, `n${i}`, e) }));
}
process.stdout.write(out.join('\n') + '\n');
