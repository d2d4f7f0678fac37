// DingTalk's own Stream client against a gateway on loopback. Reads until somebody says "bye"; exit 0: all kinds came.
import axios from 'axios';
import { DWClient, EventAck, TOPIC_CARD, TOPIC_ROBOT } from 'dingtalk-stream';

const option = name => process.argv[process.argv.indexOf(`--${name}`) + 1];
const base = option('url');
// The client has no setting for the address of the gateway.
axios.interceptors.request.use(request => {
  request.url = request.url.replace('https://api.dingtalk.com', base).replace('https://oapi.dingtalk.com', base);
  return request;
});

const seen = { robot: 0, card: 0, event: 0 };
const client = new DWClient({ clientId: option('id'), clientSecret: option('secret'), ua: 'peer/1.0' });
client.registerCallbackListener(TOPIC_ROBOT, message => {
  seen.robot += 1;
  client.socketCallBackResponse(message.headers.messageId, { ok: 1 });
  if (JSON.parse(message.data).text.content.trim() !== 'bye') return;
  const passed = seen.robot === 2 && seen.card === 1 && seen.event === 1;
  console.log(`${passed ? 'PASSED' : 'FAILED'} ${JSON.stringify(seen)}`);
  // Let the last acknowledgement leave.
  setTimeout(() => process.exit(passed ? 0 : 1), 200);
});
client.registerCallbackListener(TOPIC_CARD, message => {
  seen.card += 1;
  client.send(message.headers.messageId, { cardData: { cardParamMap: { status: 'done' } } });
});
client.registerAllEventListener(() => {
  seen.event += 1;
  return { status: EventAck.LATER, message: 'busy' };
});
await client.connect();
setTimeout(() => {
  console.log(`FAILED in time ${JSON.stringify(seen)}`);
  process.exit(1);
}, 30000);
