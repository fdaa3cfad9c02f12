// The alliance at a glance, until the dashboard's own issue: a client of the public API, by the reader's session or key.
const words = {
  en: {
    signIn: 'Sign in',
    signOut: 'Sign out',
    unit: 'Unit',
    key: 'or by a key',
    show: 'Show',
    other: '中文',
    projects: 'Projects under way: delivered and pledged of what is needed',
    short: 'What is short',
    shared: 'What is shared',
    motions: 'Before the committee',
    units: 'Member units',
    latest: 'What happened lately',
    description: 'Description of the API',
    of: 'of',
    allocated: 'allocated',
    none: 'Nothing.',
    ballots: 'ballots',
    until: 'until',
    failed: 'The server did not answer.',
  },
  zh: {
    signIn: '登录',
    signOut: '退出',
    unit: '单位',
    key: '或使用密钥',
    show: '查看',
    other: 'English',
    projects: '进行中的项目：已兑现与已认领',
    short: '缺口',
    shared: '共享资源',
    motions: '待议事项',
    units: '成员单位',
    latest: '最近动态',
    description: '接口说明',
    of: '/',
    allocated: '已分配',
    none: '暂无。',
    ballots: '票',
    until: '截止',
    failed: '服务器没有响应。',
  },
};
let language = localStorage.getItem('language') ?? (navigator.language.startsWith('zh') ? 'zh' : 'en');
let shown;
/** Whoever is signed in, as /v1/me says. */
let me;

const at = (id) => document.getElementById(id);
const say = (word) => words[language][word];
const theirs = (text) => text[language] ?? text.zh ?? text.en;
const number = (value) => new Intl.NumberFormat(language).format(value);
const when = (instant) =>
  new Intl.DateTimeFormat(language, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: shown.charter.timeZone,
  }).format(new Date(instant));
/** Money is counted in minor units. */
const amount = (quantity, { kind, unitOfMeasure }) => {
  if (kind !== 'money') return `${number(quantity)} ${unitOfMeasure}`;
  const format = new Intl.NumberFormat(language, { style: 'currency', currency: unitOfMeasure });
  return format.format(quantity / 10 ** format.resolvedOptions().maximumFractionDigits);
};

const element = (name, text, ...children) => {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  made.append(...children);
  return made;
};
const row = (...cells) => element('tr', '', ...cells.map((cell) => element('td', cell)));
const fill = (id, children) =>
  at(id).replaceChildren(...(children.length > 0 ? children : [element('small', say('none'))]));

const bar = ({ needed, pledged, delivered }) => {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('class', 'bar');
  svg.setAttribute('viewBox', '0 0 100 1');
  svg.setAttribute('preserveAspectRatio', 'none');
  for (const [name, value] of [
    ['promised', pledged],
    ['done', delivered],
  ]) {
    const part = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
    part.setAttribute('class', name);
    part.setAttribute('height', '1');
    part.setAttribute('width', String(Math.min(100, (100 * value) / needed)));
    svg.append(part);
  }
  return svg;
};

const render = () => {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  for (const each of document.querySelectorAll('[data-say]')) each.textContent = say(each.dataset.say);
  for (const each of document.querySelectorAll('[data-label]'))
    each.setAttribute('aria-label', say(each.dataset.label));
  at('language').textContent = say('other');
  at('ask').hidden = Boolean(me);
  at('signed-in').hidden = !me;
  const chosen = at('unit').value;
  at('unit').replaceChildren(
    ...(me?.units ?? []).map((each) => {
      const option = element('option', [each.name, each.allianceName].map((name) => name && theirs(name)).join(' · '));
      return Object.assign(option, { value: each.unitId });
    }),
  );
  if (me?.units.some(({ unitId }) => unitId === chosen)) at('unit').value = chosen;
  at('person').textContent = me?.units.find(({ unitId }) => unitId === at('unit').value)?.personName ?? '';
  if (!shown) return;
  at('name').textContent = theirs(shown.name);
  fill(
    'requirements',
    shown.requirements.map((each) =>
      element(
        'div',
        '',
        element(
          'div',
          `${amount(each.delivered, each)} + ${amount(each.pledged - each.delivered, each)} ${say('of')} ${amount(each.needed, each)}`,
        ),
        bar(each),
      ),
    ),
  );
  fill(
    'shortfalls',
    shown.shortfalls.map((each) =>
      element('li', `${amount(each.short, each)} · ${theirs(each.description)} `, element('small', theirs(each.title))),
    ),
  );
  fill(
    'resources',
    shown.resources.map((each) =>
      row(
        `${each.kind} × ${number(each.count)}`,
        amount(each.quantity, each),
        `${amount(each.allocated, each)} ${say('allocated')}`,
      ),
    ),
  );
  fill(
    'motions',
    shown.openMotions.map((each) => {
      const ballots = each.entitled === null ? each.status : `${each.ballots}/${each.entitled} ${say('ballots')}`;
      return element(
        'li',
        `${theirs(each.title)} `,
        element('small', `${ballots}${each.closesAt ? ` · ${say('until')} ${when(each.closesAt)}` : ''}`),
      );
    }),
  );
  fill(
    'units',
    shown.units.map((each) => row(each.kind, each.status, number(each.count))),
  );
  fill(
    'latest',
    shown.latest.map((each) => element('li', `${each.type} `, element('small', when(each.at)))),
  );
  at('dashboard').hidden = false;
};

const problem = (text) => {
  at('problem').textContent = text;
  at('problem').hidden = !text;
};

/** By a key; or by the session, whose cookie the browser sends along, for one of the person's units. */
const get = async (path, { key, unitId } = {}) => {
  const headers = {
    'accept-language': language === 'zh' ? 'zh-CN' : 'en',
    ...(key && { authorization: `Bearer ${key}` }),
    ...(unitId && { 'lianjian-unit': unitId }),
  };
  const response = await fetch(path, { headers, signal: AbortSignal.timeout(10_000) });
  const answer = await response.json();
  if (!response.ok) throw Object.assign(new Error(answer.title), { status: response.status });
  return answer;
};

/** Runs what shows something, or says why there is nothing to be shown. */
const showing = async (work) => {
  try {
    shown = await work();
    problem('');
  } catch (error) {
    shown = undefined;
    at('dashboard').hidden = true;
    problem(error instanceof TypeError ? say('failed') : error.message);
  }
  render();
};

const showByKey = (key) =>
  showing(async () => {
    const { alliance } = await get('/v1/me', { key });
    if (!alliance) throw new Error(say('none'));
    const dashboard = await get(`${alliance}/dashboard`, { key });
    sessionStorage.setItem('key', key);
    return dashboard;
  });

const showUnit = () =>
  showing(async () => {
    const unit = me.units.find(({ unitId }) => unitId === at('unit').value);
    if (!unit) throw new Error(say('none'));
    localStorage.setItem('unit', unit.unitId);
    return get(`${unit.alliance}/dashboard`, unit);
  });

/** The session, where there is one; else the key that this tab was given. */
const begin = async () => {
  try {
    me = await get('/v1/me');
  } catch (error) {
    if (error.status !== 401) problem(error instanceof TypeError ? say('failed') : error.message);
  }
  render();
  if (me) {
    const last = localStorage.getItem('unit');
    if (me.units.some(({ unitId }) => unitId === last)) at('unit').value = last;
    return showUnit();
  }
  const kept = sessionStorage.getItem('key');
  at('key').value = kept ?? '';
  return kept ? showByKey(kept) : undefined;
};

at('ask').addEventListener('submit', (event) => {
  event.preventDefault();
  void showByKey(at('key').value.trim());
});
at('unit').addEventListener('change', () => void showUnit());
at('language').addEventListener('click', () => {
  language = language === 'zh' ? 'en' : 'zh';
  localStorage.setItem('language', language);
  render();
});
void begin();
