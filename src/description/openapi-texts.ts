/** What the description says of the API as a whole. The conventions are told at length in docs/api.md. */
export const introduction = {
  title: 'Lianjian 联建',
  description: `Alliances of neighbouring organisations: share, decide, pledge, deliver.

**Writes** take an \`Idempotency-Key\` and answer where the facts went; the same request again gets the same answer. \`If-Match\` with an \`ETag\` refuses what somebody else changed meanwhile, \`?dryRun=true\` says what would be recorded, or every rule that fails.

**Questions** are answered from read models, which follow the log in milliseconds: \`Lianjian-After\` with the position of a receipt waits for them. Lists come in pages; \`next\` is the \`cursor\` of the next one.

**Errors** are problem documents (RFC 9457) in Chinese or English. Their \`type\` is stable and leads to a page that says what to do.

**Names** of fields are added, never changed: pass over the fields that you do not know. What is to go is announced by \`Deprecation\` and \`Sunset\`.`,
  contact: {
    name: 'Who runs this installation',
    url: 'https://lianjian.example/contact',
    email: 'contact@lianjian.example',
  },
  license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
};

/** What each context is about. */
export const contextTexts: Readonly<Record<string, string>> = {
  platform: 'What the API says of itself: health, and the meaning of every problem.',
  access: 'Who may act: keys, people, sign-in.',
  alliances: 'The alliance, its charter, its areas, its member units, their mandates and offices.',
  resources: 'What units share, and who uses it when: offers, bookings, series, allocations.',
  projects: 'Joint projects: requirements, pledges, deliveries, fund, milestones, reports, evaluation.',
  committee: 'The joint committee: meetings, motions, ballots, hearings, minutes, actions.',
  findings: 'What auditors found, what the units answer, and what came of it.',
  overview: 'Questions across all of it: dashboard, open matters, statement, calendar, history.',
  history: 'The history, out: all events in the order in which they were recorded, in the forms that others read.',
  audit: 'What proves that the log holds an act. The tree itself is at `/log/`, as C2SP describes it.',
  webhooks: 'What is sent to the software of partners when something happens.',
  live: 'What happens, as it happens.',
  feeds: 'What calendars subscribe to.',
};

/** How a caller says who it is: each of these by itself is enough. */
export const schemes = {
  key: {
    ...{ type: 'http', scheme: 'bearer' },
    description: 'A key that was issued to software: `lj_…`. It acts for a person and a unit, or for the operator.',
  },
  token: {
    ...{ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
    description:
      'An OpenID Connect access token of a person, checked as RFC8725 asks: algorithm, issuer, audience, times.',
  },
  session: {
    ...{ type: 'apiKey', in: 'cookie', name: '__Host-lianjian-session' },
    description: 'Of a person who has signed in on the page. Writes are taken from pages of this installation only.',
  },
};
