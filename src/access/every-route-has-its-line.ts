import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { routesIn } from '../platform/routes-of.js';
import { operationOf } from './operations.js';

/** Default is no: an application with a route of which the table of permissions says nothing does not start. */
@Injectable()
export class EveryRouteHasItsLine implements OnModuleInit {
  constructor(private readonly modules: ModulesContainer) {}

  /** @throws naming the operation */
  onModuleInit(): void {
    for (const { method } of routesIn(this.modules).values()) operationOf(method);
  }
}
