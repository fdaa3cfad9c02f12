import { words } from '../words.js';

/** That nothing was altered, as far as a browser can tell. */
export const proof = words({
  title: ['Proof', '证明'],
  lead: ['That nothing in the log was altered, left out or put in', '日志未被修改、遗漏或插入的证明'],
  checkpoint: ['The newest checkpoint', '最新检查点'],
  origin: ['Log', '日志'],
  size: ['Events', '事件数'],
  root: ['Root of the tree', '树根'],
  askedAt: ['Fetched', '取得时间'],
  signature: ['Signature', '签名'],
  signatureGood: ['good: Ed25519, verified in this browser', '有效：已在本浏览器内验证（Ed25519）'],
  signatureUnable: ['not verified: this browser does not know Ed25519', '未验证：本浏览器不支持 Ed25519'],
  fingerprint: ['Key', '公钥指纹'],
  compare: [
    'The key came from the same server as the log. Compare its fingerprint with one that you got elsewhere: on paper, by telephone, at the founding meeting.',
    '该公钥与日志来自同一服务器。请将其指纹与您通过其他途径（书面、电话、成立会议）取得的指纹核对。',
  ],
  toCheckpoint: ['The checkpoint itself', '检查点原文'],
  toKeys: ['The keys of the log', '日志公钥'],
  first: [
    'This browser has not seen the log before. It keeps this checkpoint, and compares with it when you come back.',
    '本浏览器首次见到该日志，已保存此检查点，供下次对照。',
  ],
  grew: [
    'The log only grew since this browser saw it last, {when}, with {before} events: proven in this browser.',
    '自本浏览器上次（{when}，{before} 项事件）以来，日志只增未改：已在本浏览器内证明。',
  ],
  same: [
    'The log is what it was when this browser saw it last, {when}, with {before} events.',
    '日志与本浏览器上次所见（{when}，{before} 项事件）一致。',
  ],
  otherKey: ['It is signed by another key than then. Ask the operator for the new fingerprint.', '签名公钥与上次不同，请向运营方索取新指纹。'], // prettier-ignore
  not: ['This is not proven', '未能证明'],
  notHelp: [
    'What the server shows does not go together. Keep what you see, and tell the operator and the auditor.',
    '服务器所示内容前后不符。请保留证据，并告知运营方和审计方。',
  ],
  notHere: ['Proofs are not verified here', '此处无法验证证明'],
  notHereHelp: [
    'Browsers lend their cryptography only to pages that come by HTTPS. Open this page so, or verify a pack on your own machine.',
    '浏览器仅对 HTTPS 页面开放加密功能。请改用 HTTPS 打开，或在自己的电脑上验证审计包。',
  ],
  where: ['What is verified where', '何处验证何事'],
  here: [
    'Here, in your browser: the signature of the checkpoint, the way from an act to the root of the tree, and that the log only grew since your last visit.',
    '在您的浏览器内：检查点的签名、单项操作到树根的路径，以及自上次访问以来日志只增未改。',
  ],
  elsewhere: [
    'This page itself came from the server. Whoever trusts nobody verifies a pack on a machine of their own, without a network; that also covers the contents, sealed as they are:',
    '本页面本身也来自服务器。若不信任任何一方，请在自己的电脑上离线验证审计包，其中也包括（密封状态的）全部内容：',
  ],
  ofAct: ['Proof', '证明'],
  held: ['The log holds this act: proven in this browser.', '日志收录了此项操作：已在本浏览器内证明。'],
  heldUnsigned: [
    'The tree holds this act; its signature is not verified, since this browser does not know Ed25519.',
    '树中收录了此项操作；本浏览器不支持 Ed25519，签名未验证。',
  ],
  leaf: ['Leaf', '叶'],
  leafOf: ['{n} of {size}', '第 {n} 片，共 {size} 片'],
  way: ['To the root', '到树根'],
  hashes: ['{n} {n:hash|hashes}', '{n} 个散列值'],
  covers: ['Proven', '证明内容'],
  coversWhat: [
    'its place, alliance, kind and id; of all it says, the SHA-256 below',
    '位置、共同体、种类和编号；其余内容以下方 SHA-256 为据',
  ],
  keep: ['Keep the receipt', '保存回执'],
});
