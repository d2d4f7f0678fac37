// Plays a root bot built with Microsoft's botbuilder that uses OpsBot as a skill, with a token issuer and a connector of
// its own on loopback. Reads conversations from stdin and plays them in order:
//   [{"id","channelId","user","steps":[{"say"|"press"|"execute"|"inline": TEXT, "expect": TEXT, "refuse": TEXT}]}]
// say: types; press: what a suggestion or a submit button does; execute: what Action.Execute does; inline: expectReplies.
// Passes when every step brought the expected words, and Microsoft's schema accepts every activity that came.
//   node botbuilder.mjs --bot URL --issuer PORT --connector PORT --app ID --root ID
import { createRequire } from 'node:module';
import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { parseArgs } from 'node:util';
import { text as readAll } from 'node:stream/consumers';

const require = createRequire(import.meta.url);
const express = require('express');
const { ChannelServiceRoutes, ConfigurationBotFrameworkAuthentication } = require('botbuilder');
const { CloudChannelServiceHandler } = require('botbuilder/lib/cloudChannelServiceHandler');
const { AuthenticationConfiguration } = require('botframework-connector');
const { activityZodSchema } = require('@microsoft/agents-activity');

const { values: args } = parseArgs({
  options: {
    bot: { type: 'string' }, issuer: { type: 'string' }, connector: { type: 'string' },
    app: { type: 'string' }, root: { type: 'string' }, patience: { type: 'string', default: '30' },
  },
});
const issuerUrl = `http://127.0.0.1:${args.issuer}`;
const connectorUrl = `http://127.0.0.1:${args.connector}`;
const tenantIssuer = 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/';

function fail(reason) {
  console.log(`FAILED ${reason}`);
  process.exit(1);
}

const listen = (app, port) => new Promise(resolve => { const server = app.listen(Number(port), '127.0.0.1', () => resolve(server)); });

// The issuer: keys and client credentials, in the shapes of Microsoft's.
const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const jwk = { ...publicKey.export({ format: 'jwk' }), use: 'sig', kid: 'peer-key', x5t: 'peer-key' };
const encode = value => Buffer.from(JSON.stringify(value)).toString('base64url');
function issue(claims) {
  const now = Math.floor(Date.now() / 1000);
  const open = `${encode({ alg: 'RS256', typ: 'JWT', kid: jwk.kid })}.${encode({ nbf: now, exp: now + 3600, ...claims })}`;
  return `${open}.${sign('sha256', Buffer.from(open), privateKey).toString('base64url')}`;
}
const tokenFor = (appId, audience) => issue({ aud: audience, iss: tenantIssuer, appid: appId, ver: '1.0' });
const audiences = [];
const issuer = express();
issuer.use(express.urlencoded({ extended: false }));
const metadata = path => (_, answer) => answer.json({ issuer: 'https://api.botframework.com', jwks_uri: `${issuerUrl}${path}`, id_token_signing_alg_values_supported: ['RS256'] });
issuer.get('/channel', metadata('/channel/keys'));
issuer.get('/bots', metadata('/bots/keys'));
issuer.get('/channel/keys', (_, answer) => answer.json({ keys: [{ ...jwk, endorsements: ['msteams', 'webchat'] }] }));
issuer.get('/bots/keys', (_, answer) => answer.json({ keys: [jwk] }));
issuer.post('/login/oauth2/v2.0/token', (request, answer) => {
  const audience = String(request.body.scope).replace(/\/\.default$/, '');
  audiences.push(audience);
  answer.json({ token_type: 'Bearer', expires_in: 3600, access_token: tokenFor(request.body.client_id, audience) });
});
await listen(issuer, args.issuer);

// Microsoft's own checks of the tokens with which OpsBot answers, and its own client.
const settings = {
  ToChannelFromBotLoginUrl: `${issuerUrl}/login`, ToChannelFromBotOAuthScope: 'https://api.botframework.com',
  ToBotFromChannelTokenIssuer: 'https://api.botframework.com', ToBotFromChannelOpenIdMetadataUrl: `${issuerUrl}/channel`,
  ToBotFromEmulatorOpenIdMetadataUrl: `${issuerUrl}/bots`, OAuthUrl: issuerUrl, ValidateAuthority: 'false', CallerId: 'urn:botframework:azure',
};
const credentials = {
  isValidAppId: async id => id === args.root,
  isAuthenticationDisabled: async () => false,
  createCredentials: async (_, audience) => ({
    signRequest: async request => { request.headers.set('authorization', `Bearer ${tokenFor(args.root, audience)}`); return request; },
  }),
};
const trusting = new AuthenticationConfiguration([], async claims => {
  if (!claims.some(c => c.value === args.app)) throw new Error('the answer does not come from the skill');
});

const received = []; // {conversation, replyTo, activity}
let wake = () => {};
class Connector extends CloudChannelServiceHandler {
  async onSendToConversation(_, conversation, activity) { return this.take(conversation, undefined, activity); }
  async onReplyToActivity(_, conversation, replyTo, activity) { return this.take(conversation, replyTo, activity); }
  take(conversation, replyTo, activity) {
    received.push({ conversation, replyTo, activity });
    wake();
    return { id: randomUUID() };
  }
}
// The handler turns dates into objects, so the schema gets the bodies as they came.
const bodies = [];
const connector = express();
connector.use(express.json({ limit: '1mb', verify: (_, __, body) => { bodies.push(JSON.parse(body)); } }));
new ChannelServiceRoutes(new Connector(new ConfigurationBotFrameworkAuthentication(settings, credentials, trusting))).register(connector, '');
await listen(connector, args.connector);
const client = new ConfigurationBotFrameworkAuthentication(settings, credentials).createBotFrameworkClient();

const wordsOf = activity => [activity.text, activity.summary, ...(activity.attachments ?? []).map(a => JSON.stringify(a.content))].filter(Boolean).join('\n');
async function until(what, found) {
  const deadline = Date.now() + Number(args.patience) * 1000;
  for (;;) {
    const result = found();
    if (result) return result;
    const left = deadline - Date.now();
    if (left <= 0) fail(`no ${what}; last: ${received.length > 0 ? wordsOf(received.at(-1).activity) : 'nothing'}`);
    await new Promise(resolve => { const timer = setTimeout(resolve, left); wake = () => { clearTimeout(timer); resolve(); }; });
  }
}

const faultsOf = activity => {
  const faults = [];
  for (const [field, value] of [['from.id', activity.from?.id], ['recipient.id', activity.recipient?.id], ['conversation.id', activity.conversation?.id], ['channelId', activity.channelId], ['serviceUrl', activity.serviceUrl]])
    if (!value) faults.push(`${field} is missing`);
  if (activity.id) faults.push('a bot gives no id');
  const verdict = activityZodSchema.safeParse(activity);
  return [...faults, ...(verdict.success ? [] : verdict.error.issues.map(i => `${i.path.join('.')}: ${i.message}`))];
};

function pressed(conversation, title, type) {
  const last = received.filter(r => r.conversation === conversation.id).map(r => r.activity);
  for (const activity of last.reverse()) {
    const suggestion = activity.suggestedActions?.actions.find(a => a.title === title);
    if (suggestion) return { type: 'message', text: suggestion.value };
    const button = (activity.attachments ?? []).flatMap(a => a.content.actions ?? []).find(a => a.title === title);
    if (!button) continue;
    if (button.type !== type) fail(`"${title}" is ${button.type}, not ${type}`);
    return type === 'Action.Execute'
      ? { type: 'invoke', name: 'adaptiveCard/action', value: { action: { type, verb: button.verb, data: button.data }, trigger: 'manual' } }
      : { type: 'message', value: button.data };
  }
  return fail(`nothing offers "${title}"`);
}

function activityOf(conversation, step) {
  if (step.press) return pressed(conversation, step.press, 'Action.Submit');
  if (step.execute) return pressed(conversation, step.execute, 'Action.Execute');
  return { type: 'message', text: step.say ?? step.inline, ...(step.inline ? { deliveryMode: 'expectReplies' } : {}) };
}

const conversations = JSON.parse(await readAll(process.stdin));
let steps = 0;
for (const conversation of conversations) {
  for (const step of conversation.steps) {
    const before = received.length;
    const activity = {
      id: randomUUID(), timestamp: new Date().toISOString(), channelId: conversation.channelId, serviceUrl: connectorUrl, locale: 'zh-CN',
      from: { id: conversation.user, role: 'user' }, recipient: { id: 'root' }, conversation: { id: `root-${conversation.id}` }, ...activityOf(conversation, step),
    };
    const answer = await client.postActivity(args.root, args.app, args.bot, connectorUrl, conversation.id, activity);
    if (answer.status !== 200) fail(`${JSON.stringify(step)}: status ${answer.status}`);
    if (step.execute && answer.body?.statusCode !== 200) fail(`${JSON.stringify(step)}: ${JSON.stringify(answer.body)}`);
    if (step.inline) for (const reply of answer.body.activities) {
      received.push({ conversation: conversation.id, replyTo: reply.replyToId, activity: reply });
      bodies.push(reply);
    }
    const match = await until(`"${step.expect}" after ${JSON.stringify(step)}`, () => received.slice(before)
      .find(r => r.conversation === conversation.id && wordsOf(r.activity).includes(step.expect)));
    if (match.replyTo !== activity.id) fail(`the answer to ${JSON.stringify(step)} is not on its activity`);
    if (step.refuse && wordsOf(match.activity).includes(step.refuse)) fail(`"${step.refuse}" after ${JSON.stringify(step)}`);
    steps += 1;
  }
}
for (const activity of bodies) {
  const faults = faultsOf(activity);
  if (faults.length > 0) fail(`the schema refuses ${JSON.stringify(activity)}: ${faults.join('; ')}`);
}
if (audiences.some(a => a !== args.root)) fail(`a token was asked for ${audiences}`);
for (const { conversation, activity } of received) console.log(`SAID ${conversation} ${wordsOf(activity).replaceAll('\n', ' ')}`);
console.log(`PASSED ${steps} steps, ${bodies.length} activities, all valid, ${audiences.length} tokens`);
process.exit(0);
