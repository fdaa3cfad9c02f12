/** What the pages of the sign-in say. */
export const texts = {
  en: {
    title: 'Sign in',
    ready: 'This link signs you in once. Go on only where you asked for it yourself.',
    signIn: 'Sign in',
    signOut: 'Sign out',
    again: 'Start again',
    home: 'To the alliance',
    ways: 'People sign in here by a link: ask the operator for one (lianjian sign-in-link).',
    used: 'This link was used already, or is older than fifteen minutes. Ask for a new one.',
    failed: 'The sign-in did not come to its end. Nobody was signed in.',
    unknown:
      'You have proved who you are, and nobody here is linked to it yet. Give an officer of your alliance these two lines:',
    foreign: 'This did not come from a page of this application. Open the page yourself and try again.',
    insecure: 'Whoever listens to this network could sign in as you. Use https, or this machine itself.',
    silent: 'The service that knows who you are does not answer. Try again in a moment.',
    gone: 'There is no such page.',
  },
  zh: {
    title: '登录',
    ready: '此链接只能登录一次。请仅在您本人申请了该链接时继续。',
    signIn: '登录',
    signOut: '退出',
    again: '重新开始',
    home: '进入联建共同体',
    ways: '此处凭链接登录：请向运营方索取（lianjian sign-in-link）。',
    used: '此链接已被使用，或已超过十五分钟。请重新索取。',
    failed: '登录未能完成，未登录任何人。',
    unknown: '您的身份已核实，但此处尚无人与之关联。请将以下两行交给联席会议任职者：',
    foreign: '此请求并非来自本系统页面。请自行打开页面后重试。',
    insecure: '此网络上的他人可能冒用您的登录。请使用 https，或在本机操作。',
    silent: '身份服务没有响应，请稍后重试。',
    gone: '没有此页面。',
  },
} as const;
export type Text = keyof (typeof texts)['en'];
