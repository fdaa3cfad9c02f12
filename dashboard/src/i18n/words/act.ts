import { words } from '../words.js';

/** What the dialog of an act says. */
export const act = words({
  more: ['More acts', '更多操作'],
  send: ['Send', '提交'],
  sending: ['Sending…', '正在提交……'],
  checking: ['Checking the rules…', '正在核对规则……'],
  allowed: ['No rule stands in the way. It will be recorded:', '没有规则阻止。将记录：'],
  refused: ['The rules do not allow this:', '规则不允许此操作：'],
  incomplete: ['Fill in what is marked as required.', '请填写标有“必填”的项目。'],
  malformed: ['Something here is not valid:', '填写内容有误：'],
  unsure: [
    'No answer came, so it is not known whether it was recorded. Send again: it is recorded once.',
    '没有收到答复，无法确认是否已记录。请再次提交，不会重复记录。',
  ],
  changedTitle: ['Someone changed this while you looked', '在您查看期间，内容已被他人更改'],
  changedHelp: ['Here is how. Look again before you send.', '变更如下，请核对后再提交。'],
  was: ['You saw', '您所见'],
  is: ['Now', '现在'],
  since: ['What happened meanwhile', '期间发生的事'],
  sendStill: ['Send all the same', '仍然提交'],
  done: ['Recorded: {act}', '已记录：{act}'],
  required: ['required', '必填'],
  inChinese: ['In Chinese', '中文'],
  inEnglish: ['In English', '英文'],
  choose: ['Choose…', '请选择……'],
  add: ['Add', '添加'],
  remove: ['Remove', '移除'],
  nth: ['{what} {n}', '{what} {n}'],
  nothingToSay: ['There is nothing to fill in.', '无需填写。'],
  file: ['File', '文件'],
  fileHelp: [
    'It stays with you: its name and its fingerprint (SHA-256) are recorded.',
    '文件不会上传，仅记录名称与指纹（SHA-256）。',
  ],
  fileTooLarge: ['The file is larger than 200 MB.', '文件超过 200 MB。'],
  freeTimes: ['Nearest free times', '最近的空闲时段'],
});
