import { lazily } from '../ui/lazily.js';

// The pages that stand outside of every alliance.

const front = () => import('./sign-in.js');
export const { Shown: SignIn, begin: beginFront } = lazily(async () => (await front()).SignIn);
export const { Shown: ChooseAlliance } = lazily(async () => (await front()).ChooseAlliance);
export const { Shown: NoUnit } = lazily(async () => (await front()).NoUnit);
export const { Shown: Outside } = lazily(async () => (await front()).Outside);
export const { Shown: OperatorPage, begin: beginOperator } = lazily(
  async () => (await import('../pages/health/health-page.js')).HealthPage,
);
