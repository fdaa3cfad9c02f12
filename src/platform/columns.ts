import { applyDecorators } from '@nestjs/common';
import { IsBoolean, IsIn, IsInt, IsString } from 'class-validator';
import { Column, PrimaryColumn } from 'typeorm';
import { AnyJson, IsId, IsInstant, ListOf, Nested, OrNull, Words } from './fields.js';

/** One declaration per field of a read model: the table's column, and what the API description says of the answer. */
type Nullable = Readonly<{ nullable?: boolean }>;
const also = ({ nullable }: Nullable): readonly PropertyDecorator[] => (nullable ? [OrNull()] : []);
const column = (
  type: 'text' | 'int' | 'bigint' | 'boolean' | 'jsonb',
  options: Nullable,
  ...rules: readonly PropertyDecorator[]
) => applyDecorators(Column({ type, nullable: options.nullable ?? false }), ...rules, ...also(options));

export const KeyColumn = (): PropertyDecorator => applyDecorators(PrimaryColumn('text'), IsId());
export const IdColumn = (options: Nullable = {}): PropertyDecorator => column('text', options, IsId());
export const TextColumn = (options: Nullable = {}): PropertyDecorator => column('text', options, IsString());
export const WordColumn = (words: readonly string[], options: Nullable = {}): PropertyDecorator =>
  column('text', options, IsIn([...words]));
/** ISO 8601 in UTC, as text: so it reads back as the fold wrote it, and compares as text. */
export const InstantColumn = (options: Nullable = {}): PropertyDecorator => column('text', options, IsInstant());
/** A count or a sum of quantities. */
export const WholeColumn = (options: Nullable = {}): PropertyDecorator => column('bigint', options, IsInt());
export const FlagColumn = (): PropertyDecorator => column('boolean', {}, IsBoolean());
export const WordsColumn = (): PropertyDecorator => column('jsonb', {}, Words());
export const ObjectColumn = (of: new () => object, options: Nullable = {}): PropertyDecorator =>
  column('jsonb', options, Nested(of));
export const ListColumn = (of: new () => object): PropertyDecorator =>
  column('jsonb', {}, ListOf([of], { min: 0, max: 100_000 }));
export const JsonColumn = (options: Nullable = {}): PropertyDecorator => column('jsonb', options, AnyJson());
