import { commandHandlers, queryHandlers } from '#nest-event-sourcing';
import { Module } from '@nestjs/common';
import { allocateToPledge } from './allocate-to-pledge.js';
import { offerResource } from './offer-resource.js';
import { getAllocations, getResource } from './one-resource.js';
import { pauseResource } from './pause-resource.js';
import { releaseAllocation } from './release-allocation.js';
import { getResources } from './resource-catalogue.js';
import { ResourcesController } from './resources.controller.js';
import { resumeResource } from './resume-resource.js';
import { reviseResource } from './revise-resource.js';
import { withdrawResource } from './withdraw-resource.js';

@Module({
  controllers: [ResourcesController],
  providers: [
    ...commandHandlers(
      offerResource,
      reviseResource,
      pauseResource,
      resumeResource,
      withdrawResource,
      allocateToPledge,
      releaseAllocation,
    ),
    ...queryHandlers(getResources, getResource, getAllocations),
  ],
})
export class ResourcesModule {}
