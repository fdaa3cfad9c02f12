import { Ajv2020 } from 'ajv/dist/2020.js';
import { readFileSync } from 'node:fs';
import { checkOptions } from '../platform/body-pipe.js';
import { schemasOf } from '../platform/body-schema.js';
import { faultOf } from '../platform/field-faults.js';
import { isStorable } from '../platform/fields.js';
import { DemoFile } from './demo-file.js';

/** The file cannot be loaded. The message names each place, as a JSON pointer, and what is wrong there. */
export class BrokenDemoFile extends Error {
  constructor(file: string, places: readonly string[]) {
    super(`${file} cannot be loaded:\n${places.map((place) => `  ${place}`).join('\n')}`);
  }
}

const sections = [
  'alliance',
  'units',
  'resources',
  'bookings',
  'projects',
  'motions',
  'meetings',
  'pledges',
  'deliveries',
  'actions',
  'applications',
  'findings',
];
const bytes_max = 10 << 20;
const places_max = 20;

export type ReadDemoFile = Readonly<{ file: DemoFile; skipped: readonly string[] }>;

/** Reads a file of the demo's format. Sections that the system does not know yet are named. @throws BrokenDemoFile */
export const readDemoFile = (path: string): ReadDemoFile => {
  const given = parsed(path);
  const known = Object.fromEntries(
    sections.map((name) => [name, given[name] ?? (name === 'alliance' ? undefined : [])]),
  );
  const check = new Ajv2020({ ...checkOptions, allErrors: true }).compile({
    components: { schemas: schemasOf(DemoFile) },
    $ref: '#/components/schemas/DemoFile',
  });
  if (!check(JSON.parse(JSON.stringify(known))))
    throw new BrokenDemoFile(
      path,
      check
        .errors!.slice(0, places_max)
        .map(faultOf)
        .map(({ pointer, detail }) => `${pointer || '/'} ${detail.en}`),
    );
  if (!isStorable(known)) throw new BrokenDemoFile(path, ['/ holds text that cannot be stored']);
  const file = known as unknown as DemoFile; // checked just now
  const lost = strays(file);
  if (lost.length > 0) throw new BrokenDemoFile(path, lost.slice(0, places_max));
  return { file, skipped: Object.keys(given).filter((name) => !sections.includes(name) && !name.startsWith('$')) };
};

const parsed = (path: string): Record<string, unknown> => {
  try {
    const bytes = readFileSync(path);
    if (bytes.length > bytes_max) throw new Error(`it is larger than ${bytes_max} bytes`);
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
    throw new Error('it is no JSON object');
  } catch (error) {
    throw new BrokenDemoFile(path, [`/ ${error instanceof Error ? error.message : String(error)}`]);
  }
};

/** Every key that leads nowhere, or stands twice, with its place. */
const strays = (file: DemoFile): readonly string[] => {
  const units = new Set(file.units.map(({ key }) => key));
  const [resources, projects, meetings] = [file.resources, file.projects, file.meetings].map(
    (all) => new Set(all.map(({ key }) => key)),
  );
  const requirements = new Set(
    file.projects.flatMap((project) => project.requirements.map(({ key }) => `${project.key} ${key}`)),
  );
  const pledges = new Set(file.pledges.map(({ project, requirement, unit }) => `${project} ${requirement} ${unit}`));
  const found: string[] = [];
  const check = (place: string, key: string | undefined, among: ReadonlySet<string> | undefined, what: string) => {
    if (key !== undefined && !among!.has(key)) found.push(`${place} there is no ${what} ${key}`);
  };
  const twice = (section: string, keys: readonly string[]) =>
    keys.forEach((key, n) => keys.indexOf(key) < n && found.push(`/${section}/${n} ${key} stands twice`));
  check('/alliance/chair', file.alliance.chair, new Set(file.alliance.foundingUnits), 'founding unit');
  file.alliance.foundingUnits.forEach((key, n) => check(`/alliance/foundingUnits/${n}`, key, units, 'unit'));
  check('/units/0/key', file.units[0]?.key, new Set(file.alliance.foundingUnits), 'founding unit');
  for (const section of ['units', 'resources', 'projects', 'motions', 'meetings', 'actions', 'findings'] as const)
    twice(
      section,
      file[section].map(({ key }) => key),
    );
  twice(
    'pledges',
    file.pledges.map(({ project, requirement, unit }) => `${project} ${requirement} ${unit}`),
  );
  file.resources.forEach(({ unit }, n) => check(`/resources/${n}/unit`, unit, units, 'unit'));
  file.bookings.forEach(({ resource, by }, n) => {
    check(`/bookings/${n}/resource`, resource, resources, 'resource');
    check(`/bookings/${n}/by`, by, units, 'unit');
  });
  file.projects.forEach(({ proposedBy }, n) => check(`/projects/${n}/proposedBy`, proposedBy, units, 'unit'));
  file.motions.forEach((motion, n) => {
    check(`/motions/${n}/about`, motion.about, projects, 'project');
    check(`/motions/${n}/tabledBy`, motion.tabledBy, units, 'unit');
    check(`/motions/${n}/meeting`, motion.meeting, meetings, 'meeting');
    for (const [choice, by] of Object.entries(motion.ballots ?? {}))
      (by as readonly string[]).forEach((key, m) => check(`/motions/${n}/ballots/${choice}/${m}`, key, units, 'unit'));
  });
  file.pledges.forEach(({ project, requirement, unit, resource }, n) => {
    check(`/pledges/${n}/unit`, unit, units, 'unit');
    check(`/pledges/${n}/requirement`, `${project} ${requirement}`, requirements, 'requirement');
    check(`/pledges/${n}/resource`, resource, resources, 'resource');
  });
  file.deliveries.forEach(({ project, requirement, unit }, n) =>
    check(`/deliveries/${n}`, `${project} ${requirement} ${unit}`, pledges, 'pledge'),
  );
  const voted = new Set(file.motions.filter(({ ballots }) => ballots).map(({ key }) => key));
  file.actions.forEach(({ motion, unit }, n) => {
    check(`/actions/${n}/motion`, motion, voted, 'motion that was voted on');
    check(`/actions/${n}/unit`, unit, units, 'unit');
  });
  file.meetings.forEach(({ place, motions, present = [] }, n) => {
    check(`/meetings/${n}/place`, place, resources, 'resource');
    const known = new Set(file.motions.map(({ key }) => key));
    motions.forEach((key, m) => check(`/meetings/${n}/motions/${m}`, key, known, 'motion'));
    present.forEach((key, m) => check(`/meetings/${n}/present/${m}`, key, units, 'unit'));
  });
  const things = { project: projects, motion: new Set(file.motions.map(({ key }) => key)), meeting: meetings, action: new Set(file.actions.map(({ key }) => key)) }; // prettier-ignore
  file.findings.forEach(({ unit, about }, n) => {
    check(`/findings/${n}/unit`, unit, units, 'unit');
    check(`/findings/${n}/about/key`, about.key, things[about.kind], about.kind);
  });
  return found;
};
