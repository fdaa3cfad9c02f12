import { useQuery } from '@tanstack/react-query';
import { openStream } from '../../api/client.js';
import type { paths } from '../../api/generated/schema.js';

export type Health = paths['/health/ready']['get']['responses'][200]['content']['application/json'];

const every_ms = 5_000;

/** How the application is, asked again and again. That it cannot serve is an answer, too. */
export const useHealth = () =>
  useQuery({
    queryKey: ['health'],
    queryFn: async ({ signal }): Promise<Health> => {
      const response = await openStream('/health/ready', { signal });
      return (await response.json()) as Health;
    },
    refetchInterval: every_ms,
    retry: false,
  });
