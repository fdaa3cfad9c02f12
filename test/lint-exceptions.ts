/** Where a linter's rule does not fit this API: the rule, where, and why. One that is needed no more fails the test. */
export const exceptions: readonly Readonly<{ rule: string; at: RegExp; because: string }>[] = [
  {
    rule: 'owasp:api2:2023-read-restricted',
    at: /^paths \/(problems|health|metrics|sign-in|openapi)/,
    because: 'What a code means, and whether the process lives, is for everybody: they say nothing about any alliance.',
  },
  {
    rule: 'owasp:api8:2023-define-error-responses-401',
    at: /^paths \/(problems|health|metrics|sign-in|openapi)/,
    because: 'These routes ask for no credentials, so they never answer 401; saying that they do would be untrue.',
  },
  ...['owasp:api2:2023-read-restricted', 'owasp:api8:2023-define-error-responses-401'].map((rule) => ({
    ...{ rule, at: /^paths \/calendars\/\{file\}/ },
    because:
      'A calendar subscribes to an address and sends no credentials: the address holds a token that can be rotated.',
  })),
];
