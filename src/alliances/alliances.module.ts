import { commandHandlers, queryHandlers } from '#nest-event-sourcing';
import { Module } from '@nestjs/common';
import { addAreas } from './add-areas.js';
import { admitUnit } from './admit-unit.js';
import { getAlliance } from './alliance-row.js';
import { getAreas } from './area-row.js';
import { AreasController } from './areas.controller.js';
import { closeArea } from './close-area.js';
import { getLowerAlliances } from './lower-alliances.js';
import { getArea } from './one-area.js';
import { getOrganisation } from './organisation.js';
import { OrganisationsController } from './organisations.controller.js';
import { placeAlliance } from './place-alliance.js';
import { renameArea } from './rename-area.js';
import { stateCoverage } from './state-coverage.js';
import { AlliancesController } from './alliances.controller.js';
import { applyForMembership } from './apply-for-membership.js';
import { declineApplication } from './decline-application.js';
import { endMandate } from './end-mandate.js';
import { foundAlliance } from './found-alliance.js';
import { giveMandate } from './give-mandate.js';
import { giveOffice } from './give-office.js';
import { leaveAlliance } from './leave-alliance.js';
import { getMandates } from './mandate-row.js';
import { MandatesController } from './mandates.controller.js';
import { OfficesController } from './offices.controller.js';
import { getMandate } from './one-mandate.js';
import { getUnit } from './one-unit.js';
import { reinstateUnit } from './reinstate-unit.js';
import { suspendUnit } from './suspend-unit.js';
import { getUnits } from './unit-row.js';
import { vacateOffice } from './vacate-office.js';
import { UnitsController } from './units.controller.js';

@Module({
  controllers: [
    AlliancesController,
    UnitsController,
    MandatesController,
    OfficesController,
    AreasController,
    OrganisationsController,
  ],
  providers: [
    ...commandHandlers(
      foundAlliance,
      applyForMembership,
      admitUnit,
      declineApplication,
      suspendUnit,
      reinstateUnit,
      leaveAlliance,
      giveMandate,
      endMandate,
      giveOffice,
      vacateOffice,
      placeAlliance,
      addAreas,
      renameArea,
      closeArea,
      stateCoverage,
    ),
    ...queryHandlers(
      getAlliance,
      getUnits,
      getUnit,
      getMandates,
      getMandate,
      getLowerAlliances,
      getAreas,
      getArea,
      getOrganisation,
    ),
  ],
})
export class AlliancesModule {}
