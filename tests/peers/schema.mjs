// Reads activities from stdin, one JSON a line, and holds each to Microsoft's own schema. Exit 0: all are valid.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const { activityZodSchema } = createRequire(import.meta.url)('@microsoft/agents-activity');

// The schema does not ask for these, but clients need them.
function missing(activity) {
  const faults = [];
  if (!activity.id) faults.push('id is missing');
  if (!activity.from?.id) faults.push('from.id is missing');
  if (!['user', 'bot'].includes(activity.from?.role)) faults.push('from.role is neither user nor bot');
  if (!activity.conversation?.id) faults.push('conversation.id is missing');
  if (!activity.channelId) faults.push('channelId is missing');
  if (Number.isNaN(Date.parse(activity.timestamp))) faults.push('timestamp cannot be read');
  return faults;
}

let count = 0;
let bad = 0;
for await (const line of createInterface({ input: process.stdin })) {
  if (!line.trim()) continue;
  count += 1;
  const activity = JSON.parse(line);
  const verdict = activityZodSchema.safeParse(activity);
  const faults = [...missing(activity), ...(verdict.success ? [] : verdict.error.issues.map(i => `${i.path.join('.')}: ${i.message}`))];
  if (faults.length === 0) continue;
  bad += 1;
  console.log(`FAILED ${activity.id}: ${faults.join('; ')}`);
}
console.log(bad === 0 && count > 0 ? `PASSED ${count} activities are valid` : `FAILED ${bad} of ${count} activities are not valid`);
process.exitCode = bad === 0 && count > 0 ? 0 : 1;
