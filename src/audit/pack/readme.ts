import { fingerprintOf } from '../key-succession.js';

type Told = Readonly<{
  origin: string;
  made: string;
  size: number;
  alliance: string | undefined;
  vkeys: readonly string[];
}>;

/** What stands beside the events, for whoever opens a pack years later. */
export const readmes = (told: Told): Readonly<Record<'README.md' | 'README.zh.md', string>> => ({
  'README.md': english(told),
  'README.zh.md': chinese(told),
});

const keysIn = ({ vkeys }: Told): string => vkeys.map((vkey) => `    ${vkey}\n    ${fingerprintOf(vkey)}`).join('\n');

const english = (told: Told): string => `# Audit pack of ${told.origin}

Every event of the log from the first one to number ${told.size}, as it is stored, exported at ${told.made}.
${told.alliance === undefined ? 'All of them are whole.' : `Those of the alliance ${told.alliance} are whole. Of all others there is what the log's tree has of them: whose they are,\nof which kind, and a hash of the rest; so this part proves that nothing of it is left out.`}

## Verify it

    lianjian audit verify THIS-PACK --key KEY

It needs no server, no database and no network. \`KEY\` is a key or its fingerprint that you did not get with this pack:
from the operator by another way, from /log/keys on another day, from an older pack. Without it you learn only that the
pack agrees with the key that lies in it, which whoever made it could have replaced. These lie in it:

${keysIn(told)}

With \`--since OLDER\`, a pack or a checkpoint that you kept, it shows that the log has only grown since.

## What is in it

- \`events-*.ndjson\`: an event a line, in the order in which they were recorded. \`content\` is byte for byte what is stored:
  the stream, its revision, the instant of recording, and the event's body with its data and who did it under which mandate.
  What people said, and what was said of them, is under \`sealed\`.
- \`dictionary.md\`: what each type of event means. \`formats.json\`: the version of its stored format.
- \`leaves-*\`: the tree's hash of each event, 32 bytes each. \`checkpoints.json\`: what was signed of the tree, and when it had
  which size. \`keys.json\`: who signed, and how each key names the next one.
- \`manifest\`: what is here, signed.

## Verify it without our program

The tree is that of RFC 6962 with SHA-256, and checkpoints are C2SP signed notes (c2sp.org/tlog-checkpoint). The leaf of a
line is made of its header, with the hash of its content in place of the content:

    {"position":1,"alliance":"…","type":"…","id":"…","content":{…}}          the line
    {"position":1,"alliance":"…","type":"…","id":"…","sha256":"…"}           the entry: 64 hexadecimal digits of SHA-256({…})
    SHA-256(0x00, entry)                                                    the leaf
`;

const chinese = (told: Told): string => `# ${told.origin} 的审计包

日志中自第一条起至第 ${told.size} 条的全部事件，按存储原样导出，导出时间 ${told.made}。
${told.alliance === undefined ? '所有事件均为完整内容。' : `联建共同体 ${told.alliance} 的事件为完整内容；其余事件只含日志树中的部分：属于谁、是哪一类，以及其余内容的散列值。因此可证明本部分没有遗漏。`}

## 如何验证

    lianjian audit verify 本审计包 --key 公钥

验证不需要服务器、数据库或网络。“公钥”应为公钥本身或其指纹，且不得取自本包：可由运营方通过其他途径告知，或取自另一日的
/log/keys、更早的审计包。不提供公钥时，只能说明本包与包内公钥一致，而包内公钥可能已被制作者替换。包内公钥如下：

${keysIn(told)}

加上 \`--since 旧包\`（您保存的旧审计包或检查点），可证明日志自那时起只增不改。

## 包内文件

- \`events-*.ndjson\`：每行一个事件，按记录顺序排列。\`content\` 与存储内容逐字节相同：所属流、修订号、记录时刻，以及事件正文
  （数据，以及由谁依据何种授权所为）。个人所说的话和有关个人的话均在 \`sealed\` 之下。
- \`dictionary.md\`：各类事件的含义。\`formats.json\`：各类事件存储格式的版本。
- \`leaves-*\`：树中每个事件的散列值，各 32 字节。\`checkpoints.json\`：对树所作的签名检查点。\`keys.json\`：签名公钥及其交接。
- \`manifest\`：经签名的文件清单。

## 不用本程序验证

树为 RFC 6962 所定义（SHA-256），检查点为 C2SP 签名文本（c2sp.org/tlog-checkpoint）。一行的叶由其头部与内容的散列值构成：

    {"position":1,"alliance":"…","type":"…","id":"…","content":{…}}          行
    {"position":1,"alliance":"…","type":"…","id":"…","sha256":"…"}           条目：SHA-256({…}) 的 64 位十六进制
    SHA-256(0x00, 条目)                                                     叶
`;
