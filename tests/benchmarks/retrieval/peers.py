#!/usr/bin/python3
"""peers.py ENGINE CORPUS QUERIES [LABELS]   ENGINE: xapian or sqlite. Debian: python3-xapian.
Indexes heading and text as pairs of neighbouring characters (Xapian: its own CJK n-grams), asks every query as "any of
its terms", and prints one line of JSON. With LABELS the corpus is the labelled clauses and hit@1, hit@3, MRR are told."""
import json, re, resource, shutil, sqlite3, sys, tempfile, time

engine, corpus, asked = sys.argv[1:4]
labels = sys.argv[4] if len(sys.argv) > 4 else None
HAN = re.compile(r'[\u3400-\u9fff]+|[a-z0-9]+')


def pairs(text):
    terms = []
    for run in HAN.findall(text.lower()):
        terms += [run] if len(run) == 1 or run[0] < '\u3400' else [run[i:i + 2] for i in range(len(run) - 1)]
    return terms


if labels:
    rows = [(c['clause_id'], c['path'], c['text']) for c in map(json.loads, open(corpus, encoding='utf-8'))]
    questions = [json.loads(line) for line in open(labels, encoding='utf-8')]
    queries = [q['q'] for q in questions if q['gold']]
    gold = [set(q['gold']) for q in questions if q['gold']]
else:
    rows = [line.rstrip('\n').split('\t') for line in open(corpus, encoding='utf-8')]
    queries = [line.rstrip('\n') for line in open(asked, encoding='utf-8')]

folder = tempfile.mkdtemp()
started = time.perf_counter()
if engine == 'xapian':
    import xapian
    store = xapian.WritableDatabase(folder + '/x', xapian.DB_CREATE_OR_OVERWRITE)
    generator = xapian.TermGenerator()
    generator.set_flags(xapian.TermGenerator.FLAG_CJK_NGRAM)
    for name, heading, text in rows:
        document = xapian.Document()
        generator.set_document(document)
        generator.index_text_without_positions(heading)
        generator.index_text_without_positions(text)
        document.set_data(name)
        store.add_document(document)
    store.commit()
    store.close()
    enquire = xapian.Enquire(xapian.Database(folder + '/x'))

    def search(query):
        enquire.set_query(xapian.Query(xapian.Query.OP_OR, list(dict.fromkeys(pairs(query)))))
        return [match.document.get_data().decode() for match in enquire.get_mset(0, 10)]
else:
    store = sqlite3.connect(folder + '/s.db')
    store.execute("create virtual table f using fts5(heading, body, tokenize='unicode61')")
    store.executemany('insert into f(rowid, heading, body) values (?, ?, ?)', ((i, ' '.join(pairs(h)), ' '.join(pairs(t))) for i, (_, h, t) in enumerate(rows, 1)))
    store.commit()

    def search(query):
        terms = ' OR '.join(f'"{term}"' for term in dict.fromkeys(pairs(query)))
        return [rows[i - 1][0] for i, in store.execute('select rowid from f where f match ? order by rank limit 10', (terms,))] if terms else []

built = time.perf_counter() - started
for query in queries[:50]:
    search(query)
times, found = [], []
for query in queries:
    at = time.perf_counter()
    found.append(search(query))
    times.append((time.perf_counter() - at) * 1000)
times.sort()
line = {'peer': engine, 'corpus': corpus.rsplit('/', 1)[-1], 'build_s': round(built, 2), 'p50_ms': round(times[len(times) // 2], 3),
        'p99_ms': round(times[int(len(times) * 0.99)], 3), 'rss_mb': resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10, 'queries': len(queries)}
if labels:
    ranks = [next((i for i, name in enumerate(names) if name in right), None) for names, right in zip(found, gold)]
    line = {'peer': engine, 'hit1': round(sum(r == 0 for r in ranks) / len(ranks), 3), 'hit3': round(sum(r is not None and r < 3 for r in ranks) / len(ranks), 3),
            'mrr': round(sum(0 if r is None else 1 / (r + 1) for r in ranks) / len(ranks), 3)}
print(json.dumps(line))
shutil.rmtree(folder)
