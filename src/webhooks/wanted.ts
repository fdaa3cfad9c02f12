import { applyDecorators } from '@nestjs/common';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, Matches } from 'class-validator';
import { Matching } from '../platform/fields.js';

const types_max = 200;

/** Where the events go. What else an address must be is for a rule to say. */
export const Address = (): PropertyDecorator => Matching(/^https?:\/\/[\x21-\x7e]{1,180}$/);

/** Names of events, such as PledgeMade. */
export const EventTypes = (): PropertyDecorator =>
  applyDecorators(
    IsArray(),
    ArrayMinSize(1),
    ArrayMaxSize(types_max),
    ArrayUnique(),
    Matches(/^[A-Z][A-Za-z]{1,60}$/, { each: true }),
  );
