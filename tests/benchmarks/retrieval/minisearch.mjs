// node minisearch.mjs CORPUS QUERIES [LABELS]: the same as peers.py with npm's minisearch over pairs of characters.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import MiniSearch from 'minisearch';

const [corpus, asked, labels] = process.argv.slice(2);
const lines = file => readFileSync(file, 'utf8').trimEnd().split('\n');
const pairs = text => [...String(text).toLowerCase().matchAll(/[\u3400-\u9fff]+|[a-z0-9]+/g)].flatMap(([run]) =>
  run.length === 1 || run < '\u3400' ? [run] : Array.from({ length: run.length - 1 }, (_, i) => run.slice(i, i + 2)));
const labelled = labels ? lines(labels).map(JSON.parse).filter(question => question.gold.length > 0) : [];
const rows = labels
  ? lines(corpus).map(JSON.parse).map(clause => ({ id: clause.clause_id, heading: clause.path, text: clause.text }))
  : lines(corpus).map(line => { const [id, heading, text] = line.split('\t'); return { id, heading, text }; });
const queries = labels ? labelled.map(question => question.q) : lines(asked);

const started = performance.now();
const index = new MiniSearch({ fields: ['heading', 'text'], tokenize: pairs, processTerm: term => term });
index.addAll(rows);
const build = (performance.now() - started) / 1000;
const search = query => index.search(query, { combineWith: 'OR', prefix: false, fuzzy: false }).slice(0, 10).map(hit => hit.id);
queries.slice(0, 50).forEach(search);
const found = [];
const times = queries.map(query => {
  const at = performance.now();
  found.push(search(query));
  return performance.now() - at;
}).sort((a, b) => a - b);
const round = value => Math.round(value * 1000) / 1000;
if (labels) {
  const ranks = found.map((ids, i) => ids.findIndex(id => labelled[i].gold.includes(id)));
  const share = test => round(ranks.filter(test).length / ranks.length);
  console.log(JSON.stringify({ peer: 'minisearch', hit1: share(r => r === 0), hit3: share(r => r >= 0 && r < 3), mrr: round(ranks.reduce((sum, r) => sum + (r < 0 ? 0 : 1 / (r + 1)), 0) / ranks.length) }));
} else {
  console.log(JSON.stringify({ peer: 'minisearch', corpus: path.basename(corpus), build_s: round(build), p50_ms: round(times[times.length >> 1]),
    p99_ms: round(times[Math.floor(times.length * 0.99)]), rss_mb: process.resourceUsage().maxRSS >> 10, queries: queries.length }));
}
