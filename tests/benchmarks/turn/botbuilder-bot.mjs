// The peer: Microsoft's CloudAdapter with its own token checks, conversation state in Redis, one reply a turn.
//   node botbuilder-bot.mjs PORT REDIS_PORT PLATFORM_URL APP_ID
import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
const express = require('express');
const Redis = require('ioredis');
const { CloudAdapter, ConfigurationBotFrameworkAuthentication, ConversationState, ActivityHandler } = require('botbuilder');

const [port, redisPort, platform, app] = process.argv.slice(2);
const redis = new Redis(Number(redisPort), '127.0.0.1');
const storage = {
  async read(keys) {
    const values = keys.length === 1 ? [await redis.get(keys[0])] : await redis.mget(keys);
    return Object.fromEntries(keys.flatMap((key, i) => (values[i] ? [[key, JSON.parse(values[i])]] : [])));
  },
  async write(changes) {
    await Promise.all(Object.entries(changes).map(([key, value]) => redis.set(key, JSON.stringify(value))));
  },
  async delete(keys) { await redis.del(keys); },
};
const state = new ConversationState(storage);
const turns = state.createProperty('turns');

class Bot extends ActivityHandler {
  constructor() {
    super();
    this.onMessage(async (context, next) => {
      const seen = await turns.get(context, { count: 0, last: '' });
      seen.count++;
      seen.last = context.activity.text;
      await context.sendActivity(`第${seen.count}条：${context.activity.text}`);
      await next();
    });
  }

  async run(context) {
    await super.run(context);
    await state.saveChanges(context, false);
  }
}

// Microsoft's login library refuses http; a token that is held is what it would give for the next hour.
const credentials = {
  isValidAppId: async id => id === app,
  isAuthenticationDisabled: async () => false,
  createCredentials: async () => ({ signRequest: async request => { request.headers.set('authorization', 'Bearer bench-token'); return request; } }),
};
const authentication = new ConfigurationBotFrameworkAuthentication({
  ToChannelFromBotLoginUrl: `${platform}/login`,
  ToChannelFromBotOAuthScope: 'https://api.botframework.com',
  ToBotFromChannelTokenIssuer: 'https://api.botframework.com',
  ToBotFromChannelOpenIdMetadataUrl: `${platform}/metadata`,
  ToBotFromEmulatorOpenIdMetadataUrl: `${platform}/metadata`,
  OAuthUrl: platform,
  ValidateAuthority: false,
  CallerId: 'urn:botframework:azure',
}, credentials);
const adapter = new CloudAdapter(authentication);
adapter.onTurnError = async (_, error) => { console.error(error); throw error; };
const bot = new Bot();
const server = express();
server.use(express.json());
server.get('/health/ready', (_, response) => response.end('ok'));
server.post('/api/messages', (request, response) => adapter.process(request, response, context => bot.run(context)));
server.listen(Number(port), '127.0.0.1');
