// The alliance at a glance, until the dashboard's own issue: a client of the public API, with the reader's key.
const words = {
  en: {
    key: 'Key',
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
    key: '密钥',
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
  at('language').textContent = say('other');
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

const get = async (path, key) => {
  const headers = { authorization: `Bearer ${key}`, 'accept-language': language === 'zh' ? 'zh-CN' : 'en' };
  const response = await fetch(path, { headers, signal: AbortSignal.timeout(10_000) });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.title);
  return answer;
};

const show = async (key) => {
  try {
    const { alliance } = await get('/v1/me', key);
    if (!alliance) throw new Error(say('none'));
    shown = await get(`${alliance}/dashboard`, key);
    sessionStorage.setItem('key', key);
    problem('');
  } catch (error) {
    shown = undefined;
    at('dashboard').hidden = true;
    problem(error instanceof TypeError ? say('failed') : error.message);
  }
  render();
};

at('ask').addEventListener('submit', (event) => {
  event.preventDefault();
  void show(at('key').value.trim());
});
at('language').addEventListener('click', () => {
  language = language === 'zh' ? 'en' : 'zh';
  localStorage.setItem('language', language);
  render();
});
render();
const kept = sessionStorage.getItem('key');
if (kept) {
  at('key').value = kept;
  void show(kept);
}
