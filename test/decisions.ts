import type { Decision } from '#event-sourcing';
import { readdirSync, readFileSync } from 'node:fs';
import { contextFolders } from './context-folders.js';

/** Every decision of every context, by the name of its command, as the files have it. */
export const allDecisions = async (): Promise<ReadonlyMap<string, Decision>> => {
  const files = contextFolders.flatMap((context) =>
    readdirSync(`src/${context}`)
      .filter(
        (file) => /^[a-z-]+\.ts$/.test(file) && readFileSync(`src/${context}/${file}`, 'utf8').includes(' = decision('),
      )
      .map((file) => `../src/${context}/${file.replace(/ts$/, 'js')}`),
  );
  const modules: object[] = [];
  for (const file of files) modules.push(await import(file)); // side by side, Jest loses what two of them import
  const found = modules.flatMap((each) => Object.values(each)).filter(isDecision);
  return new Map(found.map((each) => [each.command.name, each]));
};

const isDecision = (value: any): value is Decision =>
  typeof value?.decide === 'function' && typeof value.command === 'function' && typeof value.stream === 'object';
