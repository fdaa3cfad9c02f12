import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { formats } from '../src/contexts.js';
import { contextFolders } from './context-folders.js';

type Fact = Readonly<{ type: string; doc: string; data: string }>;

/** docs/events.md: every stored event, as the source of each context declares and explains it. */
export const eventCatalogue = (): string =>
  [
    '# Events',
    'What the log holds, by context. A type and its versions are a stored format: they only grow. Made by `npm run docs`.',
    ...contextFolders.flatMap((context) => {
      const source = sourceOf(`src/${context}/events.ts`);
      return [`## ${context}`, ...unionsIn(source).flatMap((union) => sectionOf(union, source))];
    }),
  ].join('\n\n');

const sourceOf = (file: string): ts.SourceFile =>
  ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);

const unionsIn = (source: ts.SourceFile): readonly ts.TypeAliasDeclaration[] =>
  source.statements.filter(ts.isTypeAliasDeclaration).filter(({ name }) => name.text.endsWith('Event'));

const sectionOf = (union: ts.TypeAliasDeclaration, source: ts.SourceFile): readonly string[] => {
  const members = ts.isUnionTypeNode(union.type) ? [...union.type.types] : [union.type];
  const facts = members.map((member) => factOf(member, source));
  return [
    `### ${union.name.text.replace(/Event$/, '')} stream`,
    docOf(union, source),
    ...facts.map(
      ({ type, doc, data }) =>
        `#### ${type} (version ${formats.versionOf(type)})\n\n${doc}\n\n\`\`\`ts\ntype ${type} = ${data};\n\`\`\``,
    ),
  ];
};

const factOf = (member: ts.TypeNode, source: ts.SourceFile): Fact => {
  const reference = member as ts.TypeReferenceNode;
  const [name, data] = reference.typeArguments ?? [];
  if (!name || !data) throw new Error(`${source.fileName}: ${member.getText(source)} is no Event<'Type', {…}>`);
  return { type: name.getText(source).slice(1, -1), doc: docOf(member, source), data: data.getText(source) };
};

/** The doc comment before a node, without its stars. @throws where there is none: a fact is explained */
const docOf = (node: ts.Node, source: ts.SourceFile): string => {
  const text = commentBefore(source.text, node.getStart(source));
  const doc = text
    .replace(/^\/\*\*|\*\/$/g, '')
    .replace(/^\s*\* ?/gm, '')
    .trim();
  if (!doc) throw new Error(`${source.fileName}: no doc comment before ${node.getText(source).slice(0, 60)}`);
  return doc;
};

const commentBefore = (text: string, start: number): string => {
  const before = text.slice(0, start).replace(/[|\s]*$/, '');
  return before.endsWith('*/') ? before.slice(before.lastIndexOf('/**')) : '';
};
