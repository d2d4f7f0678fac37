// The same questions asked of npm chinese-days, which knows dates only: the next workday on or after a date, and the
// workday a number of workdays later. Each is asked in the package's two ways; run.sh takes the faster one.
// Usage: node chinese-days.mjs SECONDS
import chineseDays from 'chinese-days';

const day = 86400000;
const seconds = +process.argv[2] || 2;
const text = time => new Date(time).toISOString().slice(0, 10);
const dates = questions();

report('next-opening', 'findWorkday(0)', date => chineseDays.findWorkday(0, date));
report('next-opening', 'isWorkday, day by day', date => {
  let time = Date.parse(date);
  while (!chineseDays.isWorkday(text(time))) time += day;
  return text(time);
});
report('add-5-working-days', 'findWorkday(5)', date => chineseDays.findWorkday(5, date));
report('add-5-working-days', 'isWorkday, day by day', date => {
  let time = Date.parse(date);
  for (let left = 5; left > 0;) if (chineseDays.isWorkday(text(time += day))) left--;
  return text(time);
});

// The dates of 2024 to November 2026 by a generator that Program.cs repeats.
function questions() {
  let seed = 20261122;
  const first = Date.UTC(2024, 0, 1);
  const draw = () => (seed = (seed * 48271) % 2147483647);
  return Array.from({ length: 4096 }, () => {
    const date = text(first + (draw() % 1060) * day);
    draw();
    return date;
  });
}

function report(question, how, answer) {
  const until = performance.now() + 500;
  for (let index = 0; performance.now() < until; index++) answer(dates[index % dates.length]);
  const rates = [];
  for (let round = 0; round < 3; round++) {
    const started = performance.now();
    let count = 0;
    let elapsed = 0;
    while ((elapsed = performance.now() - started) < seconds * 1000 / 3)
      for (let index = 0; index < 256; index++) answer(dates[count++ % dates.length]);
    rates.push(count / elapsed * 1000);
  }
  console.log(`${question}\tchinese-days ${how}\t${Math.round(rates.sort((a, b) => a - b)[1])}`);
}
