// Turns a second and CPU per turn: OpsBot (Direct Line, durable commit, reply in the log) beside botbuilder (state in the
// same kind of Redis, reply posted to a local connector). Both on loopback, in turn, several rounds; quote the ratio.
//   node run.mjs [connections=16] [seconds=5] [rounds=3]     after: npm install --ignore-scripts && ../../../run.sh ask 帮助
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../../..');
const [connections = 16, seconds = 5, rounds = 3] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(path.join(os.tmpdir(), 'turn-bench-'));
const children = [];
const agent = new http.Agent({ keepAlive: true, maxSockets: 256 });

const freePort = () => new Promise(resolve => {
  const server = net.createServer().listen(0, '127.0.0.1', () => { const { port } = server.address(); server.close(() => resolve(port)); });
});
function start(command, args, options = {}) {
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'ignore'], cwd: folder, ...options });
  children.push(child);
  return child;
}
function call(port, method, url, body, token) {
  const text = body === undefined ? undefined : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const request = http.request({ port, host: '127.0.0.1', method, path: url, agent, headers: {
      ...(text ? { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) } : {}),
      ...(token ? { authorization: `Bearer ${token}` } : {}) } }, answer => {
      let got = '';
      answer.on('data', part => { got += part; }).on('end', () => resolve({ status: answer.statusCode, body: answer.headers['content-type']?.includes('json') && got ? JSON.parse(got) : got }));
    });
    request.on('error', reject).end(text);
  });
}
async function until(work) {
  for (;;) {
    try { if (await work()) return; } catch { /* not listening yet */ }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}
const cpuSeconds = pid => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ').slice(11, 13).reduce((a, b) => a + Number(b), 0) / 100;

const [botPort, peerPort, redisPort, sinkPort] = await Promise.all([freePort(), freePort(), freePort(), freePort()]);
const bot = start('dotnet', [path.join(root, 'bot/OpsBot.Web/bin/Release/net10.0/opsbot.dll'), '--urls', `http://127.0.0.1:${botPort}`, '--data', folder],
  { env: { ...process.env, DirectLine__PostsPerSecond: '100000', DirectLine__PostBurst: '100000' } });
start('redis-server', ['--port', redisPort, '--bind', '127.0.0.1', '--appendonly', 'yes', '--appendfsync', 'always', '--save', '', '--dir', folder]);
http.createServer((request, response) => request.resume().on('end', () => response.setHeader('content-type', 'application/json').end('{"id":"1"}'))).listen(sinkPort, '127.0.0.1');
const peer = start('node', [path.join(here, 'botbuilder-bot.mjs'), peerPort, redisPort]);
await until(async () => (await call(botPort, 'GET', '/health/ready')).status === 200);
await until(async () => (await call(peerPort, 'GET', '/')).status > 0).catch(() => {});

const seats = await Promise.all(Array.from({ length: connections }, async () => {
  const { body } = await call(botPort, 'POST', '/api/demo/token', { person: 'chenmei', conversation: 'new' });
  await call(botPort, 'POST', '/v3/directline/conversations', {}, body.token);
  return body;
}));
const sides = {
  opsbot: { pid: bot.pid, turn: (i, n) => call(botPort, 'POST', `/v3/directline/conversations/${seats[i].conversationId}/activities`,
    { type: 'message', text: '帮助', from: { id: 'chenmei' }, channelData: { clientActivityID: n } }, seats[i].token) },
  botbuilder: { pid: peer.pid, turn: (i, n) => call(peerPort, 'POST', '/api/messages',
    { type: 'message', id: n, text: '帮助', channelId: 'test', serviceUrl: `http://127.0.0.1:${sinkPort}`, from: { id: `u${i}` }, recipient: { id: 'bot' }, conversation: { id: `c${i}` } }) },
};

async function measure({ pid, turn }, time) {
  const ends = performance.now() + time * 1000, took = [], cpu = cpuSeconds(pid);
  let failed = 0;
  await Promise.all(Array.from({ length: connections }, async (_, i) => {
    while (performance.now() < ends) {
      const from = performance.now();
      const { status } = await turn(i, `${i}-${from}-${Math.trunc(ends)}`);
      if (status !== 200) failed++; else took.push(performance.now() - from);
    }
  }));
  took.sort((a, b) => a - b);
  return { perSecond: took.length / time, p50: took[took.length >> 1], p99: took[Math.floor(took.length * 0.99)], cpuMicros: (cpuSeconds(pid) - cpu) / took.length * 1e6, failed };
}
const median = list => list.sort((a, b) => a - b)[list.length >> 1];
for (const side of Object.values(sides)) await measure(side, 3);
const rows = { opsbot: [], botbuilder: [] };
for (let round = 0; round < rounds; round++)
  for (const [name, side] of Object.entries(sides)) rows[name].push(await measure(side, seconds));
const figures = Object.fromEntries(Object.entries(rows).map(([name, list]) => [name, Object.fromEntries(
  ['perSecond', 'p50', 'p99', 'cpuMicros', 'failed'].map(key => [key, Number(median(list.map(row => row[key])).toFixed(2))]))]));
console.log(JSON.stringify({ connections, seconds, rounds, ...figures, ratio: {
  perSecond: Number((figures.opsbot.perSecond / figures.botbuilder.perSecond).toFixed(2)),
  cpuMicros: Number((figures.opsbot.cpuMicros / figures.botbuilder.cpuMicros).toFixed(3)) } }));
for (const child of children) child.kill('SIGTERM');
await new Promise(resolve => bot.once('exit', resolve));
rmSync(folder, { recursive: true, force: true });
process.exit(0);
