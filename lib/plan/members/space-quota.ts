import type { EngineConfig } from '../../domain/engine';

/** etcd's own, in bytes, where it is told nothing or 0. */
const usual = 2 * 1024 ** 3;

/**
 * What is wrong with a space quota of etcd on a volume of so many bytes; undefined where it leaves room.
 * @param given the value of --quota-backend-bytes; undefined where it is left out
 */
export function quotaFault(given: string | undefined, volumeBytes: number): string | undefined {
  const bytes = Number(given ?? 0);
  const quota = bytes === 0 ? usual : bytes;
  if (quota > 0 && quota < volumeBytes) return undefined;
  const text = Number.isNaN(bytes)
    ? `'${given}', which is no number of bytes`
    : bytes < 0
      ? `switched off (${bytes})`
      : `${quota} bytes${bytes === 0 ? ", etcd's default" : ''}`;
  return `the space quota is ${text}, and the volume has ${volumeBytes} bytes`;
}

const flag = '--quota-backend-bytes=';

/** The space quota that an engine gives its members by a flag; undefined where it gives none. */
export const quotaOf = ({ args }: Pick<EngineConfig, 'args'>): string | undefined =>
  args
    .filter(arg => arg.startsWith(flag))
    .at(-1)
    ?.slice(flag.length);
