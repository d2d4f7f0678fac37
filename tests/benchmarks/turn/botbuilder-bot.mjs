// The peer: Microsoft's CloudAdapter with conversation state in Redis, auth off, one reply a turn.
import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
const express = require('express');
const Redis = require('ioredis');
const { CloudAdapter, ConfigurationBotFrameworkAuthentication, ConversationState, ActivityHandler } = require('botbuilder');

const [port, redisPort] = process.argv.slice(2).map(Number);
const redis = new Redis(redisPort, '127.0.0.1');
const storage = {
  async read(keys) {
    const values = await redis.mget(keys);
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
      const seen = await turns.get(context, { count: 0 });
      seen.count++;
      await context.sendActivity(`第${seen.count}条：${context.activity.text}`);
      await state.saveChanges(context);
      await next();
    });
  }
}

const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
adapter.onTurnError = async (_, error) => { throw error; };
const bot = new Bot();
const app = express();
app.use(express.json());
app.post('/api/messages', (request, response) => adapter.process(request, response, context => bot.run(context)));
app.listen(port, '127.0.0.1', () => console.log('ready'));
