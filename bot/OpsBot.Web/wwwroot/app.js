// The chat page: Microsoft's Web Chat against our own Direct Line, and in demo mode the persona switch and the clock.
(() => {
  'use strict';

  const TOKEN_EXPIRED = 3; // connection states of Web Chat's Direct Line client
  const FAILED_TO_CONNECT = 4;
  const CLOCK_POLL_MS = 15000;
  const fonts = "'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif";
  const noAnswer = '系统没有应答，请稍后再试。';
  const $ = id => document.getElementById(id);
  let line = null;

  const styleOptions = {
    accent: '#0b4f8a',
    primaryFont: fonts,
    monospaceFont: fonts,
    botAvatarInitials: '助',
    userAvatarInitials: '我',
    bubbleBackground: '#f2f4f7',
    bubbleBorderRadius: 8,
    bubbleFromUserBackground: '#dcebf9',
    bubbleFromUserBorderRadius: 8,
    bubbleMaxWidth: 720,
    bubbleMinWidth: 120,
    hideUploadButton: true,
    sendBoxButtonColor: '#0b4f8a',
    sendBoxHeight: 56,
    sendBoxBorderTop: '2px solid #8a8a8a',
    sendBoxTextWrap: true,
    subtle: '#4a4a4a',
    suggestedActionLayout: 'flow',
    suggestedActionBorderRadius: 6,
    suggestedActionHeight: 48,
    timestampColor: '#4a4a4a',
    timestampFormat: 'absolute',
  };

  const cardStyle = {
    fontFamily: fonts,
    fontSizes: { small: 16, default: 18, medium: 19, large: 21, extraLarge: 24 },
    spacing: { small: 6, default: 8, medium: 14, large: 20, extraLarge: 28, padding: 14 },
    actions: { actionsOrientation: 'vertical', actionAlignment: 'stretch', buttonSpacing: 8, maxActions: 10, spacing: 'default' },
    supportsInteractivity: true,
  };

  function notice(text, retry) {
    $('notice').hidden = !text;
    $('notice-text').textContent = text || '';
    $('notice-retry').hidden = !retry;
    $('notice-retry').onclick = retry || null;
  }

  // Answers of our own API; a refusal carries a sentence that says what to do.
  async function call(path, body) {
    const answer = await fetch(path, body === undefined
      ? { cache: 'no-store' }
      : { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) },
    ).catch(() => { throw new Error(noAnswer); });
    if (answer.ok) return answer.json();
    const refusal = await answer.json().catch(() => null);
    throw new Error(refusal?.error?.message ?? refusal?.message ?? noAnswer);
  }

  // Web Chat only marks what was not taken; why, and what to do, stands in the refusal.
  function sayRefusals(chat) {
    const post = chat.postActivity.bind(chat);
    chat.postActivity = activity => {
      const sent = post(activity);
      const subscribe = sent.subscribe.bind(sent);
      sent.subscribe = (next, failed, done) => {
        const observer = typeof next === 'object' && next !== null ? next : { next, error: failed, complete: done };
        return subscribe({
          next: value => observer.next?.(value),
          complete: () => observer.complete?.(),
          error: fault => {
            const told = fault?.xhr?.response ?? fault?.response;
            const said = typeof told === 'string' ? parsed(told) : told;
            notice(said?.error?.message ?? noAnswer);
            observer.error?.(fault);
          },
        });
      };
      return sent;
    };
  }

  function parsed(text) {
    try {
      return JSON.parse(text);
    } catch {
      return null;
    }
  }

  function openChat({ token, userId, name }, again) {
    line?.end();
    $('leave').disabled = false;
    const seat = document.createElement('div');
    seat.dataset.user = userId;
    $('chat').replaceChildren(seat);
    const mine = line = window.WebChat.createDirectLine({ domain: `${location.origin}/v3/directline`, token });
    sayRefusals(mine);
    mine.connectionStatus$.subscribe(status => {
      if (mine !== line) return;
      if (status === FAILED_TO_CONNECT) notice('没能连上系统。您的内容没有丢失，请稍后重新连接。', again);
      else if (status === TOKEN_EXPIRED) notice('登录已过期。', again);
      else notice('');
    });
    window.WebChat.renderWebChat({
      directLine: mine,
      store: window.WebChat.createStore(),
      userID: userId,
      username: name,
      locale: 'zh-CN',
      styleOptions,
      adaptiveCardsHostConfig: cardStyle,
    }, seat);
  }

  // ---- demo mode

  const zone = 'Asia/Shanghai';
  const clockWords = new Intl.DateTimeFormat('zh-CN', {
    timeZone: zone, year: 'numeric', month: 'long', day: 'numeric', weekday: 'long', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
  });
  const roleNames = { cadre: '干部', handler: '承办人', leader: '单位负责人', supervisor: '专班', admin: '通知管理员', approver: '审批人' };
  let clock = null;

  function showClock() {
    if (!clock) return;
    const now = new Date(clock.at + (performance.now() - clock.read));
    $('clock-now').dateTime = now.toISOString();
    $('clock-now').textContent = clockWords.format(now);
  }

  function takeClock({ now, explain }) {
    clock = { at: Date.parse(now), read: performance.now() };
    $('clock-explain').textContent = explain ?? '';
    showClock();
  }

  async function moveClock(step) {
    try {
      takeClock(await call('/api/demo/clock', step));
      notice('');
    } catch (error) {
      notice(`时间没有拨动：${error.message}`);
    }
  }

  async function enterAs(person) {
    try {
      const seat = await call('/api/demo/token', { person });
      history.replaceState(null, '', `?person=${encodeURIComponent(person)}`);
      notice('');
      openChat(seat, () => enterAs(person));
    } catch (error) {
      notice(`没能进入聊天：${error.message}`, () => enterAs(person));
    }
  }

  async function startDemo(people) {
    const select = $('person');
    for (const { id, name, unit, roles } of people) {
      const words = [name, unit, roles.map(role => roleNames[role] ?? role).join('、')].filter(Boolean);
      select.add(new Option(words.join('　'), id));
    }
    const wanted = new URLSearchParams(location.search).get('person');
    if (people.some(p => p.id === wanted)) select.value = wanted;
    select.addEventListener('change', () => enterAs(select.value));
    document.querySelectorAll('[data-advance]').forEach(button =>
      button.addEventListener('click', () => moveClock({ advance: button.dataset.advance })));
    $('clock-form').addEventListener('submit', event => {
      event.preventDefault();
      moveClock({ to: `${$('clock-to').value}:00+08:00` });
    });
    document.title = `【演示】${document.title}`;
    const poll = () => call('/api/demo/clock').then(takeClock, () => { $('clock-explain').textContent = '（没有读到时间）'; });
    setInterval(poll, CLOCK_POLL_MS);
    setInterval(showClock, 1000);
    await poll();
    if (select.value) await enterAs(select.value);
  }

  // ---- with a token of the organisation's portal: /#token=…

  function startWithToken() {
    const token = new URLSearchParams(location.hash.slice(1)).get('token') ?? sessionStorage.getItem('token');
    history.replaceState(null, '', location.pathname); // out of the address bar and the history
    const claims = token && readClaims(token);
    if (!claims) {
      notice('请从单位门户进入。门户会带上您的令牌打开本页，单独打开本页不能聊天。');
      return;
    }
    // A reload stays in the chat, with the freshest token; closing the tab leaves it.
    window.addEventListener('pagehide', () => sessionStorage.setItem('token', line.token ?? token));
    openChat({ token, userId: claims.user, name: claims.name }, () => notice('登录已过期，请从单位门户重新进入。'));
  }

  // ---- without a name: /public

  // Only for a reload of this page: closing the tab forgets it, and so does leaving. No cookie is set.
  const VISIT = 'visit';

  async function enterAsVisitor() {
    try {
      const visit = await call('/v3/directline/tokens/anonymous', {});
      notice('');
      openVisit(visit.token);
    } catch (error) {
      notice(`没能打开：${error.message}`, enterAsVisitor);
    }
  }

  function openVisit(token) {
    sessionStorage.setItem(VISIT, token);
    openChat({ token, userId: readClaims(token).user }, enterAsVisitor);
  }

  // The conversation is closed at the server too, so that nobody goes on with it at this screen.
  async function leaveVisit() {
    const left = line;
    const token = left?.token ?? sessionStorage.getItem(VISIT);
    $('leave').disabled = true;
    line = null;
    left?.end();
    sessionStorage.removeItem(VISIT);
    $('chat').replaceChildren();
    const conversation = token && readClaims(token)?.conv;
    const answer = conversation && await fetch(`/v3/directline/conversations/${encodeURIComponent(conversation)}/activities`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
      body: JSON.stringify({ type: 'endOfConversation', code: 'userCancelled' }),
    }).catch(() => null);
    notice(answer?.ok ? '已结束，本页不再保留对话。再来时会是新的对话。' : '本页不再保留对话，但系统没有应答。请关闭浏览器窗口。', enterAsVisitor);
  }

  function startAsVisitor() {
    $('leave').addEventListener('click', leaveVisit);
    window.addEventListener('pagehide', () => line && sessionStorage.setItem(VISIT, line.token));
    const known = sessionStorage.getItem(VISIT);
    if (known && readClaims(known)) openVisit(known);
    else enterAsVisitor();
  }

  function readClaims(token) {
    try {
      const bytes = Uint8Array.from(atob(token.split('.')[1].replace(/-/g, '+').replace(/_/g, '/')), c => c.charCodeAt(0));
      return JSON.parse(new TextDecoder().decode(bytes));
    } catch {
      return null;
    }
  }

  async function start() {
    if (!window.WebChat) {
      notice('缺少聊天组件。请管理员运行 bot/OpsBot.Web/get-webchat.sh，再重启。');
      return;
    }
    if (document.documentElement.dataset.mode === 'public') {
      startAsVisitor();
      return;
    }
    if (document.documentElement.dataset.mode !== 'demo') {
      startWithToken();
      return;
    }
    try {
      await startDemo(await call('/api/demo/people'));
    } catch (error) {
      notice(`没能读到演示人员：${error.message}`, () => location.reload());
    }
  }

  start();
})();
