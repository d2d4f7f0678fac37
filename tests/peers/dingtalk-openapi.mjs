// DingTalk's own OpenAPI client against a server on loopback: it is strict about the types of answers. Exit 0: all calls went through.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { default: OAuth, GetAccessTokenRequest } = require('@alicloud/dingtalk/dist/oauth2_1_0/client');
const R = require('@alicloud/dingtalk/dist/robot_1_0/client');
const C = require('@alicloud/dingtalk/dist/card_1_0/client');
const { Config } = require('@alicloud/openapi-client');
const { RuntimeOptions } = require('@alicloud/tea-util');

const option = name => process.argv[process.argv.indexOf(`--${name}`) + 1];
const config = () => new Config({ protocol: 'http', regionId: 'central', endpoint: option('endpoint') });
const runtime = new RuntimeOptions({});
const token = (await new OAuth(config()).getAccessToken(new GetAccessTokenRequest({ appKey: option('id'), appSecret: option('secret') }))).body.accessToken;
const headers = Type => new Type({ xAcsDingtalkAccessToken: token });
const robot = new R.default(config());
const card = new C.default(config());
const robotCode = option('id');
const msgParam = JSON.stringify({ title: 't', text: '# x' });

const sent = (await robot.batchSendOTOWithOptions(new R.BatchSendOTORequest({ robotCode, userIds: ['0423'], msgKey: 'sampleMarkdown', msgParam }), headers(R.BatchSendOTOHeaders), runtime)).body;
const group = (await robot.orgGroupSendWithOptions(new R.OrgGroupSendRequest({ robotCode, openConversationId: 'cidKnown', msgKey: 'sampleText', msgParam: '{"content":"x"}' }), headers(R.OrgGroupSendHeaders), runtime)).body;
const read = (await robot.batchOTOQueryWithOptions(new R.BatchOTOQueryRequest({ robotCode, processQueryKey: sent.processQueryKey }), headers(R.BatchOTOQueryHeaders), runtime)).body;
const groupRead = (await robot.orgGroupQueryWithOptions(new R.OrgGroupQueryRequest({ robotCode, openConversationId: 'cidKnown', processQueryKey: group.processQueryKey, maxResults: 200 }), headers(R.OrgGroupQueryHeaders), runtime)).body;
const recalled = (await robot.batchRecallOTOWithOptions(new R.BatchRecallOTORequest({ robotCode, processQueryKeys: [sent.processQueryKey] }), headers(R.BatchRecallOTOHeaders), runtime)).body;
await robot.orgGroupRecallWithOptions(new R.OrgGroupRecallRequest({ robotCode, openConversationId: 'cidKnown', processQueryKeys: [group.processQueryKey] }), headers(R.OrgGroupRecallHeaders), runtime);
await card.createAndDeliverWithOptions(new C.CreateAndDeliverRequest({
  cardTemplateId: 'tpl.schema', outTrackId: 'M1', callbackType: 'STREAM', userIdType: 1,
  cardData: new C.CreateAndDeliverRequestCardData({ cardParamMap: { title: 't' } }),
  openSpaceId: 'dtv1.card//IM_ROBOT.0423',
  imRobotOpenSpaceModel: new C.CreateAndDeliverRequestImRobotOpenSpaceModel({ supportForward: false }),
  imRobotOpenDeliverModel: new C.CreateAndDeliverRequestImRobotOpenDeliverModel({ spaceType: 'IM_ROBOT', robotCode }),
}), headers(C.CreateAndDeliverHeaders), runtime);
await card.updateCardWithOptions(new C.UpdateCardRequest({
  outTrackId: 'M1', cardData: new C.UpdateCardRequestCardData({ cardParamMap: { status: 'x' } }),
  cardUpdateOptions: new C.UpdateCardRequestCardUpdateOptions({ updateCardDataByKey: true }),
}), headers(C.UpdateCardHeaders), runtime);

const passed = sent.processQueryKey && read.messageReadInfoList.length === 1 && read.messageReadInfoList[0].readStatus === 'READ' && groupRead.readUserIds.length === 2 && recalled.successResult.length === 1;
console.log(passed ? 'PASSED' : 'FAILED');
process.exit(passed ? 0 : 1);
