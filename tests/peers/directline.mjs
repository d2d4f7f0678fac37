// Holds a conversation through Microsoft's botframework-directlinejs, loses the connection once, and goes on.
//   node directline.mjs --url http://HOST:PORT/v3/directline --token TOKEN --mode ws|poll|upload [--say TEXT]...
// The mode "upload" sends a picture with a message, opens the address that comes back, and ends the conversation.
// Passes when every message of ours comes back once, each got an answer of the bot, and nothing was lost or shown twice.
import { createRequire } from 'node:module';
import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';

const require = createRequire(import.meta.url);
const Socket = require('ws');
const { Observable } = require('rxjs/Observable');
globalThis.WebSocket = Socket; // the client looks for a global one before it takes the option
const { DirectLine } = require('botframework-directlinejs');

const { values: args } = parseArgs({
  options: {
    url: { type: 'string' },
    token: { type: 'string' },
    mode: { type: 'string', default: 'ws' },
    say: { type: 'string', multiple: true, default: ['第一句', '第二句', '第三句'] },
    patience: { type: 'string', default: '30' },
  },
});
const streaming = args.mode !== 'poll';
const sockets = [];
const seen = new Map(); // activity id -> activity
const ended = new Set(); // clients that were ended on purpose
const deliveries = []; // ids in the order of arrival, repeats included

class WatchedSocket extends Socket {
  constructor(url) {
    super(url);
    sockets.push(this);
  }
}

// The client's own request layer needs a browser; this is the same over fetch.
const ajax = request => Observable.create(observer => {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), request.timeout ?? 20000);
  const body = request.body === undefined || request.body instanceof FormData ? request.body : JSON.stringify(request.body);
  fetch(request.url, { method: request.method, headers: request.headers, body, signal: abort.signal })
    .then(async response => {
      clearTimeout(timer);
      if (!response.ok) throw Object.assign(new Error(`${request.method} ${response.status}`), { status: response.status });
      observer.next({ status: response.status, response: request.responseType === 'arraybuffer' ? await response.arrayBuffer() : await response.json() });
      observer.complete();
    })
    .catch(error => observer.error({ status: error.status ?? 0, message: error.message, xhr: { getResponseHeader: () => null } }));
  return () => abort.abort();
});

function fail(reason) {
  console.log(`FAILED ${args.mode}: ${reason}`);
  process.exit(1);
}

function connect(resume = {}) {
  const line = new DirectLine({
    domain: args.url, token: args.token, webSocket: streaming, pollingInterval: 200, timeout: 5000,
    ajax, WebSocket: WatchedSocket, random: () => 0, ...resume,
  });
  line.activity$.subscribe(activity => {
    if (ended.has(line)) return;
    deliveries.push(activity.id);
    seen.set(activity.id, activity);
    wake();
  }, error => ended.has(line) || fail(`the stream of activities broke: ${error.message ?? error}`));
  return line;
}

let wake = () => {};
async function until(what, found) {
  const deadline = Date.now() + Number(args.patience) * 1000;
  for (;;) {
    const result = found();
    if (result) return result;
    const left = deadline - Date.now();
    if (left <= 0) fail(`no ${what} within ${args.patience} s`);
    await new Promise(resolve => {
      const timer = setTimeout(resolve, left);
      wake = () => { clearTimeout(timer); resolve(); };
    });
  }
}

const echoOf = id => [...seen.values()].find(a => a.channelData?.clientActivityID === id);
const answerTo = id => [...seen.values()].find(a => a.from.role === 'bot' && a.replyToId === id);

async function post(line, text, attachments) {
  const clientActivityID = randomUUID();
  const id = await new Promise(resolve => line.postActivity({
    type: 'message', from: { id: 'somebody-else' }, text, textFormat: 'plain', locale: 'zh-CN', channelData: { clientActivityID }, ...(attachments && { attachments }),
  }).subscribe(resolve, error => fail(`a post was refused: ${error.status} ${error.message}`)));
  if (id === 'retry') fail('a post was not taken');
  return { text, clientActivityID, id };
}

async function settle(sent) {
  const echo = await until(`echo of "${sent.text}"`, () => echoOf(sent.clientActivityID));
  if (echo.id !== sent.id) fail(`the echo has another id than the answer to the post: ${echo.id}, ${sent.id}`);
  if (echo.from.id === 'somebody-else') fail('the user of the token did not override from.id');
  await until(`answer to "${sent.text}"`, () => answerTo(sent.id));
}

// One pixel. The client fetches it from where the page has it, and posts it as a part of a form.
const picture = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

async function upload(line, text) {
  const sent = await post(line, text, [{ contentType: 'image/png', name: '图.png', contentUrl: `data:image/png;base64,${picture.toString('base64')}` }]);
  await settle(sent);
  const [file] = echoOf(sent.clientActivityID).attachments ?? fail('the echo has no attachment');
  if (file.contentType !== 'image/png' || file.name !== '图.png') fail(`the attachment is another: ${file.contentType} ${file.name}`);
  const found = await fetch(file.contentUrl);
  if (!Buffer.from(await found.arrayBuffer()).equals(picture)) fail('the file is not what was sent');
  const bare = await fetch(file.contentUrl.split('?')[0]);
  if (bare.status !== 401) fail(`without its token the file is answered with ${bare.status}`);

  await new Promise(resolve => line.postActivity({ type: 'endOfConversation', from: { id: 'x' } }).subscribe(resolve, error => fail(`the end was refused: ${error.status}`)));
  await until('end', () => [...seen.values()].find(a => a.type === 'endOfConversation'));
  const late = await new Promise(resolve => line.postActivity({ type: 'message', from: { id: 'x' }, text: '还有' }).subscribe(id => resolve(id), error => resolve(error.status)));
  if (late !== 404) fail(`a message after the end was answered with ${late}`);
}

const [first, ...rest] = args.say;
let line = connect();
await until('welcome', () => [...seen.values()].find(a => a.from.role === 'bot'));
const sent = [await post(line, first)];
await settle(sent[0]);

if (args.mode === 'upload') {
  await upload(line, '看图');
  ended.add(line);
  line.end();
  console.log(`PASSED upload: ${seen.size} activities seen, one file sent and read back, ended`);
  process.exit(0);
}

if (streaming) {
  sockets.at(-1).terminate();
  sent.push(await post(line, rest[0])); // while the stream is down
  await settle(sent.at(-1));
  if (sockets.length !== 2) fail(`expected one new socket after the cut, saw ${sockets.length - 1}`);
} else {
  const { conversationId } = line;
  const watermark = line.watermark;
  ended.add(line);
  line.end();
  line = connect({ conversationId, watermark });
  sent.push(await post(line, rest[0]));
  await settle(sent.at(-1));
}
for (const text of rest.slice(1)) {
  sent.push(await post(line, text));
  await settle(sent.at(-1));
}

const twice = deliveries.filter((id, i) => deliveries.indexOf(id) !== i);
if (twice.length > 0) fail(`delivered more than once: ${twice.join(', ')}`);
const own = [...seen.values()].filter(a => a.from.role === 'user').length;
if (own !== sent.length) fail(`sent ${sent.length} messages, saw ${own} of them`);
ended.add(line);
line.end();
console.log(`PASSED ${args.mode}: ${sent.length} messages sent, ${seen.size} activities seen, each once, one reconnect`);
process.exit(0);
